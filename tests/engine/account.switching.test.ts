import { expect } from "chai";
import { AccessMode } from "../../index";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { iamAllowed, mount, register } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import { sandboxS3 } from "./support/matrix";
import { requireBackend } from "./support/requireBackend";

const MINUTE = 60_000;

describe("An account that is switched from mode to mode, as docs/switching-modes.md tells", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;
    let minutesLater = 0;

    const argumentsOf = (accessMode: AccessMode) => ({
        tableBucketName: "acme-lakehouse",
        namespaces: ["sales"],
        access: "Manage",
        accessMode,
        catalog: { properties: accessMode === AccessMode.Iam ? sandboxS3(sandbox) : {} },
        forceDestroy: true,
    });
    const select = (table: string) => sql.column(`SELECT id FROM lake.sales.${table}`);
    const refusal = (work: Promise<unknown>) =>
        work.then(
            () => "nothing was refused",
            (error: Error) => error.message,
        );

    before(async function () {
        sandbox = await startSandbox({
            starRocks: { now: () => new Date(Date.now() + minutesLater * MINUTE) },
        });
        requireBackend(this, sandbox);
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        mount(sandbox.aws.account, {
            createDatabaseDefaultPermissions: iamAllowed,
            createTableDefaultPermissions: iamAllowed,
        });
        stack = await openIntegration(sandbox, consumer, {
            name: "switching",
            federation: false,
            integration: argumentsOf(AccessMode.Iam),
        });
        await stack.up();
        for (const table of ["in_memory", "other"]) {
            await sql.run(`CREATE TABLE lake.sales.${table} (id BIGINT)`);
            await sql.run(`INSERT INTO lake.sales.${table} VALUES (1)`);
        }
        await select("in_memory");
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    describe("from IAM to Lake Formation mode", () => {
        before(() => {
            register(sandbox.aws.account);
            Object.assign(sandbox.aws.account.mount!, {
                createDatabaseDefaultPermissions: [],
                createTableDefaultPermissions: [],
            });
        });

        it("takes from StarRocks at once what it has to ask Glue for", async () => {
            expect(await refusal(select("other"))).to.contain("Insufficient Lake Formation permission(s)");
            expect(await sql.column("SHOW TABLES FROM lake.sales")).to.deep.equal([]);
        });

        it("leaves for a minute what a frontend has in memory, since IAM alone decides on the files", async function () {
            if (sandbox.frontend.isReal) {
                this.skip();
            }
            expect(await select("in_memory")).to.deep.equal(["1"]);
            minutesLater = 1.1;
            expect(await refusal(select("in_memory"))).to.contain(
                "Insufficient Lake Formation permission(s)",
            );
        });

        it("has previews and ups refused that don't know of it, and nothing is changed", async () => {
            for (const operation of [stack.preview, stack.up]) {
                expect(await refusal(operation())).to.match(
                    /the mount is in Lake Formation mode.*switching-modes/s,
                );
            }
        });

        it("works after an up with the other mode, which makes the catalog again", async () => {
            await stack.edit(argumentsOf(AccessMode.LakeFormation));
            const changes = changesIn(await stack.up());
            expect(changes).to.include.members([
                "create lake-lake-formation-grants",
                "create-replacement lake-catalog",
            ]);
            expect(await select("in_memory")).to.deep.equal(["1"]);
        });
    });

    describe("from Lake Formation to IAM mode", () => {
        before(() => {
            sandbox.aws.account.registrations.clear();
            Object.assign(sandbox.aws.account.mount!, {
                createDatabaseDefaultPermissions: iamAllowed,
                createTableDefaultPermissions: iamAllowed,
            });
        });

        it("has previews refused that don't know of it", async () => {
            expect(await refusal(stack.preview())).to.match(/the mount is in IAM mode.*switching-modes/s);
        });

        it("works after an up with the other mode, which alters the catalog in place and takes the grants back", async () => {
            await stack.edit(argumentsOf(AccessMode.Iam));
            const changes = changesIn(await stack.up());
            expect(changes).to.have.members([
                "update lake-policy",
                "update lake-catalog",
                "delete lake-lake-formation-grants",
            ]);
            expect(await select("in_memory")).to.deep.equal(["1"]);
            expect(sandbox.aws.account.grants).to.deep.equal([]);
        });
    });
});
