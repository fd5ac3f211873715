import { expect } from "chai";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { createTable } from "../../sandbox/aws/account/tables";
import { mount, register, taxis } from "../../unit/sandbox/awsSupport";
import { type OpenExample, openExample } from "../support/example";
import { runFrontendAs } from "../support/matrixIdentities";
import type { Operation } from "../support/stack";

const BUCKET = "acme-lakehouse";
const ROLE = "starrocks-nodes";

describe("The example existing-bucket-and-role", function () {
    this.timeout(100_000);

    let example: OpenExample;
    let created: Operation;

    before(async function () {
        if (process.env.STARROCKS_HOST) {
            // A test can't make another frontend a role of the sandbox's AWS.
            this.skip();
        }
        example = await openExample("existing-bucket-and-role", {
            configure: (sandbox) => {
                const { account, deployer, endpoints } = sandbox.aws;
                mount(account);
                register(account);
                const { arn } = createTableBucket(account, { name: BUCKET });
                const place = { bucket: BUCKET, createdBy: deployer.arn };
                createNamespace(account, { ...place, name: "sales" });
                const iceberg = { schema: taxis.schema as never };
                createTable(account, { ...place, namespace: "sales", name: "taxis", iceberg });
                runFrontendAs(ROLE, sandbox);
                return {
                    config: {
                        tableBucketArn: arn,
                        roleName: ROLE,
                        restEndpoint: `${endpoints.glue}/iceberg`,
                    },
                };
            },
        });
        created = await example.stack.up();
    });

    after(() => example?.close());

    it("lets the role write and read the tables that were there", async () => {
        const { sql } = example;
        await sql.run("SET CATALOG lakehouse");
        await sql.run("INSERT INTO sales.taxis VALUES (1, 1.5, 2)");
        expect(await sql.column("SELECT trip_id FROM sales.taxis")).to.deep.equal(["1"]);
    });

    it("makes no key and no user, and puts no key into the catalog", async () => {
        const { sandbox, sql } = example;
        const types = created.steps.map(({ type }) => type);
        expect(types).to.include("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        expect(types.filter((type) => /AccessKey|iam\/user|TableBucket|Namespace/.test(type))).to.deep.equal(
            [],
        );
        expect([...sandbox.aws.account.accessKeys.values()].map(({ user }) => user)).to.deep.equal([
            "deployer",
        ]);
        const [row] = await sql.rows("SHOW CREATE CATALOG lakehouse");
        expect(row?.["Create Catalog"]).to.not.match(/access.key/);
    });

    it("changes nothing the second time", async () => {
        expect(Object.keys((await example.stack.up()).summary)).to.deep.equal(["same"]);
    });

    it("leaves on destroy what was there before, and nothing else", async () => {
        await example.stack.destroy();
        const { account } = example.sandbox.aws;
        expect([...account.tables.keys()]).to.deep.equal([`${BUCKET}/sales/taxis`]);
        expect(account.roles.has(ROLE)).to.equal(true);
        expect(account.attachments.filter(({ principal }) => principal.name === ROLE)).to.deep.equal([]);
        expect(account.grants).to.deep.equal([]);
        expect(await example.sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
    });
});
