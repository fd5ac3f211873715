import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import type { EngineStack } from "./support/stack";
import { releasesWithState, restoreState } from "./support/stateFixture";

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

        it("has each resource under the URN that today's code gives it", async () => {
            expect(changesIn(await stack.preview())).to.deep.equal([]);
        });

        it("shows no drift in what that version has made", async () => {
            expect(changesIn(await stack.refresh())).to.deep.equal([]);
            expect(changesIn(await stack.preview())).to.deep.equal([]);
        });

        it("can be updated in place", async () => {
            await stack.setConfig({ access: "Write" });
            expect(changesIn(await stack.up())).to.have.members([
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
        });
    });
}
