import { expect } from "chai";
import { AccessMode, IcebergEndpoint } from "../../index";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import {
    type IntegrationArguments,
    type IntegrationStack,
    openIntegration,
} from "./support/integrationProgram";

interface Way {
    readonly name: string;
    readonly mode: AccessMode;
    readonly endpoint: IcebergEndpoint;
}

/** Each valid pair of access mode and endpoint. */
const WAYS: readonly Way[] = [
    {
        name: "Lake Formation mode on Glue's endpoint",
        mode: AccessMode.LakeFormation,
        endpoint: IcebergEndpoint.Glue,
    },
    { name: "IAM mode on Glue's endpoint", mode: AccessMode.Iam, endpoint: IcebergEndpoint.Glue },
    { name: "IAM mode on S3 Tables' endpoint", mode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables },
];

/** What each level may do and what the one below may not; names differ by the level that tries. */
const STATEMENTS = {
    Read: () => ["SELECT * FROM orders"],
    Write: () => ["INSERT INTO orders VALUES (2, 'new')"],
    Manage: (tried: string) => [
        `CREATE TABLE made_by_${tried} (id BIGINT)`,
        `CREATE DATABASE made_by_${tried}`,
    ],
} as const;

type Level = keyof typeof STATEMENTS;
const LEVELS = Object.keys(STATEMENTS) as Level[];

for (const { name, mode, endpoint } of WAYS) {
    describe(`An integration in ${name}`, function () {
        this.timeout(300_000);

        let sandbox: Sandbox;
        let consumer: Consumer;
        let stack: IntegrationStack;
        let sql: SqlClient;

        const argumentsOf = (access: Level): IntegrationArguments => ({
            tableBucketName: "acme-lakehouse",
            namespaces: ["sales"],
            access,
            accessMode: mode,
            endpoint,
            catalog: { properties: sandboxS3(sandbox) },
        });

        before(async () => {
            sandbox = await startSandbox();
            consumer = await openConsumer();
            sql = await openSqlClient(sandbox.frontend);
            stack = await openIntegration(sandbox, consumer, {
                name: `matrix-${mode}-${endpoint}`.toLowerCase(),
                integration: argumentsOf("Manage"),
                federation: endpoint === IcebergEndpoint.Glue,
                mode,
                restEndpoint: `${sandbox.aws.endpoints[endpoint === IcebergEndpoint.Glue ? "glue" : "s3tables"]}/iceberg`,
            });
            await stack.up();
            await sql.run("SET CATALOG lake");
            await sql.run("USE sales");
            await makeTableOfSomebodyElse(sandbox, sql);
        });

        after(async () => {
            await sql?.close();
            await stack?.close();
            await consumer?.close();
            await sandbox?.close();
        });

        for (const [index, level] of LEVELS.toReversed().entries()) {
            const allowed = LEVELS.slice(0, LEVELS.length - index).flatMap((each) =>
                STATEMENTS[each](level.toLowerCase()),
            );
            const refused = LEVELS.slice(LEVELS.length - index).flatMap((each) =>
                STATEMENTS[each](level.toLowerCase()),
            );

            it(`lets StarRocks do with ${level} what the level is for, and nothing beyond`, async () => {
                await stack.edit(argumentsOf(level));
                await stack.up();
                const results = await runEach(sql, [...allowed, ...refused]);
                expect(
                    results.filter(({ error }) => error === undefined).map(({ statement }) => statement),
                ).to.deep.equal(allowed);
                for (const { error } of results.filter((each) => each.error !== undefined)) {
                    expect(error).to.match(
                        /not authorized|Insufficient Lake Formation|AccessDenied|Forbidden/,
                    );
                }
            });
        }

        it("is all taken away by destroy", async () => {
            sandbox.aws.account.tables.clear();
            sandbox.aws.account.namespaces.delete("acme-lakehouse/made_by_manage");
            await stack.destroy();
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
            expect(await sql.column("SHOW CATALOGS")).to.not.include("lake");
        });
    });
}

/** Where nothing is vended, StarRocks has to be told where the sandbox's S3 is. */
function sandboxS3({ aws }: Sandbox): Record<string, string> {
    return { "aws.s3.endpoint": aws.endpoints.s3, "aws.s3.enable_path_style_access": "true" };
}

/** What a principal creates it may use by itself, so the table that levels are tried on is not its own. */
async function makeTableOfSomebodyElse({ aws: { account } }: Sandbox, sql: SqlClient): Promise<void> {
    await sql.run("CREATE TABLE orders (id BIGINT, status STRING)");
    await sql.run("INSERT INTO orders VALUES (1, 'old')");
    const creators = account.grants.filter(({ permissions }) => permissions.includes("ALL"));
    for (const grant of creators) {
        account.grants.splice(account.grants.indexOf(grant), 1);
    }
}

interface Result {
    readonly statement: string;
    readonly error?: string;
}

/** Runs each statement, whatever became of the one before. */
async function runEach(sql: SqlClient, statements: readonly string[]): Promise<Result[]> {
    const results: Result[] = [];
    for (const statement of statements) {
        try {
            await sql.run(statement);
            results.push({ statement });
        } catch (error) {
            results.push({ statement, error: (error as Error).message });
        }
    }
    return results;
}
