import { expect } from "chai";
import { mount, register } from "../../unit/sandbox/awsSupport";
import { type OpenExample, openExample } from "../support/example";
import type { Operation } from "../support/stack";

const LOGIN = { user: "carrier", password: "swordfish-swordfish" };

describe("The example mysql-provider", function () {
    this.timeout(100_000);

    let example: OpenExample;
    let created: Operation;

    before(async () => {
        example = await openExample("mysql-provider", {
            configure: ({ aws }) => {
                mount(aws.account);
                register(aws.account);
                return {
                    config: {
                        tableBucketName: "acme-lakehouse-dev",
                        restEndpoint: `${aws.endpoints.glue}/iceberg`,
                    },
                };
            },
            connect: ({ host, port }) => ({
                config: { "mysql:endpoint": `${host}:${port}`, "mysql:username": LOGIN.user },
                secrets: { "mysql:password": LOGIN.password },
            }),
        });
        await example.sql.run(
            `CREATE USER IF NOT EXISTS ${LOGIN.user} IDENTIFIED BY '${LOGIN.password}' DEFAULT ROLE db_admin, user_admin`,
        );
        created = await example.stack.up();
    });

    after(async () => {
        await example?.sql.run(`DROP USER IF EXISTS ${LOGIN.user}`).catch(() => undefined);
        await example?.close();
    });

    it("makes the catalog over the connection that the provider of @pulumi/mysql holds", async () => {
        expect(created.steps.map(({ op, name }) => `${op} ${name}`)).to.include("create starrocks");
        expect(await example.sql.column("SHOW DATABASES FROM lakehouse")).to.include("sales");
    });

    it("keeps the password out of the plain state", async () => {
        const { text } = await example.stack.exportState();
        expect(text).to.contain(LOGIN.user).and.not.contain(LOGIN.password);
    });

    it("changes nothing the second time", async () => {
        expect(Object.keys((await example.stack.up()).summary)).to.deep.equal(["same"]);
    });

    it("takes everything away again", async () => {
        await example.stack.destroy();
        expect([...example.sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
        expect(await example.sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
    });
});
