import { expect } from "chai";
import { createAccount } from "../../sandbox/aws/account/create";
import { deleteMount, type Mount } from "../../sandbox/aws/account/glue";
import { addGrant } from "../../sandbox/aws/account/grants";
import * as policies from "../../sandbox/aws/account/iamPolicies";
import * as iam from "../../sandbox/aws/account/iamPrincipals";
import { createKey } from "../../sandbox/aws/account/kms";
import { registerLocation } from "../../sandbox/aws/account/lakeFormation";
import * as s3tables from "../../sandbox/aws/account/s3tables";
import type { Account } from "../../sandbox/aws/account/state";
import { createTable } from "../../sandbox/aws/account/tables";
import { mount } from "./awsSupport";

const refusal = (run: () => unknown): string => {
    try {
        run();
    } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
    }
    return "allowed";
};

const allow = (action: string | string[], resource = "*") =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
    });

describe("The sandbox's AWS account", () => {
    let account: Account;
    beforeEach(() => {
        account = createAccount();
    });

    describe("in S3 Tables", () => {
        const badBuckets = [
            "ab",
            "Lake",
            "la_ke",
            "-lake",
            "lake-",
            "xn--lake",
            "sthree-x",
            "aws-lake",
            "lake--table-s3",
            "a".repeat(64),
        ];
        for (const name of badBuckets) {
            it(`refuses a bucket named ${name.slice(0, 20)}`, () => {
                expect(refusal(() => s3tables.createTableBucket(account, { name }))).to.match(
                    /bucket name is not valid/,
                );
            });
        }

        for (const name of ["Sales", "_sales", "sales-1", "awssales", ""]) {
            it(`refuses a namespace named '${name}'`, () => {
                s3tables.createTableBucket(account, { name: "lake" });
                const create = () =>
                    s3tables.createNamespace(account, { bucket: "lake", name, createdBy: "x" });
                expect(refusal(create)).to.match(/^BadRequestException/);
            });
        }

        it("has each name once", () => {
            s3tables.createTableBucket(account, { name: "lake" });
            expect(refusal(() => s3tables.createTableBucket(account, { name: "lake" }))).to.match(
                /^ConflictException/,
            );
            const namespace = { bucket: "lake", name: "sales", createdBy: "x" };
            s3tables.createNamespace(account, namespace);
            expect(refusal(() => s3tables.createNamespace(account, namespace))).to.match(
                /^ConflictException/,
            );
        });

        it("deletes only what is empty", () => {
            s3tables.createTableBucket(account, { name: "lake" });
            s3tables.createNamespace(account, { bucket: "lake", name: "sales", createdBy: "x" });
            createTable(account, { bucket: "lake", namespace: "sales", name: "taxis", createdBy: "x" });
            expect(refusal(() => s3tables.deleteNamespace(account, "lake", "sales"))).to.match(
                /is not empty/,
            );
            expect(refusal(() => s3tables.deleteTableBucket(account, "lake"))).to.match(/is not empty/);
        });

        it("has a quota of table buckets", () => {
            account.quotas.tableBucketsPerRegion = 1;
            s3tables.createTableBucket(account, { name: "lake" });
            expect(refusal(() => s3tables.createTableBucket(account, { name: "lake-two" }))).to.match(
                /more buckets than allowed \(1\)/,
            );
        });

        it("makes an encrypted table only if maintenance may use the key", () => {
            const encrypted = (policy?: string) => {
                const { arn } = createKey(account, { policy });
                const name = `lake-${account.tableBuckets.size}`;
                s3tables.createTableBucket(account, {
                    name,
                    encryption: { sseAlgorithm: "aws:kms", kmsKeyArn: arn },
                });
                s3tables.createNamespace(account, { bucket: name, name: "sales", createdBy: "x" });
                return refusal(() =>
                    createTable(account, { bucket: name, namespace: "sales", name: "t", createdBy: "x" }),
                );
            };
            expect(encrypted()).to.match(/does not allow maintenance.s3tables.amazonaws.com to perform/);
            const statement = {
                Effect: "Allow",
                Principal: { Service: "maintenance.s3tables.amazonaws.com" },
                Action: ["kms:GenerateDataKey", "kms:Decrypt"],
                Resource: "*",
                Condition: {
                    StringLike: {
                        "kms:EncryptionContext:aws:s3:arn":
                            "arn:aws:s3tables:us-east-1:123456789012:bucket/lake-1/*",
                    },
                },
            };
            expect(encrypted(JSON.stringify({ Statement: [statement] }))).to.equal("allowed");
        });
    });

    describe("in IAM", () => {
        it("counts a policy's characters without white space, up to 6,144", () => {
            const empty = policies.createPolicy(account, { name: "small", document: allow("a:b") });
            const room = 6144 - empty.document.length;
            const fits = allow(`a:b${"x".repeat(room)}`);
            const create = (name: string, document: string) =>
                refusal(() => policies.createPolicy(account, { name, document }));
            expect(create("fits", JSON.stringify(JSON.parse(fits), null, 40))).to.equal("allowed");
            expect(create("over", fits.replace("a:b", "a:bb"))).to.equal(
                "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
            );
        });

        const malformed: [string, string, RegExp][] = [
            ["text that isn't JSON", "{", /invalid Json/],
            [
                "a statement without actions",
                '{"Statement":[{"Effect":"Allow","Resource":"*"}]}',
                /must contain actions/,
            ],
            [
                "a statement without resources",
                '{"Statement":[{"Effect":"Allow","Action":"*"}]}',
                /must contain resources/,
            ],
            [
                "a resource that is no ARN",
                allow("glue:*", "catalog"),
                /Resource catalog must be in ARN format/,
            ],
            ["an action without a service", allow("GetTable"), /must be prefaced by a vendor/],
        ];
        for (const [what, document, message] of malformed) {
            it(`refuses ${what}`, () => {
                const create = () => policies.createPolicy(account, { name: "p", document });
                expect(refusal(create))
                    .to.match(/^MalformedPolicyDocument/)
                    .and.to.match(message);
            });
        }

        it("attaches ten managed policies to a user", () => {
            iam.createUser(account, { name: "u" });
            const attach = (index: number) => {
                const { arn } = policies.createPolicy(account, { name: `p${index}`, document: allow("a:b") });
                return refusal(() => policies.attachPolicy(account, "user", "u", arn));
            };
            for (let index = 0; index < 10; index += 1) expect(attach(index)).to.equal("allowed");
            expect(attach(10)).to.equal("LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10");
        });

        it("gives a user two access keys", () => {
            iam.createUser(account, { name: "u" });
            iam.createAccessKey(account, "u");
            iam.createAccessKey(account, "u");
            expect(refusal(() => iam.createAccessKey(account, "u"))).to.equal(
                "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
            );
        });

        it("deletes a user only without keys and policies, and a policy only when nobody has it", () => {
            iam.createUser(account, { name: "u" });
            const key = iam.createAccessKey(account, "u");
            const { arn } = policies.createPolicy(account, { name: "p", document: allow("a:b") });
            policies.attachPolicy(account, "user", "u", arn);
            expect(refusal(() => iam.deleteUser(account, "u"))).to.match(/must delete access keys first/);
            iam.deleteAccessKey(account, key.id);
            expect(refusal(() => iam.deleteUser(account, "u"))).to.match(/must detach all policies first/);
            expect(refusal(() => policies.deletePolicy(account, arn))).to.match(/^DeleteConflict/);
            policies.detachPolicy(account, "user", "u", arn);
            expect(refusal(() => iam.deleteUser(account, "u"))).to.equal("allowed");
        });

        it("limits the inline policies of a user to 2,048 characters together", () => {
            iam.createUser(account, { name: "u" });
            policies.putInlinePolicy(account, "user", "u", "one", allow(`a:${"x".repeat(1500)}`));
            const second = () =>
                policies.putInlinePolicy(account, "user", "u", "two", allow(`a:${"x".repeat(500)}`));
            expect(refusal(second)).to.equal(
                "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user u",
            );
        });
    });

    describe("in Glue and Lake Formation", () => {
        it("has one mount, of one name, connection and identifier", () => {
            mount(account);
            expect(refusal(() => mount(account))).to.equal(
                "AlreadyExistsException: Catalog s3tablescatalog already exists.",
            );
            account.mount = undefined;
            const wrong: Partial<Mount>[] = [
                { name: "other" },
                { identifier: "arn:aws:s3tables:us-east-1:123456789012:bucket/lake" },
                { connectionName: "other" },
            ];
            for (const change of wrong)
                expect(refusal(() => mount(account, change))).to.match(/^InvalidInputException/);
        });

        it("loses the permissions on the nested catalogs with the mount", () => {
            mount(account);
            const resource = { kind: "catalog", catalogId: "123456789012:s3tablescatalog/lake" } as const;
            addGrant(account, { principal: "someone", resource, permissions: ["ALL"] });
            deleteMount(account);
            expect(account.grants).to.deep.equal([]);
        });

        it("registers a location once", () => {
            const arn = "arn:aws:s3tables:us-east-1:123456789012:bucket/*";
            registerLocation(account, { arn });
            expect(refusal(() => registerLocation(account, { arn }))).to.equal(
                "AlreadyExistsException: Resource is already registered",
            );
        });
    });
});
