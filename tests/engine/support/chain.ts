import { withDefaults } from "../../../components/starrocks/catalog/check";
import type { CatalogInputs } from "../../../components/starrocks/catalog/inputs";
import { create } from "../../../components/starrocks/catalog/life";
import { resolveConnection } from "../../../components/starrocks/connection/settings";
import { runnable, type Sandbox } from "../../sandbox";
import { HOW_TO } from "../../sandbox/howTo";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";

/** The catalog that the chain makes, beside the one that Pulumi made. */
const CATALOG = "chain";
/** A catalog with the administrator's rights, for what somebody else has put into the bucket. */
const SOMEBODY_ELSE = "somebody_else";
const HOW_TO_DATABASE = "s3table_db";

/**
 * Everything that the access level Manage is for, from the catalog to the last row: the article's statements, and
 * those that need the grants on a declared namespace and on tables that somebody else has made there.
 */
const STATEMENTS = [
    "USE sales",
    "DESC orders",
    "SELECT * FROM orders",
    "INSERT INTO orders VALUES (2, 'new')",
    "DELETE FROM orders WHERE id = 2",
    "CREATE TABLE made (id BIGINT)",
    "DROP TABLE discarded",
    ...HOW_TO.map(({ statement }) => statement),
];

const SOMEBODY_ELSES_TABLES = [
    "CREATE TABLE sales.orders (id BIGINT, status STRING)",
    "INSERT INTO sales.orders VALUES (1, 'old')",
    "CREATE TABLE sales.discarded (id BIGINT)",
];

export interface Chain {
    /** Makes the catalog and runs every statement; the error is that of the first link that fails. */
    run(changedProperties?: Readonly<Record<string, string>>): Promise<void>;
    close(): Promise<void>;
}

/** The chain of an integration that is up, with the properties of its catalog and the key of its user. */
export async function openChain(
    sandbox: Sandbox,
    key: { id: string; secret: string },
    catalog: string,
): Promise<Chain> {
    const sql = await openSqlClient(sandbox.frontend);
    letSomebodyElseWrite(sandbox);
    const inputs = await inputsLike(sandbox, sql, catalog, key);
    await makeCatalogOfSomebodyElse(sandbox, sql, inputs);
    return {
        run: async (changed = {}) => {
            const { frontend } = sandbox;
            await prepare(sandbox, sql);
            const connection = resolveConnection({ ...frontend }, () => undefined);
            await create(connection, { ...inputs, properties: { ...inputs.properties, ...changed } });
            await expectTables(sql);
            await sql.run(`SET CATALOG ${CATALOG}`);
            for (const statement of runnable(frontend, STATEMENTS)) {
                await runStatement(sql, statement);
            }
        },
        close: () => sql.close(),
    };
}

async function inputsLike(
    { frontend }: Sandbox,
    sql: SqlClient,
    catalog: string,
    key: { id: string; secret: string },
): Promise<CatalogInputs> {
    const [row] = await sql.rows(`SHOW CREATE CATALOG ${catalog}`);
    const shown = [...(row?.["Create Catalog"] ?? "").matchAll(/"([^"]+)" {2}= {2}"([^"]*)"/g)];
    return withDefaults({
        connection: {
            host: frontend.host,
            port: frontend.port,
            user: frontend.user,
            password: frontend.password,
        },
        catalogName: CATALOG,
        properties: {
            ...Object.fromEntries(shown.map(([, name, value]) => [name!, value!])),
            "iceberg.catalog.rest.access-key-id": key.id,
            "iceberg.catalog.rest.secret-access-key": key.secret,
        },
        namespaces: ["sales", "empty"],
        propagationTimeoutSeconds: 0,
    });
}

/** An administrator of the data lake may grant, but not write, unless somebody grants it. */
function letSomebodyElseWrite({ aws: { account, deployer } }: Sandbox): void {
    const catalogId = `${account.id}:s3tablescatalog/acme-lakehouse`;
    const resources = [
        { kind: "database", catalogId, name: "sales" },
        { kind: "allTables", catalogId, database: "sales" },
    ] as const;
    for (const resource of resources) {
        account.grants.push({
            principal: deployer.arn,
            resource,
            permissions: ["ALL"],
            grantable: [],
            grantedAt: 0,
        });
    }
}

async function makeCatalogOfSomebodyElse(
    { aws }: Sandbox,
    sql: SqlClient,
    inputs: CatalogInputs,
): Promise<void> {
    const properties = {
        ...inputs.properties,
        "iceberg.catalog.rest.access-key-id": aws.deployer.accessKeyId,
        "iceberg.catalog.rest.secret-access-key": aws.deployer.secretAccessKey,
    };
    const list = Object.entries(properties).map(([name, value]) => `"${name}" = "${value}"`);
    await sql.run(`CREATE EXTERNAL CATALOG ${SOMEBODY_ELSE} PROPERTIES (${list.join(", ")})`);
}

/** Puts everything back to where the chain starts, past all permissions. */
async function prepare({ aws, frontend }: Sandbox, sql: SqlClient): Promise<void> {
    await sql.run(`DROP CATALOG IF EXISTS ${CATALOG}`);
    aws.account.tables.clear();
    aws.account.namespaces.delete(`acme-lakehouse/${HOW_TO_DATABASE}`);
    await sql.run(`SET CATALOG ${SOMEBODY_ELSE}`);
    for (const statement of runnable(frontend, SOMEBODY_ELSES_TABLES)) {
        await sql.run(statement);
    }
}

/** A listing leaves out what may not be seen, without an error. */
async function expectTables(sql: SqlClient): Promise<void> {
    const tables = await sql.column(`SHOW TABLES FROM ${CATALOG}.sales`);
    if (!tables.includes("orders")) {
        throw new Error(
            "StarRocks doesn't list the tables of sales, as it does if glue:GetTables is missing on them",
        );
    }
}

async function runStatement(sql: SqlClient, statement: string): Promise<void> {
    try {
        await sql.run(statement);
    } catch (error) {
        throw new Error(`${statement.split(/\s+/).slice(0, 3).join(" ")}: ${(error as Error).message}`);
    }
}
