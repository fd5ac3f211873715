import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type EngineStack, type Operation, openStack } from "./support/stack";

/** One bucket, two integrations, and a namespace that moves from one to the other as docs/how-it-works.md tells. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const moved = config.getBoolean("moved") ?? false;
const restEndpoint = config.require("restEndpoint");
const { mountArn } = new S3TablesFederation("federation");
const lake = new StarRocksS3TablesIntegration("lake", {
    tableBucketName: "acme-lakehouse", namespaces: moved ? ["web"] : ["sales", "web"], mountArn, restEndpoint,
});
new StarRocksS3TablesIntegration(
    "finance",
    { tableBucketArn: lake.tableBucketArn, namespaces: moved ? ["hr", "sales"] : ["hr"], mountArn, restEndpoint },
    {
        transforms: [
            ({ name, props, opts }) =>
                name === "finance-namespace-sales"
                    ? { props, opts: pulumi.mergeOptions(opts, { aliases: [{ name: "lake-namespace-sales", parent: lake }] }) }
                    : undefined,
        ],
    },
);
`;

describe("A namespace that moves to another integration, on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let sql: SqlClient;
    let stack: EngineStack;
    let createdAt: unknown;
    let moved: Operation;

    const namespace = (name: string) =>
        [...sandbox.aws.account.namespaces.values()].find((each) => each.name === name);

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        const { frontend, environment, aws } = sandbox;
        stack = await openStack({
            program: await consumer.program("move", { files: { "index.ts": PROGRAM } }),
            environment,
            config: {
                restEndpoint: `${aws.endpoints.glue}/iceberg`,
                "starrocks:host": frontend.host,
                "starrocks:port": String(frontend.port),
                "starrocks:user": frontend.user,
            },
            secrets: { "starrocks:password": frontend.password },
        });
        await stack.up();
        createdAt = namespace("sales");
        await stack.setConfig({ moved: "true" });
        moved = await stack.up();
    });

    after(async () => {
        for (const catalog of ["lake", "finance"]) {
            await sql?.run(`DROP CATALOG IF EXISTS ${catalog}`).catch(() => undefined);
        }
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("is neither deleted nor made again", () => {
        expect(changesIn(moved).filter((each) => each.includes("-namespace-"))).to.deep.equal([]);
        expect(namespace("sales")).to.equal(createdAt);
    });

    it("is seen through the other catalog, and no longer through the first", async () => {
        expect(await sql.column("SHOW DATABASES FROM finance")).to.include.members(["hr", "sales"]);
        const seen = await sql.column("SHOW DATABASES FROM lake");
        expect(seen).to.include("web").and.not.include("sales");
    });

    it("leaves nothing to do in a second run", async () => {
        expect((await stack.up()).summary).to.have.all.keys("same");
    });
});
