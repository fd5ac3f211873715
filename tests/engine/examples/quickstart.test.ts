import { expect } from "chai";
import { runnable } from "../../sandbox";
import { HOW_TO } from "../../sandbox/howTo";
import { type OpenExample, openExample } from "../support/example";

describe("The example quickstart", function () {
    this.timeout(100_000);

    let example: OpenExample;

    before(async () => {
        example = await openExample("quickstart", {
            configure: ({ aws }) => ({
                config: {
                    tableBucketName: "acme-lakehouse-dev",
                    restEndpoint: `${aws.endpoints.glue}/iceberg`,
                    forceDestroy: "true",
                },
            }),
        });
    });

    after(() => example?.close());

    it("makes a catalog in which the article's statements run", async () => {
        const { sandbox, stack, sql } = example;
        const { outputs } = await stack.up();
        await sql.run(`SET CATALOG ${outputs.catalog?.value}`);
        const statements = HOW_TO.map(({ statement }) => statement);
        for (const statement of runnable(sandbox.frontend, statements)) {
            await sql.run(statement);
        }
        expect(await sql.column("SHOW TABLES")).to.include("taxis");
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
