import { expect } from "chai";
import { FakeServer } from "../../unit/sandbox/starrocksFixtures";
import { type OpenExample, openExample } from "../support/example";
import type { Operation, OperationError } from "../support/stack";

const CREDENTIAL = "starrocks:swordfish-swordfish";

describe("The example catalog-only", function () {
    this.timeout(100_000);

    let server: FakeServer;
    let example: OpenExample;
    let created: Operation;

    before(async () => {
        server = await FakeServer.start();
        server.oauth2Credential = CREDENTIAL;
        example = await openExample("catalog-only", {
            configure: () => ({
                config: {
                    uri: `${server.address}/iceberg`,
                    warehouse: "lakehouse",
                    tokenUri: `${server.address}/iceberg/v1/oauth/tokens`,
                    s3Region: "eu-west-1",
                },
                secrets: { credential: CREDENTIAL },
            }),
        });
        created = await example.stack.up();
    });

    after(async () => {
        await example?.sql.run("DROP CATALOG IF EXISTS lakehouse").catch(() => undefined);
        await example?.close();
        await server?.close();
    });

    it("makes a catalog in which tables of the Iceberg REST catalog can be used", async () => {
        const { sql } = example;
        expect(created.outputs.catalog?.value).to.equal("lakehouse");
        expect(await sql.column("SHOW DATABASES FROM lakehouse")).to.include.members(["db1", "db2"]);
        await sql.run("SET CATALOG lakehouse");
        await sql.run("CREATE TABLE db1.orders (id BIGINT)");
        expect(await sql.column("SHOW TABLES FROM db1")).to.deep.equal(["orders"]);
    });

    it("calls nothing of AWS", () => {
        expect(example.sandbox.aws.requests).to.deep.equal([]);
    });

    it("keeps the credential out of the plain state", async () => {
        expect((await example.stack.exportState()).text).to.not.contain("swordfish");
    });

    it("changes nothing the second time", async () => {
        expect(Object.keys((await example.stack.up()).summary)).to.deep.equal(["same"]);
    });

    it("refuses a credential that isn't a secret of the configuration", async () => {
        await example.stack.setConfig({ credential: "in clear" });
        const refused = await example.stack.preview().catch((error: OperationError) => error.message);
        expect(refused).to.match(/'credential' must be encrypted/);
        await example.stack.setConfig({}, { credential: CREDENTIAL });
    });

    it("takes the catalog away again, and nothing of what it led to", async () => {
        await example.stack.destroy();
        expect(await example.sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
        expect(server.namespaces).to.deep.equal(["db1", "db2"]);
    });
});
