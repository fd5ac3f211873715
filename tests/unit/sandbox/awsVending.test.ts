import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { createKey } from "../../sandbox/aws/account/kms";
import type { Table } from "../../sandbox/aws/account/s3tablesState";
import {
    type Credentials,
    call,
    glueCall,
    grant,
    makeTable,
    prepareLakeFormation,
    vendedCredentials,
} from "./awsSupport";

const catalogId = "123456789012:s3tablescatalog/lake";
const root = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};
const maintenance = {
    Effect: "Allow",
    Principal: { Service: "maintenance.s3tables.amazonaws.com" },
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
};

describe("The sandbox's vended credentials", () => {
    let aws: EmbeddedAws;
    let starrocks: Credentials & { arn: string };

    beforeEach(async () => {
        aws = await startAws();
        starrocks = prepareLakeFormation(aws, "lake", "sales");
        grant(aws.account, starrocks.arn, { kind: "allTables", catalogId, database: "sales" }, [
            "SELECT",
            "INSERT",
        ]);
    });
    afterEach(() => aws.close());

    const load = (name: string) =>
        glueCall(aws, starrocks, "lake", `namespaces/sales/tables/${name}`, {
            headers: { "x-iceberg-access-delegation": "vended-credentials" },
        });

    const vended = async (name: string) => vendedCredentials(await load(name));

    const put = (credentials: Credentials, table: Table, headers = {}, body: unknown = [1]) =>
        call(aws.endpoints.s3, credentials, {
            method: "PUT",
            path: `/${table.warehouseLocation.slice("s3://".length)}/data/one`,
            service: "s3",
            headers,
            body,
        });

    it("open one table and no other", async () => {
        const [cabs, trips] = [makeTable(aws, "cabs"), makeTable(aws, "trips")];
        const credentials = await vended("cabs");
        expect((await put(credentials, cabs)).status).to.equal(200);
        expect((await put(credentials, trips)).status).to.equal(403);
    });

    it("are unknown to every service but S3", async () => {
        makeTable(aws, "cabs");
        const reply = await glueCall(aws, await vended("cabs"), "lake", "namespaces");
        expect(reply.json).to.deep.equal({
            message: "The security token included in the request is invalid.",
        });
    });

    it("need lakeformation:GetDataAccess in the caller's policy", async () => {
        makeTable(aws, "cabs");
        const policy = aws.account.policies.get("arn:aws:iam::123456789012:policy/starrocks-policy")!;
        policy.document = policy.document.replace(
            "lakeformation:GetDataAccess",
            "lakeformation:GetDataAccessNot",
        );
        const reply = await load("cabs");
        expect(reply.status).to.equal(403);
        expect(reply.json.error.message).to.contain("lakeformation:GetDataAccess on resource: *");
    });

    it("need a registered role that Lake Formation may assume", async () => {
        makeTable(aws, "cabs");
        const role = aws.account.roles.get("S3TablesRoleForLakeFormation")!;
        role.assumeRolePolicy = role.assumeRolePolicy.replace("sts:SetContext", "sts:TagSession");
        const reply = await load("cabs");
        expect(reply.status).to.equal(403);
        expect(reply.json.error.message).to.equal(
            `User: lakeformation.amazonaws.com is not authorized to perform: sts:SetContext on resource: ${role.arn}`,
        );
    });

    it("of an encrypted table need the key in the hands of the registered role", async () => {
        const policy = JSON.stringify({ Statement: [root, maintenance] });
        const { arn } = createKey(aws.account, { policy });
        aws.account.tableBuckets.get("lake")!.encryption = { sseAlgorithm: "aws:kms", kmsKeyArn: arn };
        makeTable(aws, "cabs");
        const reply = await load("cabs");
        expect(reply.status).to.equal(403);
        expect(reply.json.error.message)
            .to.contain("assumed-role/S3TablesRoleForLakeFormation/")
            .and.to.contain(`is not authorized to perform: kms:Decrypt on resource: ${arn}`);
    });

    it("work with the chunked uploads of AWS's SDKs", async () => {
        const cabs = makeTable(aws, "cabs");
        const headers = {
            "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "content-encoding": "aws-chunked",
        };
        const body = Buffer.from("3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n");
        expect((await put(await vended("cabs"), cabs, headers, body)).status).to.equal(200);
        const objects = aws.account.objects.get(cabs.warehouseLocation.slice("s3://".length));
        expect(objects?.get("data/one")?.toString()).to.equal("abcde");
    });
});
