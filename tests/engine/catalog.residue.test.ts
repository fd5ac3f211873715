import { expect } from "chai";
import { describeEmbedded, failure } from "../frontend/support/lake";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type EngineStack, openStack } from "./support/stack";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { StarRocksCatalog } from "pulumi-starrocks-s3tables";

const properties = new pulumi.Config().requireObject<Record<string, string>>("properties");
new StarRocksCatalog("lake", { catalogName: "lake", namespaces: ["db1"], properties, propagationTimeoutSeconds: 0 });
`;

// Only there a change that breaks the catalog is accepted.
describeEmbedded("A change that failed on StarRocks 3.5, on the real engine", function () {
    this.timeout(300_000);

    let consumer: Consumer;
    let rest: FakeServer;
    let frontend: StarRocksFrontend;
    let sql: SqlClient;
    let stack: EngineStack;
    let properties: Record<string, string>;

    const declare = (more: Record<string, string>) =>
        stack.setConfig({ properties: JSON.stringify({ ...properties, ...more }) });

    before(async () => {
        consumer = await openConsumer();
        rest = await FakeServer.start();
        frontend = await startStarRocks({ version: "3.5" });
        sql = await openSqlClient(frontend);
        properties = { "iceberg.catalog.type": "rest", "iceberg.catalog.uri": `${rest.address}/iceberg` };
        stack = await openStack({
            program: await consumer.program("residue", { files: { "index.ts": PROGRAM } }),
            config: {
                properties: JSON.stringify(properties),
                "starrocks:host": `127.0.0.1:${frontend.port}`,
                "starrocks:user": "root",
            },
        });
        await stack.up();
        // The frontend has no key to sign with, and 3.5 tries nothing at ALTER; what is new there can't be taken away again.
        await declare({ "iceberg.catalog.rest.sigv4-enabled": "true" });
    });

    after(async () => {
        await stack?.close();
        await sql?.close();
        await frontend?.close();
        await rest?.close();
        await consumer?.close();
    });

    it("says what it could not put back", async () => {
        expect(await failure(stack.up())).to.match(
            /could not be restored: no old value is known\.\nCatalog lake worked before and doesn't now/,
        );
    });

    it("is known to the next up, which mends it when the program is as before", async () => {
        await declare({});
        expect(changesIn(await stack.up())).to.include("create-replacement lake");
        expect(await sql.column("SHOW DATABASES FROM lake")).to.include("db1");
    });

    it("leaves nothing to do after that", async () => {
        expect((await stack.up()).summary).to.have.all.keys("same");
    });
});
