import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import type { Operation, OperationError } from "./support/stack";

const COLUMNS = [
    { name: "id", type: "long", required: true },
    { name: "status", type: "string" },
];
const TABLE = { namespace: "sales", name: "orders", columns: COLUMNS };
const ARGUMENTS = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales"],
    access: "Manage",
    encryption: {},
    tables: [TABLE],
    unreferencedFileRemoval: { unreferencedDays: 7 },
    tags: { team: "data" },
};

describe("The storage of an integration on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        stack = await openIntegration(sandbox, consumer, { name: "storage", integration: ARGUMENTS });
        await stack.up();
        await sql.run("SET CATALOG lake");
        await sql.run("INSERT INTO sales.orders VALUES (1, 'new')");
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    const table = () => sandbox.aws.account.tables.get("acme-lakehouse/sales/orders");

    it("encrypts tables with a key that Lake Formation and maintenance may use, so that rows can be written", async () => {
        expect(table()?.encryption.sseAlgorithm).to.equal("aws:kms");
        expect(await sql.rows("SELECT * FROM sales.orders")).to.deep.equal([{ id: "1", status: "new" }]);
    });

    it("tags what takes tags", () => {
        expect(sandbox.aws.account.tableBuckets.get("acme-lakehouse")?.tags).to.include({ team: "data" });
        expect(table()?.tags).to.include({ team: "data" });
    });

    it("changes nothing the second time", async () => {
        expect((await stack.up()).steps.filter(({ op }) => op !== "same")).to.deep.equal([]);
    });

    describe("an edited schema", () => {
        let edited: Operation;

        before(async () => {
            const columns = [...COLUMNS, { name: "note", type: "string" }];
            await stack.edit({ ...ARGUMENTS, tables: [{ ...TABLE, columns }] });
            edited = await stack.up();
        });

        it("touches nothing", () => {
            expect(edited.steps.filter(({ op }) => op !== "same")).to.deep.equal([]);
        });

        it("leaves the rows where they are", async () => {
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });
    });

    describe("a table that is left out of the program", () => {
        it("stays, with its rows", async () => {
            await stack.edit({ ...ARGUMENTS, tables: [] });
            await stack.up();
            expect(table()).to.not.equal(undefined);
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });
    });

    describe("destroy while there are tables", () => {
        let failure: OperationError;

        before(async () => {
            failure = await stack.destroy().then(
                () => expect.fail("the namespace holds a table"),
                (error: OperationError) => error,
            );
        });

        it("fails and says that the namespace isn't empty", () => {
            expect(failure.message).to.match(/sales.*not empty|not empty.*sales/is);
        });

        it("loses nothing", () => {
            expect(table()).to.not.equal(undefined);
            expect(sandbox.aws.account.tableBuckets.has("acme-lakehouse")).to.equal(true);
        });
    });

    describe("destroy with forceDestroy", () => {
        it("takes the tables and their rows", async () => {
            await stack.edit({ ...ARGUMENTS, tables: [], forceDestroy: true });
            await stack.up();
            await stack.destroy();
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
        });
    });
});
