import { expect } from "chai";
import { createUser } from "../../sandbox/aws/account/iamPrincipals";
import { createNamespace } from "../../sandbox/aws/account/s3tables";
import { create, read, remove, update } from "../../sandbox/aws/plugin/provider";
import type { Properties } from "../../sandbox/aws/plugin/resourceType";
import type { Sandbox } from "../../sandbox/aws/sandbox";
import { allBuckets, bucketArn, newSandbox, refusal, types } from "./awsPluginSupport";
import { mount } from "./awsSupport";

describe("The resources of the sandbox's aws plugin", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = newSandbox();
    });

    const make = (type: keyof typeof types, inputs: Properties) =>
        create(sandbox, types[type], inputs, false);

    describe("makes, reads, changes and deletes", () => {
        it("a table bucket", () => {
            const { id, state } = make("bucket", { name: "lake", tags: { team: "data" } });
            expect(id).to.equal(bucketArn);
            expect(state).to.deep.include({
                arn: bucketArn,
                ownerAccountId: "123456789012",
                tagsAll: { team: "data" },
            });
            update(sandbox, types.bucket, id, state, { name: "lake", tags: { team: "web" } }, false);
            expect(read(sandbox, types.bucket, id, state, {})?.inputs).to.deep.equal({
                name: "lake",
                region: "us-east-1",
                tags: { team: "web" },
            });
            remove(sandbox, types.bucket, id, state);
            expect(read(sandbox, types.bucket, id, state, {})).to.equal(undefined);
        });

        it("a bucket with tables only when it may be destroyed by force", () => {
            const { id, state } = make("bucket", { name: "lake" });
            createNamespace(sandbox.account, { bucket: "lake", name: "sales", createdBy: "x" });
            expect(refusal(() => remove(sandbox, types.bucket, id, state))).to.equal(
                `deleting S3 Tables Table Bucket (${bucketArn}): operation error S3Tables: DeleteTableBucket, https response error StatusCode: 409, RequestID: sandbox, ConflictException: The bucket that you tried to delete is not empty.`,
            );
            const forced = update(
                sandbox,
                types.bucket,
                id,
                state,
                { name: "lake", forceDestroy: true },
                false,
            );
            remove(sandbox, types.bucket, id, forced);
            expect(sandbox.account.namespaces.size).to.equal(0);
        });

        it("a namespace and a table, by the ids that an import names", () => {
            make("bucket", { name: "lake" });
            const namespace = make("namespace", { namespace: "sales", tableBucketArn: bucketArn });
            expect(namespace.id).to.equal(`${bucketArn};sales`);
            const inputs = {
                name: "taxis",
                namespace: "sales",
                tableBucketArn: bucketArn,
                format: "ICEBERG",
            };
            const metadata = {
                iceberg: { schema: { fields: [{ name: "id", type: "long", required: true }] } },
            };
            const table = make("table", { ...inputs, metadata });
            expect(table.id).to.equal(`${bucketArn};sales;taxis`);
            expect(read(sandbox, types.table, table.id, {}, {})?.inputs).to.deep.include(inputs);
            const renamed = update(
                sandbox,
                types.table,
                table.id,
                table.state,
                { ...inputs, name: "cabs", metadata },
                false,
            );
            expect(renamed.arn).to.equal(table.state.arn);
            remove(sandbox, types.table, table.id, renamed);
            expect(sandbox.account.tables.size).to.equal(0);
        });

        it("an access key, whose secret only the state remembers", () => {
            createUser(sandbox.account, { name: "u" });
            const { id, state } = make("accessKey", { user: "u", status: "Active" });
            expect(state.secret).to.equal(sandbox.account.accessKeys.get(id)?.secret);
            expect(read(sandbox, types.accessKey, id, state, { user: "u" })?.state.secret).to.equal(
                state.secret,
            );
            expect(read(sandbox, types.accessKey, id, {}, {})?.state.secret).to.equal(undefined);
        });

        it("grants on namespaces and tables of a nested catalog, but not on the catalog", () => {
            mount(sandbox.account);
            make("bucket", { name: "lake" });
            make("namespace", { namespace: "sales", tableBucketArn: bucketArn });
            const { arn: principal } = createUser(sandbox.account, { name: "u" });
            const catalogId = "123456789012:s3tablescatalog/lake";
            const inputs = { principal, permissions: ["DESCRIBE"], database: { catalogId, name: "sales" } };
            const { id, state } = make("permissions", inputs);
            expect(sandbox.account.grants.length).to.equal(1);
            remove(sandbox, types.permissions, id, state);
            expect(sandbox.account.grants.length).to.equal(0);
            const nested = { principal, permissions: ["DESCRIBE"], catalogResource: true, catalogId };
            expect(refusal(() => make("permissions", nested))).to.match(
                /InvalidInputException: Catalog id must be a valid AWS account id\.$/,
            );
        });
    });

    describe("misbehaves as the AWS provider does", () => {
        it("takes over a registration that is there", () => {
            const inputs = { arn: allBuckets, withFederation: false };
            make("registration", inputs);
            expect(refusal(() => make("registration", inputs))).to.equal("allowed");
        });

        it("does not take over the mount", () => {
            mount(sandbox.account);
            const federatedCatalog = { identifier: allBuckets, connectionName: "aws:s3tables" };
            expect(refusal(() => make("catalog", { name: "s3tablescatalog", federatedCatalog }))).to.match(
                /^creating Glue Catalog \(s3tablescatalog\): .*AlreadyExistsException: Catalog s3tablescatalog already exists\.$/,
            );
        });

        it("takes the mount for missing when the deployer is no data lake administrator", () => {
            mount(sandbox.account);
            sandbox.account.dataLakeSettings.admins = [];
            expect(read(sandbox, types.catalog, "s3tablescatalog", {}, {})).to.equal(undefined);
        });

        it("forgets that a registration is federated, unless told not to", () => {
            mount(sandbox.account);
            sandbox.account.registrations.set(allBuckets, {
                arn: allBuckets,
                withFederation: true,
                withPrivilegedAccess: true,
                hybridAccessEnabled: false,
                lastModified: 0,
            });
            const inputs = () =>
                read(sandbox, types.registration, allBuckets, {}, { withFederation: true })?.inputs;
            expect(inputs()).to.deep.equal({ withFederation: false });
            sandbox.account.provider.readsFederationBack = true;
            expect(inputs()).to.deep.equal({ withFederation: true });
        });

        it("reads ALL as a list, when told to", () => {
            mount(sandbox.account);
            make("bucket", { name: "lake" });
            make("namespace", { namespace: "sales", tableBucketArn: bucketArn });
            const { arn: principal } = createUser(sandbox.account, { name: "u" });
            const database = { catalogId: "123456789012:s3tablescatalog/lake", name: "sales" };
            const inputs = { principal, permissions: ["ALL"], database };
            const { id, state } = make("permissions", inputs);
            sandbox.faults.permissionsReadBackExpanded = true;
            expect(read(sandbox, types.permissions, id, state, inputs)?.inputs).to.deep.include({
                permissions: ["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"],
            });
        });
    });

    describe("imports", () => {
        it("a key with all that would replace it if it differed", () => {
            const { id } = make("key", { description: "the lake's" });
            expect(read(sandbox, types.key, id, {}, {})?.inputs).to.deep.include({
                customerMasterKeySpec: "SYMMETRIC_DEFAULT",
                keyUsage: "ENCRYPT_DECRYPT",
                multiRegion: false,
            });
        });
    });

    describe("refreshes", () => {
        it("only what the program has set, and takes absent and empty for the same", () => {
            const { id, state } = make("bucket", { name: "lake" });
            sandbox.account.tableBuckets.get("lake")!.tags = { drift: "yes" };
            expect(read(sandbox, types.bucket, id, state, { name: "lake" })?.inputs).to.deep.equal({
                name: "lake",
            });
            sandbox.account.tableBuckets.get("lake")!.tags = {};
            const olds = { name: "lake", tags: {} };
            expect(read(sandbox, types.bucket, id, state, olds)?.inputs).to.deep.equal(olds);
        });
    });
});
