import { expect } from "chai";
import { runnable } from "../../sandbox";
import { createTable, deleteTable } from "../../sandbox/aws/account/tables";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { mount, register, taxis } from "../../unit/sandbox/awsSupport";
import { type OpenExample, openExample } from "../support/example";

const BUCKET = "acme-lakehouse-dev";
const TABLES = { sales: "orders", web: "visits", hr: "salaries" };
const ROLES = ["analyst", "loader", "payroll"] as const;
const PASSWORD = "swordfish-swordfish";

const READ_ORDERS = "SELECT * FROM sales.orders";
const READ_SALARIES = "SELECT * FROM hr.salaries";
const WRITE_ORDERS = "INSERT INTO sales.orders VALUES (1, 1.5, 2)";

/** What somebody with nothing but the role may do, and what only another role may. */
const MAY: Readonly<
    Record<(typeof ROLES)[number], { databases: string[]; allowed: string[]; refused: string[] }>
> = {
    analyst: {
        databases: ["sales", "web"],
        allowed: [READ_ORDERS, "SELECT * FROM web.visits"],
        refused: [WRITE_ORDERS, READ_SALARIES],
    },
    loader: {
        databases: ["sales", "web", "hr"],
        allowed: [WRITE_ORDERS, READ_ORDERS, READ_SALARIES],
        refused: ["CREATE TABLE sales.extra (id BIGINT)", "DROP TABLE sales.orders"],
    },
    payroll: { databases: ["hr"], allowed: [READ_SALARIES], refused: [READ_ORDERS] },
};

describe("The example read-only-analysts", function () {
    this.timeout(100_000);

    let example: OpenExample;

    before(async () => {
        example = await openExample("read-only-analysts", {
            configure: ({ aws }) => {
                mount(aws.account);
                register(aws.account);
                return {
                    config: { tableBucketName: BUCKET, restEndpoint: `${aws.endpoints.glue}/iceberg` },
                };
            },
        });
        await example.stack.up();
        const { account, deployer } = example.sandbox.aws;
        for (const [namespace, name] of Object.entries(TABLES)) {
            const iceberg = { schema: taxis.schema as never };
            createTable(account, { bucket: BUCKET, namespace, name, createdBy: deployer.arn, iceberg });
        }
    });

    after(async () => {
        for (const role of ROLES) {
            await example?.sql.run(`DROP USER IF EXISTS ${userWith(role)}`).catch(() => undefined);
            await example?.sql.run(`DROP ROLE IF EXISTS ${role}`).catch(() => undefined);
        }
        await example?.close();
    });

    const userWith = (role: string) => `only_${role}`;

    for (const [role, { databases, allowed, refused }] of Object.entries(MAY)) {
        describe(`to somebody with the role ${role}`, () => {
            let somebody: SqlClient;

            before(async () => {
                const { sandbox, sql } = example;
                const user = userWith(role);
                await sql.run(
                    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '${PASSWORD}' DEFAULT ROLE ${role}`,
                );
                somebody = await openSqlClient({ ...sandbox.frontend, user, password: PASSWORD });
                await somebody.run("SET CATALOG lakehouse");
            });

            after(() => somebody?.close());

            it(`shows ${databases.join(", ")}`, async () => {
                const shown = await somebody.column("SHOW DATABASES");
                expect(shown.filter((each) => each !== "information_schema")).to.have.members(databases);
            });

            it("allows what the role is for, and refuses the rest", async () => {
                for (const statement of runnable(example.sandbox.frontend, allowed)) {
                    await somebody.run(statement);
                }
                for (const statement of refused) {
                    const error = await somebody.run(statement).catch((each: Error) => each.message);
                    expect(error, statement).to.match(/Access denied/);
                }
            });
        });
    }

    describe("at the end", () => {
        it("changes nothing the second time", async () => {
            expect(Object.keys((await example.stack.up()).summary)).to.deep.equal(["same"]);
        });

        it("takes everything away again but the roles, once the tables are gone", async () => {
            const { account } = example.sandbox.aws;
            for (const table of [...account.tables.values()]) {
                deleteTable(account, table);
            }
            await example.stack.destroy();
            expect([...account.tableBuckets.keys()]).to.deep.equal([]);
            expect(await example.sql.column("SHOW CATALOGS")).to.not.include("lakehouse");
            expect(await example.sql.rows("SHOW GRANTS FOR ROLE analyst")).to.deep.equal([]);
            expect(await example.sql.column("SHOW ROLES")).to.include.members([...ROLES]);
        });
    });
});
