import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import type { Table } from "../../sandbox/aws/account/s3tablesState";
import {
    type Credentials,
    call,
    glueCall,
    grant,
    makeTable,
    prepareLakeFormation,
    type Reply,
    taxis,
    userWith,
    vendedCredentials,
} from "./awsSupport";

const delegation = { "x-iceberg-access-delegation": "vended-credentials" };

describe("The sandbox's Glue endpoint in Lake Formation mode", () => {
    let aws: EmbeddedAws;
    let starrocks: Credentials & { arn: string };
    const catalogId = "123456789012:s3tablescatalog/lake";

    beforeEach(async () => {
        aws = await startAws();
        starrocks = prepareLakeFormation(aws, "lake", "sales", ["glue:DeleteTable"]);
    });
    afterEach(() => aws.close());

    const grantDatabase = (...permissions: string[]) =>
        grant(aws.account, starrocks.arn, { kind: "database", catalogId, name: "sales" }, permissions);
    const grantTables = (...permissions: string[]) =>
        grant(aws.account, starrocks.arn, { kind: "allTables", catalogId, database: "sales" }, permissions);
    const rest = (path: string, request = {}) => glueCall(aws, starrocks, "lake", path, request);
    const makeTaxis = () => makeTable(aws, "taxis");
    async function putObject(table: Table): Promise<{ path: string; vended: Credentials; put: Reply }> {
        const vended = vendedCredentials(
            await rest("namespaces/sales/tables/taxis", { headers: delegation }),
        );
        const path = `/${table.warehouseLocation.slice("s3://".length)}/data/one.json`;
        const put = await call(aws.endpoints.s3, vended, { method: "PUT", path, body: [1], service: "s3" });
        return { path, vended, put };
    }

    it("answers config with the prefix of the catalog and needs no grant for it", async () => {
        const reply = await call(aws.endpoints.glue, starrocks, {
            path: "/iceberg/v1/config",
            query: { warehouse: catalogId },
        });
        expect(reply.json).to.deep.equal({
            defaults: {},
            overrides: { prefix: "catalogs/123456789012:s3tablescatalog%2Flake" },
        });
    });

    it("lists only the namespaces that may be described", async () => {
        expect((await rest("namespaces")).json).to.deep.equal({ namespaces: [] });
        grantDatabase("DESCRIBE");
        expect((await rest("namespaces")).json).to.deep.equal({ namespaces: [["sales"]] });
    });

    it("refuses to load a namespace without a grant, in Lake Formation's words", async () => {
        const reply = await rest("namespaces/sales");
        expect(reply.status).to.equal(403);
        expect(reply.json.error).to.deep.equal({
            code: 403,
            type: "AccessDeniedException",
            message: "Insufficient Lake Formation permission(s): Required Describe on sales",
        });
    });

    it("hides a missing table from who may not describe it, and shows that it is missing to who may", async () => {
        expect((await rest("namespaces/sales/tables/taxis")).status).to.equal(403);
        grantTables("DESCRIBE");
        const reply = await rest("namespaces/sales/tables/taxis");
        expect(reply.status).to.equal(404);
        expect(reply.json.error.message).to.equal("Table taxis not found.");
    });

    it("lets who may create tables do so and own what it made", async () => {
        grantDatabase("CREATE_TABLE");
        expect((await rest("namespaces/sales/tables/taxis")).status).to.equal(404);
        const created = await rest("namespaces/sales/tables", { method: "POST", body: taxis });
        expect(created.status).to.equal(200);
        expect(created.json.metadata["partition-specs"][0]?.fields[0]?.name).to.equal("vendor_id");
        const loaded = await rest("namespaces/sales/tables/taxis", { headers: delegation });
        expect(loaded.json.metadata["table-uuid"]).to.equal(created.json.metadata["table-uuid"]);
        expect(loaded.json.config).to.include({
            "client.region": "us-east-1",
            "s3.endpoint": aws.endpoints.s3,
        });
    });

    it("vends credentials that read and write one table's objects", async () => {
        const table = makeTaxis();
        grantTables("SELECT", "INSERT", "DESCRIBE");
        const { path, vended, put } = await putObject(table);
        expect(put.status).to.equal(200);
        expect((await call(aws.endpoints.s3, vended, { path, service: "s3" })).text).to.equal("[1]");
    });

    it("vends a reader's credentials that cannot write", async () => {
        const table = makeTaxis();
        grantTables("SELECT");
        const { put } = await putObject(table);
        expect(put.status).to.equal(403);
        expect(put.text).to.contain("<Code>AccessDenied</Code>");
    });

    const nothingVended: [string, () => void][] = [
        [
            "external engines are not allowed",
            () => (aws.account.mount!.allowFullTableExternalDataAccess = false),
        ],
        [
            "the location is registered without privileged access",
            () => {
                for (const one of aws.account.registrations.values()) one.withPrivilegedAccess = false;
                aws.account.policies.get("arn:aws:iam::123456789012:policy/starrocks-policy")!.document =
                    JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
                    });
            },
        ],
        ["the table may only be described", () => aws.account.grants.splice(0)],
    ];
    for (const [why, change] of nothingVended) {
        it(`vends nothing when ${why}`, async () => {
            makeTaxis();
            grantTables("SELECT");
            change();
            grantTables("DESCRIBE");
            const reply = await rest("namespaces/sales/tables/taxis", { headers: delegation });
            expect(reply.status).to.equal(200);
            expect(reply.json.config).to.deep.equal({});
        });
    }

    it("vends nothing to a client that does not ask", async () => {
        makeTaxis();
        grantTables("SELECT");
        expect((await rest("namespaces/sales/tables/taxis")).json.config).to.deep.equal({});
    });

    it("wants INSERT and ALTER for a commit that adds a snapshot", async () => {
        makeTaxis();
        grantTables("ALTER", "DESCRIBE");
        const snapshot = {
            "snapshot-id": 5,
            "timestamp-ms": 1,
            "sequence-number": 1,
            summary: { operation: "append" },
        };
        const body = {
            requirements: [{ type: "assert-ref-snapshot-id", ref: "main", "snapshot-id": null }],
            updates: [
                { action: "add-snapshot", snapshot },
                { action: "set-snapshot-ref", "ref-name": "main", type: "branch", "snapshot-id": 5 },
            ],
        };
        const refused = await rest("namespaces/sales/tables/taxis", { method: "POST", body });
        expect(refused.json.error.message).to.equal(
            "Insufficient Lake Formation permission(s): Required Insert on taxis",
        );
        grantTables("INSERT");
        const done = await rest("namespaces/sales/tables/taxis", { method: "POST", body });
        expect(done.json.metadata["current-snapshot-id"]).to.equal(5);
        const again = await rest("namespaces/sales/tables/taxis", { method: "POST", body });
        expect(again.status).to.equal(409);
        expect(again.json.error.type).to.equal("CommitFailedException");
    });

    it("wants glue:CreateDatabase and then CREATE_DATABASE on the catalog for a new namespace", async () => {
        const body = { namespace: ["web"], properties: {} };
        const byIam = await rest("namespaces", { method: "POST", body });
        expect(byIam.json.error.message).to.match(
            /^User: arn:aws:iam::123456789012:user\/starrocks is not authorized to perform: glue:CreateDatabase on resource: arn:aws:glue:us-east-1:123456789012:catalog because/,
        );
        const administrator = userWith(aws.account, "admin", {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        });
        const create = () => glueCall(aws, administrator, "lake", "namespaces", { method: "POST", body });
        expect((await create()).json.error.message).to.equal(
            "Insufficient Lake Formation permission(s): Required Create Database on Catalog",
        );
        grant(aws.account, administrator.arn, { kind: "catalog", catalogId }, ["CREATE_DATABASE"]);
        expect((await create()).status).to.equal(200);
        const mine = await glueCall(aws, administrator, "lake", "namespaces");
        expect(mine.json.namespaces).to.deep.equal([["web"]]);
    });

    it("names the mount that is missing", async () => {
        aws.account.mount = undefined;
        const reply = await call(aws.endpoints.glue, starrocks, {
            path: "/iceberg/v1/config",
            query: { warehouse: catalogId },
        });
        expect(reply.status).to.equal(404);
        expect(reply.json.error).to.deep.equal({
            code: 404,
            type: "EntityNotFoundException",
            message: "Catalog 123456789012:s3tablescatalog not found.",
        });
    });
});
