import { expect } from "chai";
import { AccessMode, IcebergEndpoint } from "../../index";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import { createUserOfEnvironment, runFrontendAs } from "./support/matrixIdentities";
import type { Operation } from "./support/stack";

const ARGUMENTS = { tableBucketName: "acme-lakehouse", namespaces: ["sales"], access: "Write" };
describe("The identity of StarRocks on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        stack = await openIntegration(sandbox, consumer, { name: "identity", integration: ARGUMENTS });
        await stack.up();
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    const keys = () =>
        [...sandbox.aws.account.accessKeys.values()].filter(({ user }) => user.startsWith("lake-user"));

    describe("a new access key for the same user", () => {
        let rotated: Operation;
        let before_: string;

        before(async () => {
            before_ = keys()[0]!.id;
            await stack.edit({ ...ARGUMENTS, identity: { accessKeyRotation: "second" } });
            rotated = await stack.up();
        });

        it("is made and put into the catalog before the old one goes", () => {
            expect(changesIn(rotated)).to.deep.equal([
                "create lake-access-key-second",
                "update lake-catalog",
                "delete lake-access-key",
            ]);
        });

        it("leaves the user with one key, another one", () => {
            expect(keys()).to.have.length(1);
            expect(keys()[0]!.id).to.not.equal(before_);
        });

        it("is the one with which StarRocks signs from then on", async () => {
            sandbox.aws.requests.length = 0;
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include("sales");
        });
    });

    describe("an existing user with keys in the frontends' environment", () => {
        before(async function () {
            if (sandbox.frontend.isReal) {
                this.skip();
            }
            await stack.edit({ ...ARGUMENTS, identity: createUserOfEnvironment("starrocks", sandbox) });
            await stack.up();
        });

        it("is granted what the level needs, and the component's own user is gone", () => {
            expect(keys()).to.deep.equal([]);
            const principals = sandbox.aws.account.grants.map(({ principal }) => principal);
            expect([...new Set(principals)]).to.deep.equal(["arn:aws:iam::123456789012:user/starrocks"]);
        });

        it("works without any key in the catalog", async () => {
            const [row] = await sql.rows("SHOW CREATE CATALOG lake");
            expect(row?.["Create Catalog"]).to.contain("en******EY");
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include("sales");
        });
    });

    describe("the role that the frontends run as", () => {
        before(async function () {
            if (sandbox.frontend.isReal) {
                this.skip();
            }
            runFrontendAs("starrocks-nodes", sandbox);
            await stack.edit({ ...ARGUMENTS, identity: { roleName: "starrocks-nodes" } });
            await stack.up();
        });

        it("works without any key property in the catalog", async () => {
            const [row] = await sql.rows("SHOW CREATE CATALOG lake");
            expect(row?.["Create Catalog"]).to.not.contain("access-key");
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include("sales");
        });

        it("leaves the other user as it was found", () => {
            const { attachments, accessKeys } = sandbox.aws.account;
            expect(attachments.filter(({ principal }) => principal.name === "starrocks")).to.deep.equal([]);
            expect([...accessKeys.values()].filter(({ user }) => user === "starrocks")).to.have.length(1);
        });
    });
});

describe("The role that a cluster of StarRocks 3.5 runs as, where nothing is vended", function () {
    this.timeout(120_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;

    before(async function () {
        sandbox = await startSandbox({ starRocks: { version: "3.5" } });
        if (sandbox.frontend.isReal) {
            this.skip();
        }
        runFrontendAs("starrocks-nodes", sandbox);
        sandbox.frontend.embedded!.environment.AWS_ENDPOINT_URL_S3 = sandbox.aws.endpoints.s3;
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        stack = await openIntegration(sandbox, consumer, {
            name: "role-iam",
            federation: false,
            restEndpoint: `${sandbox.aws.endpoints.s3tables}/iceberg`,
            integration: {
                ...ARGUMENTS,
                access: "Manage",
                accessMode: AccessMode.Iam,
                endpoint: IcebergEndpoint.S3Tables,
                identity: { roleName: "starrocks-nodes" },
            },
        });
        await stack.up();
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("signs, writes and reads without any key in the catalog", async () => {
        await sql.run("SET CATALOG lake");
        await sql.run("CREATE TABLE sales.orders (id BIGINT)");
        await sql.run("INSERT INTO sales.orders VALUES (1)");
        expect(await sql.rows("SELECT * FROM sales.orders")).to.deep.equal([{ id: "1" }]);
        const [row] = await sql.rows("SHOW CREATE CATALOG lake");
        expect(row?.["Create Catalog"]).to.not.match(/access.key/);
    });

    it("drops a table of S3 Tables' endpoint, with FORCE", async () => {
        await sql.run("DROP TABLE sales.orders FORCE");
        expect([...sandbox.aws.account.tables.keys()]).to.deep.equal([]);
    });
});
