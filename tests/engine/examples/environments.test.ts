import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../sandbox";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type Consumer, openConsumer } from "../support/consumer";
import { changesIn } from "../support/events";
import { type EngineStack, type Operation, openStack } from "../support/stack";

const PROJECT = [
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "Pulumi.staging.yaml",
    "Pulumi.prod.yaml",
    "examples/environments",
];
/** Nothing listens there: a frontend that is down. */
const DOWN = "127.0.0.1:1";

async function hasMadeMount(stack: EngineStack): Promise<unknown> {
    const { resources } = await stack.exportState();
    return resources.find(({ urn }) => urn.endsWith("::federation-mount"))?.outputs?.made;
}

describe("The project of this repository, with an environment for each stack", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let sql: SqlClient;
    let dev: EngineStack;
    let staging: EngineStack;
    let prod: EngineStack;

    const namespacesOf = (catalog: string) => sql.column(`SHOW DATABASES FROM ${catalog}`);
    const keys = () =>
        [...sandbox.aws.account.accessKeys.values()].map(({ user, id }) => `${user} ${id}`).sort();

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        const { aws, frontend, environment } = sandbox;
        const program = await consumer.program("environments", { checkout: PROJECT });
        const address = `${frontend.host}:${frontend.port}`;
        const open = (name: string, host = address) =>
            openStack({
                program,
                name,
                environment,
                config: {
                    "aws:region": aws.account.region,
                    "starrocks:host": host,
                    "starrocks:user": frontend.user,
                    "starrocks:tls": "false",
                    restEndpoint: `${aws.endpoints.glue}/iceberg`,
                },
            });
        dev = await open("dev");
        staging = await open("staging");
        prod = await open("prod", `${DOWN},${address}`);
    });

    after(async () => {
        await sql?.run("DROP ROLE IF EXISTS analyst").catch(() => undefined);
        await sql?.close();
        for (const stack of [dev, staging, prod]) {
            await stack?.close();
        }
        await consumer?.close();
        await sandbox?.close();
    });

    it("says at preview that there is no password, and how to set it", async () => {
        const refused = await dev.preview().catch((error: Error) => error.message);
        expect(refused).to.match(/no password.*pulumi config set --secret starrocks:password/);
    });

    describe("brought up side by side in one account", () => {
        let ups: Operation[];

        before(async () => {
            for (const stack of [dev, staging, prod]) {
                await stack.setConfig({}, { "starrocks:password": sandbox.frontend.password });
            }
            ups = await Promise.all([dev.up(), staging.up(), prod.up()]);
        });

        it("shares the mount that one of them makes", async () => {
            const made = await Promise.all([dev, staging, prod].map(hasMadeMount));
            expect(made).to.have.members([true, false, false]);
        });

        it("has a bucket and a catalog for each", async () => {
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.have.members([
                "acme-lakehouse-dev",
                "acme-lakehouse-staging",
                "acme-lakehouse-prod",
            ]);
            expect(ups.map(({ outputs }) => outputs.catalog?.value)).to.deep.equal([
                "lakehouse_dev",
                "lakehouse_staging",
                "lakehouse",
            ]);
        });

        it("lets tables be made in dev alone, and analysts read in prod", async () => {
            await sql.run("CREATE TABLE lakehouse_dev.sales.orders (id BIGINT)");
            const refused = await sql
                .run("CREATE TABLE lakehouse_staging.sales.orders (id BIGINT)")
                .catch((error: Error) => error.message);
            expect(refused).to.match(/not authorized|denied|Insufficient/i);
            const grants = (await sql.rows("SHOW GRANTS FOR ROLE analyst")).map((row) => row.Grants);
            expect(grants).to.include("GRANT USAGE ON CATALOG lakehouse TO ROLE 'analyst'");
        });
    });

    describe("without dev", () => {
        before(() => dev.destroy());

        it("has lost its bucket, with the table, and its catalog", async () => {
            expect(sandbox.aws.account.tableBuckets.has("acme-lakehouse-dev")).to.equal(false);
            expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse_dev");
        });

        it("still has the mount, and the others go on working", async () => {
            expect(sandbox.aws.account.mount?.name).to.equal("s3tablescatalog");
            expect(await namespacesOf("lakehouse_staging")).to.include.members(["sales", "web"]);
            expect(await namespacesOf("lakehouse")).to.include.members(["sales", "web"]);
        });
    });

    describe("in prod", () => {
        it("can't be destroyed, says why, and goes on working", async () => {
            const refused = await prod.destroy().catch((error: Error) => error.message);
            expect(refused).to.match(/cannot be deleted.*because it is protected/s);
            expect(await namespacesOf("lakehouse")).to.include("sales");
            expect(sandbox.aws.account.tableBuckets.has("acme-lakehouse-prod")).to.equal(true);
        });

        it("gets another access key all the same", async () => {
            const before = keys();
            await prod.setConfig({ accessKeyRotation: "2" });
            expect(changesIn(await prod.up())).to.deep.equal([
                "create lakehouse-access-key-2",
                "update lakehouse-catalog",
                "delete lakehouse-access-key-1",
            ]);
            expect(keys()).to.have.length(before.length).and.to.not.deep.equal(before);
            expect(await namespacesOf("lakehouse")).to.include("sales");
        });

        it("can be destroyed once it isn't protected", async () => {
            await prod.setConfig({ protect: "false" });
            await prod.up();
            await Promise.all([prod.destroy(), staging.destroy()]);
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
            expect(sandbox.aws.account.mount?.name).to.equal("s3tablescatalog");
        });
    });
});
