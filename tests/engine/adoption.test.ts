import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { runnable, type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { runAwsCommand } from "./support/awsCommand";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { edited, openGuide } from "./support/guide";
import {
    BUCKET,
    CATALOG,
    dropWhatWasMadeByHand,
    followTheArticle,
    READER,
    TABLE,
    type UserByHand,
} from "./support/madeByHand";
import { type Reader, startReader } from "./support/reader";
import { type EngineStack, type Operation, type OperationError, openStack } from "./support/stack";

const GUIDE = openGuide("adoption.md");

describe("Moving what was made by hand to this package, as docs/adoption.md tells", function () {
    this.timeout(400_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;
    let readerSql: SqlClient;
    let reader: Reader;
    let byHand: UserByHand;
    let folder: string;
    let program: string;
    let shownBefore: string;

    const account = () => sandbox.aws.account;
    const policyByHand = () => `arn:aws:iam::${account().id}:policy/starrocks-policy`;
    const shown = async () => (await sql.rows(`SHOW CREATE CATALOG ${CATALOG}`))[0]!["Create Catalog"]!;
    const statements = (beginning: RegExp) =>
        (sandbox.frontend.embedded?.statements ?? []).filter((statement) => beginning.test(statement));

    async function edit(...diffs: string[]): Promise<void> {
        program = diffs.reduce(edited, program);
        // The sandbox's endpoint is where a user would have a VPC endpoint.
        const restEndpoint = `restEndpoint: "${sandbox.aws.endpoints.glue}/iceberg",`;
        await writeFile(join(folder, "index.ts"), program.replace('("lakehouse", {', `$& ${restEndpoint}`));
    }

    before(async () => {
        sandbox = await startSandbox({ starRocks: { environment: { AWS_REGION: "us-east-1" } } });
        sql = await openSqlClient(sandbox.frontend);
        byHand = await followTheArticle(sandbox, sql);
        shownBefore = await shown();
        readerSql = await openSqlClient({ ...sandbox.frontend, user: READER, password: "secret" });
        const query = sandbox.frontend.hasBackend
            ? `SELECT * FROM ${TABLE} WHERE trip_id = 1000371`
            : `SHOW TABLES FROM ${CATALOG}.sales`;
        reader = await startReader(readerSql, query);
        consumer = await openConsumer();
        folder = await consumer.program("adoption", { files: { "index.ts": "" } });
        const { frontend, environment } = sandbox;
        stack = await openStack({
            program: folder,
            environment,
            config: {
                accessKeyId: byHand.accessKeyId,
                "starrocks:host": frontend.host,
                "starrocks:port": String(frontend.port),
                "starrocks:user": frontend.user,
            },
            secrets: {
                secretAccessKey: byHand.secretAccessKey,
                "starrocks:password": frontend.password,
            },
        });
    });

    /** All queries while something was done, and one after it; what was written makes StarRocks load the table anew. */
    afterEach(async () => {
        for (const write of runnable(sandbox.frontend, [
            `INSERT INTO ${TABLE} VALUES (1, 0.1, 1.0, 'N', 3)`,
        ])) {
            await sql.run(write);
        }
        await reader.readAgain();
        expect(reader.failures).to.deep.equal([]);
    });

    after(async () => {
        await reader?.stop();
        await readerSql?.close();
        if (sql !== undefined) {
            await dropWhatWasMadeByHand(sql);
        }
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    describe("1. what there is", () => {
        const [block] = GUIDE.blocks("1. Record the current setup", "sh");

        for (const command of block!.trim().split("\n")) {
            it(`is answered to ${command.split(" --")[0]}`, () => {
                const answer = JSON.stringify(runAwsCommand(sandbox.aws, command));
                expect(answer).to.match(/starrocks-policy|SUPER_USER|sales/);
            });
        }
    });

    describe("2. the rehearsal", () => {
        it("shows five resources to create in its preview", async () => {
            [program] = GUIDE.blocks("2. Rehearse", "ts") as [string];
            await edit();
            expect(changesIn(await stack.preview())).to.have.members([
                "create adoption-test",
                "create lakehouse",
                "create lakehouse-policy",
                "create lakehouse-policy-attachment",
                "create lakehouse-lake-formation-grants",
                "create lakehouse-catalog",
                "create lakehouse-role-analyst",
            ]);
        });

        it("fails with a list of what differs, and leaves the catalog as it was", async () => {
            const failure = await stack.up().catch((error: OperationError) => error);
            const [told] = GUIDE.blocks("2. Rehearse", "text");
            if (sandbox.frontend.embedded) {
                expect((failure as OperationError).message).to.contain(told!.trim());
            }
            expect((failure as OperationError).message).to.contain("already exists and differs");
            expect(await shown()).to.equal(shownBefore);
        });
    });

    describe("3. adopting the catalog", () => {
        let adopted: Operation;

        before(async () => {
            await edit(...GUIDE.blocks("3. Adopt the catalog", "diff"));
            adopted = await stack.up();
        });

        it("shows what is left to create", () => {
            expect(changesIn(adopted)).to.have.members([
                "create lakehouse-catalog",
                "create lakehouse-role-analyst",
            ]);
        });

        it("alters the catalog with one statement, and neither drops nor creates one", function () {
            if (sandbox.frontend.embedded === undefined) {
                this.skip();
            }
            expect(statements(/^ALTER CATALOG/)).to.have.length(1);
            expect(statements(/^(DROP CATALOG|CREATE EXTERNAL CATALOG)/)).to.have.length(1);
        });

        it("leaves the user its key and its policy", () => {
            expect(account().accessKeys.has(byHand.accessKeyId)).to.equal(true);
            expect(account().policies.has(policyByHand())).to.equal(true);
        });
    });

    describe("4. taking the table bucket and the namespaces into the stack", () => {
        const STEP = "4. Take the table bucket and the namespaces into the stack (optional)";

        it("imports them, and changes nothing else", async () => {
            await edit(...GUIDE.blocks(STEP, "diff").slice(0, 3));
            const expected = [
                "import lakehouse-bucket",
                "update lakehouse-bucket",
                "import lakehouse-namespace-sales",
                "update lakehouse-catalog",
            ];
            const imported = await stack.up();
            expect(changesIn(imported)).to.have.members(expected);
            const onBucket = imported.steps.find(
                ({ name, op }) => name === "lakehouse-bucket" && op === "update",
            );
            expect(onBucket?.diffs).to.deep.equal(["forceDestroy"]);
            const onCatalog = imported.steps.find(({ name }) => name === "lakehouse-catalog");
            expect(onCatalog?.detailedDiff).to.have.all.keys("adopt");
        });

        it("leaves nothing to change when the import is taken out", async () => {
            await edit(...GUIDE.blocks(STEP, "diff").slice(3));
            expect(changesIn(await stack.up())).to.deep.equal([]);
        });

        it("protects them from a program that has forgotten them", async () => {
            const current = program;
            program = edited(
                program,
                '-    tableBucketName: "acme-lakehouse",\n+    tableBucketName: "another-lakehouse",',
            );
            await edit();
            const refused = await stack.preview().catch((error: OperationError) => error.message);
            program = current;
            await edit();
            expect(refused).to.match(/unable to replace resource .*lakehouse-bucket.* protect/s);
        });
    });

    describe("5. a user and key of the stack's own", () => {
        let moved: Operation;

        before(async () => {
            const step = "5. Give StarRocks a user and key of the stack's own (optional)";
            await edit(...GUIDE.blocks(step, "diff"));
            moved = await stack.up();
        });

        it("are in the catalog before the old user loses the policy and the grants", () => {
            const order = changesIn(moved);
            const changed = order.indexOf("update lakehouse-catalog");
            const before = ["create lakehouse-user", "create lakehouse-access-key"];
            const after = [
                "delete-replaced lakehouse-policy-attachment",
                "delete-replaced lakehouse-lake-formation-grants",
            ];
            expect(order).to.include.members([...before, ...after]);
            expect(before.every((step) => order.indexOf(step) < changed)).to.equal(true);
            expect(after.every((step) => order.indexOf(step) > changed)).to.equal(true);
        });

        it("leave the old user's own policy, key and grant", () => {
            expect(account().accessKeys.has(byHand.accessKeyId)).to.equal(true);
            expect(account().attachments).to.deep.include({
                policyArn: policyByHand(),
                principal: { kind: "user", name: "starrocks" },
            });
            const onCatalog = account().grants.find(
                ({ principal, resource }) => principal === byHand.arn && resource.kind === "catalog",
            );
            expect(onCatalog?.permissions).to.deep.equal(["SUPER_USER"]);
        });
    });

    describe("6. removing what is superfluous", () => {
        const commands = GUIDE.blocks("6. Remove what is no longer needed", "sh").flatMap((block) =>
            block.trim().split("\n"),
        );

        for (const command of commands) {
            it(command.split(" --")[0]!, () =>
                runAwsCommand(sandbox.aws, command.replace("<id of the old key>", byHand.accessKeyId)),
            );
        }

        it("leaves nothing of it", () => {
            expect(account().users.has("starrocks")).to.equal(false);
            expect(account().policies.has(policyByHand())).to.equal(false);
        });
    });

    describe("7. the check", () => {
        it("shows nothing to change after a refresh", async () => {
            expect(changesIn(await stack.refresh())).to.deep.equal([]);
            expect(changesIn(await stack.up())).to.deep.equal([]);
        });
    });

    describe("going back", () => {
        it("lets Pulumi forget everything, and leaves it where it is", async () => {
            await edit(...GUIDE.blocks("Rolling back", "diff"));
            const before = await shown();
            const grants = account().grants.length;
            await stack.up();
            await stack.destroy();
            expect((await stack.exportState()).resources).to.deep.equal([]);
            expect(await shown()).to.equal(before);
            expect(account().grants).to.have.length(grants);
            expect(account().namespaces.has(`${BUCKET}/sales`)).to.equal(true);
        });
    });
});
