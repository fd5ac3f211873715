import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { createTableBucket } from "../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { mount, register } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type EngineStack, type Operation, openStack, type State, type Step } from "./support/stack";

/** A catalog and a grant on their own, whose properties are in the configuration. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksCatalog, StarRocksGrant } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const lake = new StarRocksCatalog("lake", {
    catalogName: "lake",
    properties: {
        ...config.requireObject<Record<string, string>>("properties"),
        "iceberg.catalog.rest.secret-access-key": config.requireSecret("secretAccessKey"),
    },
}, { retainOnDelete: config.getBoolean("retain") });
new StarRocksGrant("readers", {
    catalogName: lake.catalogName, role: "readers", createRole: true, access: AccessLevel.Read,
});
`;

const GRANTS = [
    "GRANT USAGE ON CATALOG lake TO ROLE 'readers'",
    "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE 'readers'",
];

function stepOn({ steps }: Operation, name: string): Step | undefined {
    return steps.find((step) => step.name === name && step.op !== "same");
}

describe("A catalog and its grants on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;
    let properties: Record<string, string>;
    let created: Operation;
    let state: State;

    const edit = (changed: Record<string, string>) =>
        stack.setConfig({ properties: JSON.stringify(changed) });
    const grants = async () => (await sql.rows("SHOW GRANTS FOR ROLE readers")).map((row) => row.Grants);

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        const { aws, frontend, environment } = sandbox;
        mount(aws.account);
        register(aws.account);
        createTableBucket(aws.account, { name: "lake" });
        await sql
            .run(
                "CREATE USER 'deployer'@'%' IDENTIFIED BY 'swordfish-swordfish' DEFAULT ROLE db_admin, user_admin",
            )
            .catch(() => undefined);
        properties = {
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": `${aws.endpoints.glue}/iceberg`,
            "iceberg.catalog.rest.sigv4-enabled": "true",
            "iceberg.catalog.rest.signing-name": "glue",
            "iceberg.catalog.rest.signing-region": "us-east-1",
            "iceberg.catalog.rest.access-key-id": aws.deployer.accessKeyId,
            "iceberg.catalog.warehouse": `${aws.account.id}:s3tablescatalog/lake`,
            "aws.s3.region": "us-east-1",
            enable_iceberg_metadata_cache: "false",
            "no-such-property": "x",
        };
        stack = await openStack({
            program: await consumer.program("catalog", { files: { "index.ts": PROGRAM } }),
            environment,
            config: {
                "starrocks:host": frontend.host,
                "starrocks:port": String(frontend.port),
                "starrocks:user": "deployer",
                properties: JSON.stringify(properties),
            },
            secrets: {
                "starrocks:password": "swordfish-swordfish",
                secretAccessKey: aws.deployer.secretAccessKey,
            },
        });
        created = await stack.up();
        state = await stack.exportState();
    });

    after(async () => {
        await sql?.run("DROP CATALOG IF EXISTS lake").catch(() => undefined);
        await sql?.run("DROP ROLE IF EXISTS readers").catch(() => undefined);
        await sql?.run("DROP USER IF EXISTS 'deployer'@'%'").catch(() => undefined);
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("are made, the role too", async () => {
        expect(await grants()).to.have.members(GRANTS);
    });

    it("warn of a property that StarRocks is not known to read", () => {
        expect(created.diagnostics.join("\n")).to.match(/warning: .*no-such-property/);
    });

    it("keep the password that is in the configuration out of their own state", () => {
        for (const { inputs, outputs } of state.resources) {
            expect(JSON.stringify(inputs?.connection ?? {})).to.equal("{}");
            expect(JSON.stringify(outputs?.connection ?? {})).to.equal("{}");
        }
    });

    it("show a secret nowhere in clear", () => {
        for (const secret of ["swordfish-swordfish", sandbox.aws.deployer.secretAccessKey]) {
            expect(state.text).to.not.contain(secret);
            expect(created.stdout + created.diagnostics.join()).to.not.contain(secret);
        }
    });

    describe("a property that is removed", () => {
        let replaced: Operation;

        before(async () => {
            const { enable_iceberg_metadata_cache: _, ...fewer } = properties;
            await edit(fewer);
            replaced = await stack.up();
        });

        it("replaces the catalog, and leaves the grant as it is", () => {
            expect(changesIn(replaced)).to.deep.equal([
                "create-replacement lake",
                "replace lake",
                "delete-replaced lake",
            ]);
        });

        it("leaves the grants there again", async () => {
            expect(await grants()).to.have.members(GRANTS);
        });
    });

    describe("a property that somebody else has changed", () => {
        before(() => sql.run('ALTER CATALOG lake SET ("aws.s3.region" = "eu-west-1")'));

        it("is shown by a refresh, by its name", async () => {
            const refreshed = await stack.refresh();
            expect(Object.keys(stepOn(refreshed, "lake")?.detailedDiff ?? {})).to.include(
                'properties["aws.s3.region"]',
            );
        });

        it("is put right by the next up", async () => {
            expect(changesIn(await stack.up())).to.deep.equal(["update lake"]);
            const [row] = await sql.rows("SHOW CREATE CATALOG lake");
            expect(row?.["Create Catalog"]).to.contain('"aws.s3.region"  =  "us-east-1"');
        });
    });

    describe("a catalog that somebody else has dropped", () => {
        before(() => sql.run("DROP CATALOG lake"));

        it("is made again with its grants after a refresh", async () => {
            await stack.refresh();
            expect(changesIn(await stack.up())).to.deep.equal(["create lake", "create readers"]);
            expect(await grants()).to.have.members(GRANTS);
        });
    });

    describe("destroy", () => {
        it("leaves a catalog that is to be retained, without the grants", async () => {
            await stack.setConfig({ retain: "true" });
            await stack.up();
            await stack.destroy();
            expect(await sql.column("SHOW CATALOGS")).to.include("lake");
            expect(await grants()).to.deep.equal([]);
        });
    });
});
