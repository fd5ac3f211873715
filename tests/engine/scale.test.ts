import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { attachedTo } from "../sandbox/aws/account/iamPrincipals";
import { createTable } from "../sandbox/aws/account/tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import type { Operation } from "./support/stack";

/**
 * The file backend writes the whole state before and after each step. That takes ten times as long as everything else
 * where there are a thousand resources, and is not what is tested here.
 */
const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const BUCKET = "acme-lakehouse";
const ID = { id: 1, name: "id", type: "long", required: false };

const named = (count: number) => Array.from({ length: count }, (_, index) => `team_${index}_of_the_company`);

describe("Many namespaces on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;

    const argumentsOf = (count: number) => ({
        tableBucketName: BUCKET,
        namespaces: named(count),
        access: "Write",
        forceDestroy: true,
    });

    before(async () => {
        const started = await startSandbox();
        sandbox = { ...started, environment: { ...started.environment, ...WITHOUT_CHECKPOINTS } };
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        stack = await openIntegration(sandbox, consumer, { name: "scale", integration: argumentsOf(100) });
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    const user = () => [...sandbox.aws.account.users.keys()].find((name) => name.startsWith("lake-user"))!;

    /** Reads and writes a table of somebody else in a namespace. */
    async function useNamespace(namespace: string): Promise<void> {
        const { account, deployer } = sandbox.aws;
        const iceberg = { schema: { type: "struct" as const, "schema-id": 0, fields: [ID] } };
        createTable(account, { bucket: BUCKET, namespace, name: "orders", createdBy: deployer.arn, iceberg });
        if (!sandbox.frontend.hasBackend) {
            expect(await sql.column(`SHOW TABLES FROM lake.${namespace}`)).to.deep.equal(["orders"]);
            return;
        }
        await sql.run(`INSERT INTO lake.${namespace}.orders VALUES (1)`);
        expect(await sql.rows(`SELECT * FROM lake.${namespace}.orders`)).to.deep.equal([{ id: "1" }]);
    }

    describe("a hundred", () => {
        before(async () => {
            await stack.up();
        });

        it("are named in several policies, all of them attached", () => {
            const attached = attachedTo(sandbox.aws.account, "user", user());
            expect(attached.length).to.be.greaterThan(2);
            expect(
                [...sandbox.aws.account.policies.values()].filter(({ awsManaged }) => !awsManaged),
            ).to.have.length(attached.length);
        });

        for (const index of [0, 50, 99]) {
            it(`can be worked with: number ${index}`, () => useNamespace(named(100)[index]!));
        }
    });

    describe("a thousand", () => {
        let made: Operation;
        let requests: number;

        it("are refused at preview, with the way out", async () => {
            await stack.edit(argumentsOf(1000));
            const message = await stack.preview().catch((error: Error) => error.message);
            expect(message).to.match(/namespaces: naming 1000 namespaces takes \d+ IAM policies/);
            expect(message).to.contain("wholeBucketPolicy: true");
        });

        it("are made with a policy for the whole bucket", async () => {
            await stack.edit({ ...argumentsOf(1000), wholeBucketPolicy: true });
            sandbox.aws.requests.length = 0;
            made = await stack.up();
            requests = sandbox.aws.requests.filter(({ service }) => service === "lakeformation").length;
            expect(sandbox.aws.account.namespaces.size).to.equal(1000);
            expect(attachedTo(sandbox.aws.account, "user", user())).to.have.length(1);
        });

        it("take one resource of Lake Formation, and one call for twenty grants", () => {
            const types = made.steps.map(({ type }) => type);
            expect(types.filter((type) => /lakeformation.*(Grants|Permissions)$/.test(type))).to.have.length(
                1,
            );
            expect(sandbox.aws.account.grants).to.have.length(2000);
            expect(requests).to.be.lessThan(101);
        });

        for (const index of [100, 999]) {
            it(`can be worked with: number ${index}`, () => useNamespace(named(1000)[index]!));
        }

        it("change nothing the next time", async () => {
            expect(changesIn(await stack.up())).to.deep.equal([]);
        });

        it("are all taken away by destroy", async () => {
            await stack.destroy();
            expect(sandbox.aws.account.namespaces.size).to.equal(0);
            expect(sandbox.aws.account.grants).to.deep.equal([]);
        });
    });
});
