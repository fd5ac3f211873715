import { expect } from "chai";
import { runnable, type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationsStack, openIntegrations } from "./support/integrationProgram";
import { sharedSettings } from "./support/sharedSettings";
import type { Operation } from "./support/stack";

const TABLE = { namespace: "sales", name: "orders", columns: [{ name: "id", type: "long" }] };
const INTEGRATION = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales"],
    tables: [TABLE],
    // With all permissions on the tables that there are.
    access: "Manage",
    encryption: {},
    unreferencedFileRemoval: {},
    tags: { team: "data" },
    forceDestroy: true,
};
/** With SELECT and not all permissions on the tables. */
const ARCHIVE = { tableBucketName: "acme-archive", namespaces: ["old"], access: "Read" };

/** What the AWS provider and AWS itself are known to do, which would replace or take away what works. */
describe("The traps of the AWS provider, on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationsStack;
    let sql: SqlClient;

    before(async () => {
        sandbox = await startSandbox({ aws: { propagation: { keysMs: 1000 } } });
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        sandbox.aws.faults.concurrentModification = 1;
        sandbox.aws.faults.principalNotYetKnown = 2;
        stack = await openIntegrations(sandbox, consumer, {
            name: "traps",
            federation: { tags: { team: "platform" } },
            integrations: { lake: INTEGRATION, archive: ARCHIVE },
            restEndpoint: `${sandbox.aws.endpoints.glue}/iceberg`,
        });
        await stack.up();
        for (const statement of runnable(sandbox.frontend, ["INSERT INTO lake.sales.orders VALUES (1)"])) {
            await sql.run(statement);
        }
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    const works = async () => {
        expect(await sql.column("SHOW TABLES FROM lake.sales")).to.include("orders");
        for (const query of runnable(sandbox.frontend, ["SELECT id FROM lake.sales.orders"])) {
            expect(await sql.column(query)).to.deep.equal(["1"]);
        }
    };

    /** What a refresh and an up change, and what they ask Lake Formation to change. */
    async function refreshAndUp(): Promise<{ changes: string[]; asked: string[] }> {
        sandbox.aws.requests.length = 0;
        await stack.refresh();
        const changes = changesIn(await stack.up());
        const asked = sandbox.aws.requests
            .filter(({ path }) => /Grant|Revoke/.test(path))
            .map(({ path }) => path);
        return { changes, asked };
    }

    it(
        "a new key and a new principal that aren't known at once, and another change under way: waited for",
        works,
    );

    describe("what reads back as something else", () => {
        let found: string;
        let result: { changes: string[]; asked: string[] };

        before(async () => {
            const { account, faults } = sandbox.aws;
            faults.grantsReadBackOtherwise = true;
            // The switch for external engines is turned from the mount to the account.
            account.dataLakeSettings.allowFullTableExternalDataAccess = true;
            Object.assign(account.mount!, {
                allowFullTableExternalDataAccess: false,
                tags: { owner: "somebody else" },
            });
            found = sharedSettings(sandbox);
            result = await refreshAndUp();
            faults.grantsReadBackOtherwise = false;
        });

        it("the registration without federation, the mount with other settings, SELECT on columns, all as ALL: no change", () => {
            expect(result).to.deep.equal({ changes: [], asked: [] });
        });

        it("leaves everything as it was found", async () => {
            expect(sharedSettings(sandbox)).to.equal(found);
            await works();
        });
    });

    describe("other arguments of the federation", () => {
        let found: string;
        let changed: Operation;

        before(async () => {
            found = sharedSettings(sandbox);
            await stack.editFederation({
                tags: { team: "lake" },
                kmsKeyArns: ["arn:aws:kms:us-east-1:123456789012:key/1"],
            });
            changed = await stack.up();
        });

        it("change tags and the role, and neither replace the mount nor the registration", () => {
            const touched = changesIn(changed).filter((each) => each !== "update federation");
            expect(touched.sort()).to.deep.equal([
                "update federation-mount",
                "update federation-role",
                "update federation-role-policy",
            ]);
            // The mount is this stack's, and only its own tags on it are.
            const tags = { owner: "somebody else", team: "lake" };
            expect(sandbox.aws.account.mount?.tags).to.deep.equal(tags);
            sandbox.aws.account.mount!.tags = { owner: "somebody else" };
            expect(sharedSettings(sandbox)).to.equal(found);
        });
    });

    describe("a schema that was changed in SQL, and another one in the program", () => {
        it("drop no table", async () => {
            const [table] = sandbox.aws.account.tables.values();
            for (const statement of runnable(sandbox.frontend, [
                "ALTER TABLE lake.sales.orders ADD COLUMN note STRING",
            ])) {
                await sql.run(statement);
            }
            const columns = [{ name: "number", type: "string" }];
            await stack.editAll({
                lake: { ...INTEGRATION, tables: [{ ...TABLE, columns }] },
                archive: ARCHIVE,
            });
            const { changes } = await refreshAndUp();
            expect(changes).to.deep.equal([]);
            expect([...sandbox.aws.account.tables.values()]).to.deep.equal([table]);
        });
    });

    describe("a permission that somebody has revoked", () => {
        it("is given back, and nothing is taken meanwhile", async () => {
            const onTables = sandbox.aws.account.grants.find(
                ({ resource }) => resource.kind === "allTables",
            )!;
            onTables.permissions = onTables.permissions.filter((each) => each !== "INSERT");
            expect(await refreshAndUp()).to.deep.equal({
                changes: ["update lake-lake-formation-grants"],
                asked: ["/BatchGrantPermissions"],
            });
        });
    });

    describe("a deployer who has lost the rights of a data lake administrator", () => {
        let found: string;
        let failure: string;

        before(async () => {
            const { account, deployer } = sandbox.aws;
            found = sharedSettings(sandbox);
            const { grants } = account;
            const grantsBefore = JSON.stringify(grants);
            account.dataLakeSettings.admins = [];
            await stack.refresh();
            failure = await stack.up().then(
                () => "nothing was refused",
                (error: Error) => error.message,
            );
            account.dataLakeSettings.admins = [deployer.arn];
            expect(JSON.stringify(grants)).to.equal(grantsBefore);
        });

        it("can't see the mount, is told so, and destroys nothing", async () => {
            expect(failure).to.match(/there is no mount|Insufficient Lake Formation/);
            expect(sharedSettings(sandbox)).to.equal(found);
            await works();
        });

        it("finds all of it again with the rights", async () => {
            const changes = changesIn(await stack.up());
            expect(changes.filter((each) => /delete|replace/.test(each))).to.deep.equal([]);
            expect(sharedSettings(sandbox)).to.equal(found);
            expect(changesIn(await stack.up())).to.deep.equal([]);
        });
    });

    describe("a federation that is left out of the program", () => {
        it("leaves the mount and the registration to everybody else", async () => {
            const found = sharedSettings(sandbox);
            await stack.editFederation(undefined);
            await stack.up();
            expect(sharedSettings(sandbox)).to.equal(found);
            await works();
        });
    });
});
