import { expect } from "chai";
import { runnable } from "../../sandbox";
import { HOW_TO } from "../../sandbox/howTo";
import { changesIn } from "../support/events";
import { type OpenExample, openExample } from "../support/example";

const isAlarm = (line: string) => /^(error|warning)|\[ERROR\]/i.test(line);

describe("The example quickstart", function () {
    this.timeout(100_000);

    let example: OpenExample;

    before(async () => {
        example = await openExample("quickstart", {
            configure: () => ({
                config: { tableBucketName: "acme-lakehouse-dev", forceDestroy: "true" },
            }),
        });
    });

    after(() => example?.close());

    it("makes a catalog in which the article's statements run, with no error or warning from the first preview on", async () => {
        const { sandbox, stack, sql } = example;
        const previewed = await stack.preview();
        const { outputs, diagnostics } = await stack.up();
        expect([...previewed.diagnostics, ...diagnostics].filter(isAlarm)).to.deep.equal([]);
        await sql.run(`SET CATALOG ${outputs.catalog?.value}`);
        const statements = HOW_TO.map(({ statement }) => statement);
        for (const statement of runnable(sandbox.frontend, statements)) {
            await sql.run(statement);
        }
        expect(await sql.column("SHOW TABLES")).to.include("taxis");
    });

    it("is unchanged by a second up", async () => {
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
});
