import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { sharedSettings } from "./support/sharedSettings";
import type { EngineStack } from "./support/stack";
import { releasesWithState, restoreState } from "./support/stateFixture";

/** What that version made with resources of the AWS provider, which have become resources of this package. */
const OTHER_TYPES_SINCE_0_1_0 = ["mount", "registration", "role", "role-policy"].map(
    (part) => `update federation-${part}`,
);

/** As with a federation that has `retain: false`: the engine would delete whatever it finds no longer declared. */
async function retainNothing(stack: EngineStack): Promise<void> {
    const { deployment } = await stack.exportState();
    for (const resource of (deployment.deployment as { resources: { retainOnDelete?: boolean }[] })
        .resources) {
        resource.retainOnDelete = false;
    }
    await stack.importState(deployment);
}

for (const version of releasesWithState()) {
    describe(`The state that version ${version} has left`, function () {
        this.timeout(300_000);

        let sandbox: Sandbox;
        let consumer: Consumer;
        let stack: EngineStack;
        let sql: SqlClient;

        before(async function () {
            sandbox = await startSandbox();
            if (sandbox.frontend.embedded === undefined) {
                this.skip();
            }
            consumer = await openConsumer();
            sql = await openSqlClient(sandbox.frontend);
            stack = await restoreState(sandbox, consumer, version);
        });

        after(async () => {
            await sql?.close();
            await stack?.close();
            await consumer?.close();
            await sandbox?.close();
        });

        const takenOver = version === "0.1.0" ? OTHER_TYPES_SINCE_0_1_0 : [];

        it("has each resource under the URN that today's code gives it", async () => {
            expect(changesIn(await stack.preview())).to.have.members(takenOver);
        });

        it("shows no drift in what that version has made", async () => {
            // Of the registration of that version the AWS provider reads back another withFederation.
            const drift = changesIn(await stack.refresh());
            expect(drift.filter((each) => each !== "update federation-registration")).to.deep.equal([]);
            expect(changesIn(await stack.preview())).to.have.members(takenOver);
        });

        it("can be updated in place, and what the account shares stays as it was even if the stack might delete it", async () => {
            await retainNothing(stack);
            const found = sharedSettings(sandbox);
            await stack.setConfig({ access: "Write" });
            const changes = changesIn(await stack.up());
            expect(sharedSettings(sandbox)).to.equal(found);
            expect(changes).to.have.members([
                ...takenOver,
                "update lake-policy",
                "update lake-lake-formation-grants",
                "update loader",
            ]);
            const grants = (await sql.rows("SHOW GRANTS FOR ROLE loader")).map((row) => row.Grants);
            expect(grants.join()).to.contain("INSERT");
        });

        it("can be destroyed, and nothing stays but what belongs to the whole account", async () => {
            await stack.destroy();
            const { account } = sandbox.aws;
            expect(await sql.column("SHOW CATALOGS")).to.have.length(1);
            expect([...account.tableBuckets.keys(), ...account.tables.keys()]).to.deep.equal([]);
            expect([...account.users.keys()]).to.deep.equal([account.deployer.name]);
            expect(account.grants).to.deep.equal([]);
            expect(account.mount?.name).to.equal("s3tablescatalog");
            expect([account.registrations.size, account.roles.size]).to.deep.equal([1, 1]);
        });
    });
}
