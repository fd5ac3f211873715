import { expect } from "chai";
import { runnable } from "../../sandbox";
import { HOW_TO } from "../../sandbox/howTo";
import { type OpenExample, openExample } from "../support/example";
import type { Operation } from "../support/stack";

describe("The example s3tables-endpoint", function () {
    this.timeout(100_000);

    let example: OpenExample;
    let created: Operation;

    before(async () => {
        example = await openExample("s3tables-endpoint", {
            configure: ({ aws, frontend }) => {
                Object.assign(frontend.embedded?.environment ?? {}, {
                    AWS_ENDPOINT_URL_S3: aws.endpoints.s3,
                });
                return {
                    config: {
                        tableBucketName: "acme-lakehouse-dev",
                        restEndpoint: `${aws.endpoints.s3tables}/iceberg`,
                        forceDestroy: "true",
                    },
                };
            },
        });
        created = await example.stack.up();
    });

    after(() => example?.close());

    it("makes a catalog in which the article's statements run", async () => {
        const { sandbox, sql } = example;
        await sql.run(`SET CATALOG ${created.outputs.catalog?.value}`);
        for (const statement of runnable(
            sandbox.frontend,
            HOW_TO.map((each) => each.statement),
        )) {
            await sql.run(statement);
        }
        expect(await sql.column("SHOW TABLES")).to.include("taxis");
    });

    it("needs neither Glue nor Lake Formation", () => {
        const { account, requests } = example.sandbox.aws;
        expect(account.mount).to.equal(undefined);
        expect(account.grants).to.deep.equal([]);
        expect(requests.filter(({ service }) => /glue|lakeFormation/.test(service))).to.deep.equal([]);
        const actions = [...account.policies.values()]
            .filter(({ awsManaged }) => !awsManaged)
            .flatMap(({ document }) => document.match(/"(\w+):\w+"/g) ?? []);
        expect(actions.join())
            .to.match(/s3tables/)
            .and.not.match(/glue|lakeformation/);
    });

    it("changes nothing the second time", async () => {
        expect(Object.keys((await example.stack.up()).summary)).to.deep.equal(["same"]);
    });

    it("takes everything away again", async () => {
        await example.stack.destroy();
        const { account } = example.sandbox.aws;
        expect([...account.tableBuckets.keys()]).to.deep.equal([]);
        expect([...account.users.values()].map(({ arn }) => arn)).to.deep.equal([account.deployer.arn]);
        expect(await example.sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
    });
});
