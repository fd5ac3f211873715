import { expect } from "chai";
import { AccessLevel, type AccessMode, IcebergEndpoint } from "../../../index";
import { type Frontend, runnable, type Sandbox, startSandbox } from "../../sandbox";
import { createNamespace } from "../../sandbox/aws/account/s3tables";
import { createTable } from "../../sandbox/aws/account/tables";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./consumer";
import { type Integrations, type IntegrationsStack, openIntegrations } from "./integrationProgram";
import { IDENTITIES, type MatrixIdentity, type PreparedIdentity } from "./matrixIdentities";

/** A pair of access mode and endpoint. */
export interface Way {
    readonly name: string;
    readonly mode: AccessMode;
    readonly endpoint: IcebergEndpoint;
}

/** What each level may do and what the one below may not; names and rows differ by the level that tries. */
const STATEMENTS: Readonly<Record<AccessLevel, (tried: string) => readonly string[]>> = {
    Read: () => ["SELECT * FROM orders"],
    Write: (tried) => [
        "INSERT INTO orders VALUES (9, 'new')",
        `DELETE FROM orders WHERE status IN ('new', '${tried}')`,
        `ALTER TABLE shapes ADD COLUMN tried_with_${tried} STRING`,
    ],
    Manage: (tried) => [
        `CREATE TABLE made_with_${tried} (id BIGINT)`,
        `DROP TABLE doomed_${tried}`,
        `CREATE DATABASE made_with_${tried}`,
    ],
};
const LEVELS = Object.values(AccessLevel);
/** Not among `namespaces`; `Manage` covers the whole table bucket. */
const OF_ANOTHER_NAMESPACE = "SELECT * FROM secrets.salaries";

interface Statements {
    readonly allowed: readonly string[];
    readonly refused: readonly string[];
}

/** What is to be allowed with a level, and what is beyond it. */
function statementsOf(level: AccessLevel, endpoint: IcebergEndpoint, frontend: Frontend): Statements {
    const ofLevels = (levels: readonly AccessLevel[]) =>
        levels
            .flatMap((each) => STATEMENTS[each](level.toLowerCase()))
            // StarRocks 4.1 doesn't say what S3 Tables' endpoint wants to hear (StarRocks/starrocks#76929).
            .filter((each) => endpoint === IcebergEndpoint.Glue || !each.startsWith("DROP TABLE"));
    const count = LEVELS.indexOf(level) + 1;
    return {
        allowed: runnable(frontend, ofLevels(LEVELS.slice(0, count))),
        refused: runnable(frontend, [
            ...ofLevels(LEVELS.slice(count)),
            ...(level === AccessLevel.Manage ? [] : [OF_ANOTHER_NAMESPACE]),
        ]),
    };
}

/** StarRocks keeps to itself why it can't look into a namespace. */
const REFUSED =
    /not authorized|Insufficient Lake Formation|AccessDenied|Forbidden|^Failed to get database using REST Catalog/;

/**
 * Tries every kind of identity with every level in one way: one program with an integration for each identity,
 * which goes from level to level.
 */
