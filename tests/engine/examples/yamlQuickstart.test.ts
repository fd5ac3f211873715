import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runnable, type Sandbox } from "../../sandbox";
import { HOW_TO } from "../../sandbox/howTo";
import { madeInAccount } from "../support/accountSnapshot";
import { changesIn } from "../support/events";
import { type OpenExample, openExample } from "../support/example";
import { pluginSettings, withPlugin } from "../support/pluginProgram";

const EXAMPLE = readFileSync(join(__dirname, "../../../examples/yaml-quickstart/Pulumi.yaml"), "utf8");
const BUCKET = "acme-lakehouse-dev";

const isAlarm = (line: string) => /^(error|warning)|\[ERROR\]/i.test(line);
const endpointOf = ({ aws }: Sandbox) => `${aws.endpoints.glue}/iceberg`;

/** The example with the sandbox's endpoint, and with the name of the project in TypeScript, which names are made of. */
function inSandbox(sandbox: Sandbox): string {
    return EXAMPLE.replace(
        "namespaces: [sales]",
        `$&\n            restEndpoint: ${endpointOf(sandbox)}`,
    ).replace("-yaml-quickstart", "-quickstart");
}

/** What is in AWS and in StarRocks, without what is another one each time. */
async function madeBy({ sandbox, sql }: OpenExample): Promise<string> {
    const { account } = sandbox.aws;
    const [row] = await sql.rows("SHOW CREATE CATALOG lakehouse");
    const keys = [...account.accessKeys.values()].flatMap(({ id, secret }) => [id, secret]);
    const text = [madeInAccount(account), row?.["Create Catalog"]].join("\n");
    return keys
        .reduce((result, key) => result.replaceAll(key, "<key>"), text)
        .replace(/\b(A[KIRO]{2}A\w{16,17}|ANPA\w{16,17}|AIDA\w{16,17})\b/g, "<id>")
        .replace(/-[0-9a-f]{7}\b/g, "-<random>")
        .replace(/#[0-9a-f]{12}\b/g, "#<instance>")
        .replace(/\w{2}\*{6}\w{2}/g, "<mask>")
        .replace(/127\.0\.0\.1:\d+/g, "<address>")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<uuid>")
        .replace(/\b17\d{11}\b/g, "<time>");
}

describe("The example yaml-quickstart", function () {
    this.timeout(100_000);
    let example: OpenExample;
    let made: string;

    before(async () => {
        example = await openExample("yaml-quickstart", {
            program: (sandbox, consumer) => ({
                files: { "Pulumi.yaml": withPlugin(inSandbox(sandbox), consumer) },
            }),
            configure: () => ({ config: { tableBucketName: BUCKET, forceDestroy: "true" } }),
            connect: pluginSettings,
        });
    });

    after(() => example?.close());

    it("makes a catalog in which the article's statements run, with no error or warning from the first preview on", async () => {
        const { sandbox, stack, sql } = example;
        const previewed = await stack.preview();
        expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
        const { outputs, diagnostics } = await stack.up();
        expect([...previewed.diagnostics, ...diagnostics].filter(isAlarm)).to.deep.equal([]);
        expect(diagnostics.join("\n")).to.match(/creating catalog lakehouse/);
        made = await madeBy(example);
        await sql.run(`SET CATALOG ${outputs.catalog?.value}`);
        for (const statement of runnable(
            sandbox.frontend,
            HOW_TO.map((step) => step.statement),
        )) {
            await sql.run(statement);
        }
        expect(await sql.column("SHOW TABLES")).to.include("taxis");
    });

    it("keeps its secrets encrypted", async () => {
        const { text } = await example.stack.exportState();
        const [key] = [...example.sandbox.aws.account.accessKeys.values()].filter(({ id }) =>
            text.includes(id),
        );
        expect(key).to.not.equal(undefined);
        expect(text).to.not.include(key!.secret);
    });

    it("is unchanged by a refresh and a second up", async () => {
        const refreshed = await example.stack.refresh();
        expect(changesIn(refreshed)).to.deep.equal([]);
        const second = await example.stack.up();
        expect(changesIn(second)).to.deep.equal([]);
        expect(second.diagnostics.filter(isAlarm)).to.deep.equal([]);
    });

    it("takes everything away again but what the account shares", async () => {
        const { sandbox, stack, sql } = example;
        const { account } = sandbox.aws;
        await stack.destroy();
        expect([...account.tableBuckets.keys()]).to.deep.equal([]);
        expect([...account.users.values()].map(({ arn }) => arn)).to.deep.equal([account.deployer.arn]);
        expect(account.mount?.name).to.equal("s3tablescatalog");
        expect(await sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
    });

    it("makes what the quickstart in TypeScript makes, in AWS and in StarRocks", async () => {
        const inTypeScript = await openExample("quickstart", {
            configure: (sandbox) => ({
                config: { tableBucketName: BUCKET, forceDestroy: "true", restEndpoint: endpointOf(sandbox) },
            }),
        });
        try {
            await inTypeScript.stack.up();
            expect(made).to.equal(await madeBy(inTypeScript));
        } finally {
            await inTypeScript.close();
        }
    });
});
