import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../sandbox";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type Consumer, openConsumer } from "../support/consumer";
import { changesIn } from "../support/events";
import { pluginSettings, withPlugin } from "../support/pluginProgram";
import { type EngineStack, openStack } from "../support/stack";

const isAlarm = (line: string) => /^(error|warning)|\[ERROR\]/i.test(line);

describe("The example yaml-quickstart", function () {
    this.timeout(100_000);
    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;

    before(async () => {
        sandbox = await startSandbox();
        sql = await openSqlClient(sandbox.frontend);
        consumer = await openConsumer();
        const example = await readFile(
            join(__dirname, "../../../examples/yaml-quickstart/Pulumi.yaml"),
            "utf8",
        );
        const text = example.replace(
            "namespaces: [sales]",
            `$&\n            restEndpoint: ${sandbox.aws.endpoints.glue}/iceberg`,
        );
        const { config, secrets } = pluginSettings(sandbox.frontend);
        stack = await openStack({
            program: await consumer.program("yaml", { files: { "Pulumi.yaml": withPlugin(text, consumer) } }),
            environment: sandbox.environment,
            config: { ...config, tableBucketName: "acme-yaml", forceDestroy: "true" },
            secrets,
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sql?.close();
        await sandbox?.close();
    });

    it("makes what the quickstart makes, with no error or warning from the first preview on", async () => {
        const previewed = await stack.preview();
        expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
        const { outputs, diagnostics } = await stack.up();
        expect([...previewed.diagnostics, ...diagnostics].filter(isAlarm)).to.deep.equal([]);
        await sql.run(`SET CATALOG ${outputs.catalog?.value}`);
        expect(await sql.column("SHOW DATABASES")).to.include("sales");
    });

    it("keeps its secrets encrypted", async () => {
        const { text } = await stack.exportState();
        const [key] = [...sandbox.aws.account.accessKeys.values()].filter(({ id }) => text.includes(id));
        expect(key).to.not.equal(undefined);
        expect(text).to.not.include(key!.secret);
    });

    it("is unchanged by a second up", async () => {
        const second = await stack.up();
        expect(changesIn(second)).to.deep.equal([]);
        expect(second.diagnostics.filter(isAlarm)).to.deep.equal([]);
    });

    it("takes everything away again", async () => {
        await stack.destroy();
        expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
        expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
    });
});
