import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { createNamespace, createTableBucket, putTableBucketPolicy } from "../../sandbox/aws/account/s3tables";
import type { Table } from "../../sandbox/aws/account/s3tablesState";
import { type Call, type Credentials, call, makeTable, userWith } from "./awsSupport";

const bucketArn = "arn:aws:s3tables:us-east-1:123456789012:bucket/lake";

describe("The sandbox's S3 Tables endpoint", () => {
    let aws: EmbeddedAws;
    let table: Table;

    beforeEach(async () => {
        aws = await startAws();
        createTableBucket(aws.account, { name: "lake" });
        createNamespace(aws.account, { bucket: "lake", name: "sales", createdBy: aws.deployer.arn });
        table = makeTable(aws, "taxis");
    });
    afterEach(() => aws.close());

    const rest = (credentials: Credentials, path: string, request: Partial<Call> = {}) =>
        call(aws.endpoints.s3tables, credentials, {
            ...request,
            service: "s3tables",
            path: `/iceberg/v1/${encodeURIComponent(bucketArn)}/${path}`,
        });

    const user = (actions: string[], condition?: object) =>
        userWith(aws.account, "starrocks", {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: actions.map((action) => `s3tables:${action}`),
                    Resource: [bucketArn, `${bucketArn}/table/*`],
                    ...(condition ? { Condition: condition } : {}),
                },
            ],
        });

    it("needs neither the mount nor Lake Formation", async () => {
        const reader = user(["GetTableBucket", "ListNamespaces", "GetTableMetadataLocation", "GetTableData"]);
        const config = await call(aws.endpoints.s3tables, reader, {
            path: "/iceberg/v1/config",
            query: { warehouse: bucketArn },
            service: "s3tables",
        });
        expect(config.json.overrides.prefix).to.equal(encodeURIComponent(bucketArn));
        expect((await rest(reader, "namespaces")).json.namespaces).to.deep.equal([["sales"]]);
        const loaded = await rest(reader, "namespaces/sales/tables/taxis");
        expect(loaded.json.metadata.location).to.equal(table.warehouseLocation);
        expect(loaded.json.config).to.deep.equal({});
    });

    it("names the action and the resource that a policy lacks", async () => {
        const reader = user(["GetTableBucket"]);
        const reply = await rest(reader, "namespaces");
        expect(reply.status).to.equal(403);
        expect(reply.json.error).to.deep.equal({
            code: 403,
            type: "ForbiddenException",
            message: `User: ${reader.arn} is not authorized to perform: s3tables:ListNamespaces on resource: ${bucketArn} because no identity-based policy allows the s3tables:ListNamespaces action`,
        });
    });

    it("lets policies speak of namespaces and tables by condition keys", async () => {
        const reader = user(["GetTableMetadataLocation", "GetTableData"], {
            StringEquals: { "s3tables:namespace": "sales", "s3tables:tableName": "taxis" },
        });
        makeTable(aws, "trips");
        expect((await rest(reader, "namespaces/sales/tables/taxis")).status).to.equal(200);
        expect((await rest(reader, "namespaces/sales/tables/trips")).status).to.equal(403);
    });

    it("obeys the table bucket's own policy", async () => {
        const deny = {
            Effect: "Deny",
            Principal: "*",
            Action: "s3tables:ListNamespaces",
            Resource: bucketArn,
        };
        putTableBucketPolicy(
            aws.account,
            "lake",
            JSON.stringify({ Version: "2012-10-17", Statement: [deny] }),
        );
        expect((await rest(aws.deployer, "namespaces")).status).to.equal(403);
    });

    it("drops a table only with purge", async () => {
        const drop = (query: Record<string, string>) =>
            rest(aws.deployer, "namespaces/sales/tables/taxis", { method: "DELETE", query });
        expect((await drop({})).status).to.equal(400);
        expect((await drop({ purgeRequested: "false" })).status).to.equal(400);
        expect((await drop({ purgeRequested: "true" })).status).to.equal(204);
    });

    it("renames tables", async () => {
        const body = {
            source: { namespace: ["sales"], name: "taxis" },
            destination: { namespace: ["sales"], name: "cabs" },
        };
        expect((await rest(aws.deployer, "tables/rename", { method: "POST", body })).status).to.equal(204);
        expect((await rest(aws.deployer, "namespaces/sales/tables")).json.identifiers).to.deep.equal([
            { namespace: ["sales"], name: "cabs" },
        ]);
    });

    describe("and its data plane", () => {
        const object = (credentials: Credentials, request: Partial<Call> = {}) =>
            call(aws.endpoints.s3, credentials, {
                path: `/${table.warehouseLocation.slice("s3://".length)}/data/one.json`,
                service: "s3",
                ...request,
            });

        it("gives the objects of a table to who has GetTableData and takes them from who has PutTableData", async () => {
            const writer = user(["GetTableData", "PutTableData"]);
            expect((await object(writer)).text).to.contain("<Code>NoSuchKey</Code>");
            expect((await object(writer, { method: "PUT", body: [[1]] })).status).to.equal(200);
            expect((await object(writer)).text).to.equal("[[1]]");
            expect((await object(writer, { headers: { range: "bytes=0-1" } })).text).to.equal("[[");
            expect((await object(writer, { method: "HEAD" })).headers.get("content-length")).to.equal("5");
            expect((await object(writer, { method: "DELETE" })).status).to.equal(204);
        });

        it("refuses in S3's XML", async () => {
            const reader = user(["GetTableData"]);
            const put = await object(reader, { method: "PUT", body: [1] });
            expect(put.status).to.equal(403);
            expect(put.text).to.contain("<Code>AccessDenied</Code>").and.to.contain("s3tables:PutTableData");
            const unknown = await object({ accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" });
            expect(unknown.text).to.contain("<Code>InvalidAccessKeyId</Code>");
            const wrong = await object({ ...reader, secretAccessKey: "x" });
            expect(wrong.text).to.contain("<Code>SignatureDoesNotMatch</Code>");
        });

        it("knows only the warehouse buckets of tables", async () => {
            const reply = await object(aws.deployer, { path: "/elsewhere/one" });
            expect(reply.text).to.contain("<Code>NoSuchBucket</Code>");
        });
    });
});
