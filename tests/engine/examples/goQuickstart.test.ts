import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../sandbox";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type Consumer, openConsumer } from "../support/consumer";
import { prepareGoProgram } from "../support/goProgram";
import { type InlineProgram, operateInline } from "../support/inlineProgram";
import { pluginSettings, withPlugin } from "../support/pluginProgram";
import { printProgress } from "../support/progress";
import { obstacleToSdks } from "../support/sdkGenerator";
import { type EngineStack, openStack } from "../support/stack";

const isAlarm = (line: string) => /^(error|warning)/i.test(line);

describe("The example go-quickstart", function () {
    this.timeout(300_000);
    let go: InlineProgram;
    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;

    before(async function () {
        const obstacle = await obstacleToSdks();
        if (obstacle !== undefined) {
            printProgress(`Programs in Go aren't run: ${obstacle}.`);
            this.skip();
        }
        go = await prepareGoProgram(printProgress);
        sandbox = await startSandbox();
        sql = await openSqlClient(sandbox.frontend);
        consumer = await openConsumer();
        const folder = await consumer.program("go", { example: "go-quickstart" });
        const project = join(folder, "Pulumi.yaml");
        await writeFile(project, withPlugin(await readFile(project, "utf8"), consumer));
        const { config, secrets } = pluginSettings(sandbox.frontend);
        stack = await openStack({
            program: folder,
            environment: sandbox.environment,
            config: {
                ...config,
                tableBucketName: "Acme_Go",
                restEndpoint: `${sandbox.aws.endpoints.glue}/iceberg`,
                forceDestroy: "true",
            },
            secrets,
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sql?.close();
        await sandbox?.close();
    });

    it("refuses at preview a wrong argument, by its name", async () => {
        const { failed, diagnostics } = await operateInline("preview", stack, go);
        expect(failed).to.equal(true);
        expect(diagnostics.join("\n")).to.contain("tableBucketName").and.to.contain("Acme_Go");
        await stack.setConfig({ tableBucketName: "acme-go" });
    });

    it("makes what the quickstart makes, with no error or warning", async () => {
        const { outputs, diagnostics } = await operateInline("up", stack, go);
        expect(diagnostics.filter(isAlarm)).to.deep.equal([]);
        await sql.run(`SET CATALOG ${outputs.catalog}`);
        expect(await sql.column("SHOW DATABASES")).to.include("sales");
    });

    it("is unchanged after a refresh", async () => {
        await stack.refresh();
        const { changes, diagnostics } = await operateInline("up", stack, go);
        expect(changes).to.deep.equal([]);
        expect(diagnostics.filter(isAlarm)).to.deep.equal([]);
    });

    it("takes everything away again", async () => {
        await stack.destroy();
        expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
        expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
    });
});
