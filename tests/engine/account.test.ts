import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { mount, register } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";

/** What everybody in the account and Region shares, as one text. */
function sharedSettings({ aws: { account } }: Sandbox): string {
    const { mount: shared, registrations, dataLakeSettings } = account;
    return JSON.stringify({ shared, registrations: [...registrations], dataLakeSettings }, null, 1);
}

describe("An account that somebody else has set up", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let sql: SqlClient;
    let first: IntegrationStack;
    let second: IntegrationStack;
    let found: string;

    const argumentsOf = (team: string, federation = false) => ({
        name: team,
        federation,
        integration: { tableBucketName: `acme-${team}`, namespaces: ["main"], catalog: { name: team } },
    });

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        mount(sandbox.aws.account);
        register(sandbox.aws.account);
        found = sharedSettings(sandbox);
        first = await openIntegration(sandbox, consumer, argumentsOf("sales"));
        second = await openIntegration(sandbox, consumer, argumentsOf("web", true));
    });

    after(async () => {
        await sql?.close();
        await first?.close();
        await second?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("is used as it is by an integration without a federation of its own", async () => {
        await first.up();
        expect(await sql.column("SHOW DATABASES FROM sales")).to.include("main");
        expect(sharedSettings(sandbox)).to.equal(found);
    });

    it("is shared by an integration of another stack, whose federation adopts the mount", async () => {
        const { steps } = await second.up();
        expect(steps.filter(({ name }) => name === "federation-mount").map(({ op }) => op)).to.deep.equal([
            "import",
        ]);
        expect(await sql.column("SHOW DATABASES FROM web")).to.include("main");
        expect(sharedSettings(sandbox)).to.equal(found);
    });

    it("is left as it was found when one of them is destroyed, and the other goes on working", async () => {
        await second.destroy();
        expect(sharedSettings(sandbox)).to.equal(found);
        expect(await sql.column("SHOW DATABASES FROM sales")).to.include("main");
    });

    it("keeps a table bucket and namespaces that were there before the integration", async () => {
        const { account, deployer } = sandbox.aws;
        const { arn } = createTableBucket(account, { name: "theirs" });
        createNamespace(account, { bucket: "theirs", name: "main", createdBy: deployer.arn });
        const third = await openIntegration(sandbox, consumer, {
            name: "theirs",
            federation: false,
            integration: {
                tableBucketArn: arn,
                namespaces: ["main"],
                createNamespaces: false,
                catalog: { name: "theirs" },
            },
        });
        await third.up();
        expect(await sql.column("SHOW DATABASES FROM theirs")).to.include("main");
        await third.destroy();
        await third.close();
        expect(account.namespaces.has("theirs/main")).to.equal(true);
    });

    it("is left as it was found when the last of them is destroyed", async () => {
        await first.destroy();
        expect(sharedSettings(sandbox)).to.equal(found);
    });
});

describe("An account that doesn't fit", function () {
    this.timeout(120_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        stack = await openIntegration(sandbox, consumer, {
            name: "unfit",
            federation: false,
            integration: { tableBucketName: "acme-unfit", namespaces: ["main"] },
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("gets nothing, even from an up without a preview", async () => {
        const failure = await stack.up().catch((error: Error) => error.message);
        expect(failure).to.match(/isn't ready for Lake Formation mode.*there is no mount/s);
        const { tableBuckets, policies, users, grants } = sandbox.aws.account;
        expect([...tableBuckets.keys()]).to.deep.equal([]);
        expect([...policies.values()].filter(({ awsManaged }) => !awsManaged)).to.deep.equal([]);
        expect([...users.keys()].filter((name) => name.startsWith("lake"))).to.deep.equal([]);
        expect(grants).to.deep.equal([]);
    });
});
