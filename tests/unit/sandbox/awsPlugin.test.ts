import { expect } from "chai";
import { detachPolicy, putInlinePolicy } from "../../sandbox/aws/account/iamPolicies";
import { check } from "../../sandbox/aws/plugin/check";
import { deletesBeforeReplace, differences } from "../../sandbox/aws/plugin/differences";
import { invoke } from "../../sandbox/aws/plugin/functions";
import { create } from "../../sandbox/aws/plugin/provider";
import type { Properties } from "../../sandbox/aws/plugin/resourceType";
import { unknownValue } from "../../sandbox/aws/plugin/values";
import type { Sandbox } from "../../sandbox/aws/sandbox";
import { allBuckets, bucketArn, newSandbox, refusal, types } from "./awsPluginSupport";
import { mount } from "./awsSupport";

describe("The sandbox's aws plugin", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = newSandbox();
    });

    const make = (type: keyof typeof types, inputs: Properties) =>
        create(sandbox, types[type], inputs, false);

    describe("checks", () => {
        const checked = (type: keyof typeof types, news: Properties, olds: Properties = {}) =>
            check(types[type], { logicalName: "lake", randomSeed: "seed", olds, news });

        it("names a resource as Pulumi does, and keeps the name", () => {
            const { inputs } = checked("bucket", {});
            expect(inputs.name).to.match(/^lake-[0-9a-f]{7}$/);
            const again = check(types.bucket, {
                logicalName: "lake",
                randomSeed: "other",
                olds: inputs,
                news: {},
            });
            expect(again.inputs.name).to.equal(inputs.name);
        });

        it("reports what is missing and what it doesn't know", () => {
            expect(checked("namespace", { namespace: "sales", colour: "red" }).failures).to.deep.equal([
                { property: "colour", reason: "Unsupported argument" },
                { property: "tableBucketArn", reason: "Missing required argument" },
            ]);
        });

        it("validates nested blocks, but only when they are known", () => {
            const maintenanceConfiguration = {
                icebergUnreferencedFileRemoval: {
                    status: "on",
                    settings: { nonCurrentDays: 0, unreferencedDays: 1 },
                },
            };
            const properties = checked("bucket", { name: "lake", maintenanceConfiguration }).failures.map(
                ({ property }) => property,
            );
            expect(properties).to.deep.equal([
                "maintenanceConfiguration.icebergUnreferencedFileRemoval.status",
                "maintenanceConfiguration.icebergUnreferencedFileRemoval.settings.nonCurrentDays",
            ]);
            expect(
                checked("bucket", { name: unknownValue, maintenanceConfiguration }).failures,
            ).to.deep.equal([]);
        });
    });

    describe("compares", () => {
        it("property by property, and says which replace", () => {
            const olds = { name: "lake", tags: { team: "data" } };
            const news = { name: "lake-two", tags: { team: "web", stage: "dev" } };
            expect(differences(types.policy, olds, news)).to.deep.equal([
                { path: "name", kind: "UPDATE", replaces: true },
                { path: "tags.team", kind: "UPDATE", replaces: false },
                { path: "tags.stage", kind: "ADD", replaces: false },
            ]);
        });

        it("no tags that only Check would have added, as in a state without them", () => {
            const state = { name: "lake", tagsAll: { team: "data" }, tags: { team: "data" } };
            expect(differences(types.policy, state, { name: "lake", tags: { team: "data" } })).to.deep.equal(
                [],
            );
        });

        it("policies by their meaning and sets without their order", () => {
            expect(
                differences(types.policy, { policy: '{"a":1,"b":2}' }, { policy: '{ "b": 2, "a": 1 }' }),
            ).to.deep.equal([]);
            const [olds, news] = [{ permissions: ["SELECT", "ALTER"] }, { permissions: ["ALTER", "SELECT"] }];
            expect(differences(types.permissions, olds, news)).to.deep.equal([]);
        });

        it("an unknown value as a change", () => {
            const found = differences(
                types.namespace,
                { tableBucketArn: bucketArn },
                { tableBucketArn: unknownValue },
            );
            expect(found).to.deep.equal([{ path: "tableBucketArn", kind: "UPDATE", replaces: true }]);
        });

        it("deletes first what has a name of its own", () => {
            const named = { name: "starrocks", __defaults: [] };
            expect(deletesBeforeReplace(types.policy, named)).to.equal(true);
            expect(deletesBeforeReplace(types.policy, { ...named, __defaults: ["name"] })).to.equal(false);
        });
    });

    describe("previews", () => {
        it("nothing but what can be known", () => {
            const { state } = create(sandbox, types.bucket, { name: "lake" }, true);
            expect(state).to.include({ name: "lake", arn: unknownValue });
            expect(sandbox.account.tableBuckets.size).to.equal(0);
        });
    });

    describe("uses the deployer's own rights", () => {
        beforeEach(() => {
            detachPolicy(sandbox.account, "user", "deployer", "arn:aws:iam::aws:policy/AdministratorAccess");
        });

        it("to refuse what they don't cover", () => {
            expect(refusal(() => make("bucket", { name: "lake" }))).to.equal(
                `creating S3 Tables Table Bucket (lake): operation error S3Tables: CreateTableBucket, https response error StatusCode: 400, RequestID: sandbox, AccessDeniedException: User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: s3tables:CreateTableBucket on resource: ${bucketArn} because no identity-based policy allows the s3tables:CreateTableBucket action`,
            );
        });

        it("to allow what they cover", () => {
            const statement = {
                Effect: "Allow",
                Action: ["s3tables:Create*", "s3tables:Get*"],
                Resource: bucketArn,
            };
            putInlinePolicy(
                sandbox.account,
                "user",
                "deployer",
                "p",
                JSON.stringify({ Statement: [statement] }),
            );
            expect(refusal(() => make("bucket", { name: "lake" }))).to.equal("allowed");
        });
    });

    describe("answers functions", () => {
        const call = (token: string, args: Properties = {}) => invoke(sandbox, token, args);

        it("about the caller, the Region and the partition", () => {
            expect(call("aws:index/getCallerIdentity:getCallerIdentity")).to.include({
                accountId: "123456789012",
                arn: "arn:aws:iam::123456789012:user/deployer",
            });
            expect(call("aws:index/getRegion:getRegion")).to.include({ region: "us-east-1" });
            expect(call("aws:index/getPartition:getPartition")).to.include({
                partition: "aws",
                dnsSuffix: "amazonaws.com",
            });
        });

        it("about the mount, once it is there", () => {
            const token = "aws:glue/getCatalog:getCatalog";
            expect(refusal(() => call(token, { name: "s3tablescatalog" }))).to.equal(
                "reading Glue Catalog (s3tablescatalog): couldn't find resource",
            );
            mount(sandbox.account);
            expect(call(token, { name: "s3tablescatalog" })).to.deep.include({
                allowFullTableExternalDataAccess: "True",
                federatedCatalogs: [
                    { connectionName: "aws:s3tables", connectionType: "", identifier: allBuckets },
                ],
            });
        });

        const missing: [string, Properties, RegExp][] = [
            ["aws:iam/getUser:getUser", { userName: "x" }, /^reading IAM User \(x\): .*NoSuchEntity/],
            ["aws:iam/getRole:getRole", { name: "x" }, /^reading IAM Role \(x\): .*NoSuchEntity/],
        ];
        for (const [token, args, message] of missing) {
            it(`with the provider's text when ${token.split(":").at(-1)} finds nothing`, () => {
                expect(refusal(() => call(token, args))).to.match(message);
            });
        }
    });
});
