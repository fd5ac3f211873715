import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { createNamespace } from "../sandbox/aws/account/s3tables";
import { createTable, deleteTable } from "../sandbox/aws/account/tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import { requireBackend } from "./support/requireBackend";
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
const WITHOUT_TABLES = { ...ARGUMENTS, tables: [] };

describe("The storage of an integration on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;

    before(async function () {
        sandbox = await startSandbox();
        requireBackend(this, sandbox);
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
        expect(changesIn(await stack.up())).to.deep.equal([]);
    });

    describe("an edited schema", () => {
        let edited: Operation;

        before(async () => {
            const columns = [...COLUMNS, { name: "note", type: "string" }];
            await stack.edit({ ...ARGUMENTS, tables: [{ ...TABLE, columns }] });
            edited = await stack.up();
        });

        it("touches nothing", () => {
            expect(changesIn(edited)).to.deep.equal([]);
        });

        it("leaves the rows where they are", async () => {
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });
    });

    describe("a table that is left out of the program", () => {
        it("stays, with its rows", async () => {
            await stack.edit(WITHOUT_TABLES);
            await stack.up();
            expect(table()).to.not.equal(undefined);
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });
    });

    describe("another name of the table bucket while it holds tables", () => {
        let failure: OperationError;

        before(async () => {
            await stack.edit({ ...WITHOUT_TABLES, tableBucketName: "acme-mistyped" });
            failure = await failureOf(stack.up());
        });

        it("is refused by AWS before anything has moved to the new one", async () => {
            expect(failure.message).to.match(/sales.*not empty/s);
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal(["acme-lakehouse"]);
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });

        it("can be taken back: only the key's policy had named the new one", async () => {
            await stack.edit(WITHOUT_TABLES);
            expect(changesIn(await stack.up())).to.deep.equal(["update lake-key"]);
        });
    });

    describe("a namespace that is left out of the program while it holds tables", () => {
        let failure: OperationError;

        before(async () => {
            await stack.edit({ ...WITHOUT_TABLES, namespaces: ["web"] });
            failure = await failureOf(stack.up());
        });

        it("stays, and the error names it", () => {
            expect(failure.message).to.match(/deleting S3 Tables Namespace .*sales.*not empty/s);
            expect(table()).to.not.equal(undefined);
        });

        it("can be put back", async () => {
            await stack.edit(WITHOUT_TABLES);
            await stack.up();
            expect(await sql.rows("SELECT * FROM sales.orders")).to.have.length(1);
        });
    });

    describe("destroy while there are tables", () => {
        it("fails and says which namespace isn't empty, and loses nothing", async () => {
            const failure = await failureOf(stack.destroy());
            expect(failure.message).to.match(/deleting S3 Tables Namespace .*sales.*not empty/s);
            expect(table()).to.not.equal(undefined);
            expect(sandbox.aws.account.tableBuckets.has("acme-lakehouse")).to.equal(true);
        });

        it("fails and says that the bucket isn't empty, where a namespace of somebody else is left", async () => {
            const { account, deployer } = sandbox.aws;
            const theirs = { bucket: "acme-lakehouse", namespace: "theirs", name: "orders" };
            createNamespace(account, { ...theirs, name: "theirs", createdBy: deployer.arn });
            createTable(account, { ...theirs, createdBy: deployer.arn });
            deleteTable(account, table()!);
            const failure = await failureOf(stack.destroy());
            expect(failure.message).to.match(/deleting S3 Tables Table Bucket .*acme-lakehouse.*not empty/s);
            expect(account.tables.has("acme-lakehouse/theirs/orders")).to.equal(true);
        });
    });

    describe("destroy with forceDestroy", () => {
        it("takes the tables and their rows", async () => {
            await stack.edit({ ...ARGUMENTS, forceDestroy: true });
            await stack.up();
            await sql.run("SET CATALOG lake");
            await sql.run("INSERT INTO sales.orders VALUES (1, 'new')");
            await stack.destroy();
            const { tableBuckets, namespaces, tables, objects } = sandbox.aws.account;
            for (const left of [tableBuckets, namespaces, tables, objects]) {
                expect([...left.keys()]).to.deep.equal([]);
            }
        });
    });
});

/** The error of an operation that must not succeed. */
function failureOf(operation: Promise<unknown>): Promise<OperationError> {
    return operation.then(
        () => expect.fail("it succeeded"),
        (error: OperationError) => error,
    );
}
