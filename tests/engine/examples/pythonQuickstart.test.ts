import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../sandbox";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { FakeServer } from "../../unit/sandbox/starrocksFixtures";
import { type Consumer, openConsumer } from "../support/consumer";
import { type InlineProgram, operateInline } from "../support/inlineProgram";
import { runFrontendAs } from "../support/matrixIdentities";
import { pluginSettings, withPlugin } from "../support/pluginProgram";
import { printProgress } from "../support/progress";
import { obstacleToPython, preparePython } from "../support/python";
import { type EngineStack, openStack } from "../support/stack";

const ROLE = "starrocks-nodes";
const CREDENTIAL = "starrocks:swordfish-swordfish";

/** The examples catalog-only and existing-bucket-and-role, and a grant, beside the quickstart. */
const OTHERS = `
from pulumi_starrocks_s3tables import Catalog, Grant, IcebergRestArgs, IdentityArgs, StarRocksPrivilegesArgs

reader = StarRocksS3TablesIntegration(
    "reader",
    table_bucket_arn=config.require("existingBucketArn"),
    namespaces=["sales"],
    create_namespaces=False,
    identity=IdentityArgs(role_name="${ROLE}"),
    mount_arn=federation.mount_arn,
    rest_endpoint=config.require("restEndpoint"),
)
only = Catalog(
    "only",
    catalog_name="only",
    rest=IcebergRestArgs(uri=config.require("uri"), warehouse="lakehouse"),
    properties={
        "iceberg.catalog.security": "oauth2",
        "iceberg.catalog.oauth2.server-uri": config.require("tokenUri"),
        "iceberg.catalog.oauth2.credential": config.require_secret("credential"),
        "iceberg.catalog.oauth2.scope": "catalog",
    },
)
Grant(
    "analyst",
    catalog_name=only.catalog_name,
    role="analyst",
    create_role=True,
    privileges=StarRocksPrivilegesArgs(catalog=["USAGE"], tables=["SELECT"]),
)
pulumi.export("owner", only.owner)
`;

const isAlarm = (line: string) => /^(error|warning)/i.test(line);

describe("The example python-quickstart", function () {
    this.timeout(100_000);
    let python: InlineProgram;
    let sandbox: Sandbox;
    let server: FakeServer;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;
    let program: string;

    before(async function () {
        const obstacle = await obstacleToPython();
        if (obstacle !== undefined) {
            printProgress(`Programs in Python aren't run: ${obstacle}.`);
            this.skip();
        }
        python = await preparePython(printProgress);
        sandbox = await startSandbox();
        server = await FakeServer.start();
        server.oauth2Credential = CREDENTIAL;
        sql = await openSqlClient(sandbox.frontend);
        consumer = await openConsumer();
        const folder = await consumer.program("python", { example: "python-quickstart" });
        program = join(folder, "__main__.py");
        const project = join(folder, "Pulumi.yaml");
        await writeFile(project, withPlugin(await readFile(project, "utf8"), consumer));
        const { config, secrets } = pluginSettings(sandbox.frontend);
        const { account, deployer, endpoints } = sandbox.aws;
        const { arn } = createTableBucket(account, { name: "acme-existing" });
        createNamespace(account, { bucket: "acme-existing", createdBy: deployer.arn, name: "sales" });
        runFrontendAs(ROLE, sandbox);
        stack = await openStack({
            program: folder,
            environment: sandbox.environment,
            config: {
                ...config,
                tableBucketName: "acme-python",
                restEndpoint: `${endpoints.glue}/iceberg`,
                forceDestroy: "true",
                existingBucketArn: arn,
                uri: `${server.address}/iceberg`,
                tokenUri: `${server.address}/iceberg/v1/oauth/tokens`,
            },
            secrets: { ...secrets, credential: CREDENTIAL },
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sql?.close();
        await server?.close();
        await sandbox?.close();
    });

    it("refuses at preview a wrong argument, by its name", async () => {
        const text = await readFile(program, "utf8");
        await writeFile(program, text.replace('["sales"]', '["Sales"]'));
        const { failed, diagnostics } = await operateInline("preview", stack, python);
        await writeFile(program, text);
        expect(failed).to.equal(true);
        expect(diagnostics.join("\n")).to.contain("namespaces[0]");
    });

    it("makes what the quickstart makes, with no error or warning", async () => {
        const { outputs, diagnostics } = await operateInline("up", stack, python);
        expect(diagnostics.filter(isAlarm)).to.deep.equal([]);
        await sql.run(`SET CATALOG ${outputs.catalog}`);
        expect(await sql.column("SHOW DATABASES")).to.include("sales");
    });

    it("is unchanged by a second up", async () => {
        const { changes, diagnostics } = await operateInline("up", stack, python);
        expect(changes).to.deep.equal([]);
        expect(diagnostics.filter(isAlarm)).to.deep.equal([]);
    });

    it("is updated with an existing bucket and role, a catalog alone, and a grant", async () => {
        await appendFile(program, OTHERS);
        const { changes, outputs, diagnostics } = await operateInline("up", stack, python);
        expect(diagnostics.filter(isAlarm)).to.deep.equal([]);
        expect(changes).to.include.members(["create reader", "create only", "create analyst"]);
        expect(changes.every((change) => change.startsWith("create "))).to.equal(true);
        expect(outputs.owner).to.match(/\/test\/only$/);
        expect(await sql.column("SHOW DATABASES FROM reader")).to.include("sales");
        expect(await sql.column("SHOW DATABASES FROM only")).to.include("db1");
    });

    it("keeps its secrets encrypted", async () => {
        const { text } = await stack.exportState();
        const [key] = [...sandbox.aws.account.accessKeys.values()].filter(({ id }) => text.includes(id));
        expect(key).to.not.equal(undefined);
        expect(text).to.not.include(key!.secret);
        expect(text).to.not.include("swordfish");
    });

    it("is as it was after a refresh", async () => {
        await stack.refresh();
        expect((await operateInline("preview", stack, python)).changes).to.deep.equal([]);
    });

    it("takes everything away again, and nothing that was there before", async () => {
        await stack.destroy();
        expect(await sql.column("SHOW CATALOGS")).to.not.include.members(["lakehouse", "reader", "only"]);
        expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal(["acme-existing"]);
    });
});