export function describeWay({ name, mode, endpoint }: Way): void {
    const identities = IDENTITIES.filter(
        ({ only, needsEnvironment }) =>
            (only ?? mode) === mode && !(needsEnvironment && process.env.STARROCKS_HOST),
    );

    describe(`Integrations in ${name}`, function () {
        this.timeout(300_000);

        let sandbox: Sandbox;
        let consumer: Consumer;
        let stack: IntegrationsStack;
        let sql: SqlClient;
        let prepared: Readonly<Record<string, PreparedIdentity>>;

        const integrations = (access: AccessLevel): Integrations =>
            Object.fromEntries(
                identities.map((each) => [
                    each.name,
                    {
                        tableBucketName: bucketOf(each),
                        namespaces: ["sales"],
                        identity: prepared[each.name]?.identity,
                        access,
                        accessMode: mode,
                        endpoint,
                        forceDestroy: true,
                        catalog: { properties: sandboxS3(sandbox) },
                    },
                ]),
            );

        before(async () => {
            sandbox = await startSandbox();
            consumer = await openConsumer();
            sql = await openSqlClient(sandbox.frontend);
            prepared = Object.fromEntries(identities.map((each) => [each.name, each.prepare(sandbox)]));
            const keys = Object.entries(prepared).map(([key, { secretAccessKey }]) => [key, secretAccessKey]);
            const service = endpoint === IcebergEndpoint.Glue ? "glue" : "s3tables";
            stack = await openIntegrations(sandbox, consumer, {
                name: `matrix-${mode}-${endpoint}`.toLowerCase(),
                integrations: integrations(AccessLevel.Manage),
                secretAccessKeys: Object.fromEntries(keys),
                federation: service === "glue" ? { accessMode: mode } : undefined,
                restEndpoint: `${sandbox.aws.endpoints[service]}/iceberg`,
            });
            await stack.up();
            for (const each of identities) {
                await fillBucket(each, sandbox, sql);
            }
        });

        after(async () => {
            await sql?.close();
            await stack?.close();
            await consumer?.close();
            await sandbox?.close();
        });

        // The first up was with `Manage`, with which the buckets were filled.
        for (const level of LEVELS.toReversed()) {
            describe(`with ${level}`, () => {
                before(async () => {
                    if (level !== AccessLevel.Manage) {
                        await stack.editAll(integrations(level));
                        await stack.up();
                    }
                });

                for (const identity of identities) {
                    it(`let ${identity.title} do what the level is for, and nothing beyond`, async () => {
                        await sql.run(`SET CATALOG ${identity.name}`);
                        await sql.run("USE sales");
                        const { frontend } = sandbox;
                        const { allowed, refused } = statementsOf(level, endpoint, frontend);
                        const results = await runEach(sql, [...allowed, ...refused]);
                        expect(results.slice(0, allowed.length)).to.deep.equal(
                            allowed.map((statement) => ({ statement })),
                        );
                        for (const { statement, error = "allowed" } of results.slice(allowed.length)) {
                            expect(error, statement).to.match(REFUSED);
                        }
                        for (const query of runnable(frontend, ["SELECT status FROM orders"])) {
                            expect(await sql.column(query)).to.have.members([
                                "old",
                                ...LEVELS.filter((each) => !isTried(each, level)).map((each) =>
                                    each.toLowerCase(),
                                ),
                            ]);
                        }
                    });
                }
            });
        }

        describe("at the end", () => {
            it("have put no secret of a key into plain state", async () => {
                const { text } = await stack.exportState();
                for (const { secret } of sandbox.aws.account.accessKeys.values()) {
                    expect(text).to.not.contain(secret);
                }
            });

            it("are all taken away by destroy, and nothing that was there before", async () => {
                await stack.destroy();
                const { account, deployer } = sandbox.aws;
                expect([...account.tableBuckets.keys()]).to.deep.equal([]);
                expect(account.attachments.map(({ principal }) => principal.name)).to.deep.equal([
                    "deployer",
                ]);
                const users = [...account.users.values()].map(({ arn }) => arn);
                expect(users).to.include(deployer.arn);
                expect(users).to.have.length(1 + existingUsers(prepared));
                const catalogs = await sql.column("SHOW CATALOGS");
                expect(catalogs.filter((each) => identities.some((one) => one.name === each))).to.deep.equal(
                    [],
                );
            });
        });
    });
}

/** Whether the row of a level is gone once another level has been tried, the highest having come first. */
function isTried(row: AccessLevel, level: AccessLevel): boolean {
    return row !== AccessLevel.Read && LEVELS.indexOf(row) >= LEVELS.indexOf(level);
}

const bucketOf = ({ name }: MatrixIdentity) => `acme-${name.replaceAll("_", "-")}`;

const existingUsers = (prepared: Readonly<Record<string, PreparedIdentity>>) =>
    Object.values(prepared).filter(({ identity }) => identity !== undefined && "userName" in identity).length;

/** Where nothing is vended, StarRocks has to be told where the sandbox's S3 is. */
export function sandboxS3({ aws }: Sandbox): Record<string, string> {
    return { "aws.s3.endpoint": aws.endpoints.s3, "aws.s3.enable_path_style_access": "true" };
}

/** What a principal creates it may use by itself, so the tables that levels are tried on are not its own. */
async function fillBucket(identity: MatrixIdentity, sandbox: Sandbox, sql: SqlClient): Promise<void> {
    const { account, deployer } = sandbox.aws;
    await sql.run(`SET CATALOG ${identity.name}`);
    await sql.run("USE sales");
    await sql.run("CREATE TABLE orders (id BIGINT, status STRING)");
    const rows = "(1, 'old'), (2, 'manage'), (3, 'write'), (4, 'read')";
    for (const statement of runnable(sandbox.frontend, [`INSERT INTO orders VALUES ${rows}`])) {
        await sql.run(statement);
    }
    for (const table of ["shapes", ...LEVELS.map((level) => `doomed_${level.toLowerCase()}`)]) {
        await sql.run(`CREATE TABLE ${table} (id BIGINT)`);
    }
    const bucket = bucketOf(identity);
    createNamespace(account, { bucket, name: "secrets", createdBy: deployer.arn });
    createTable(account, { bucket, namespace: "secrets", name: "salaries", createdBy: deployer.arn });
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
