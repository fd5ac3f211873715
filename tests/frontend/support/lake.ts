import { type RawCatalogInputs, withDefaults } from "../../../components/starrocks/catalog/check";
import type { CatalogInputs } from "../../../components/starrocks/catalog/inputs";
import {
    type ConnectionSettings,
    resolveConnection,
} from "../../../components/starrocks/connection/settings";
import { type Frontend, type Sandbox, startSandbox } from "../../sandbox";
import type { EmbeddedAws } from "../../sandbox/aws";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import type { StarRocksOptions, StarRocksVersion } from "../../sandbox/starrocks";
import { type Credentials, grant, prepareLakeFormation } from "../../unit/sandbox/awsSupport";
import { type SqlProxy, startSqlProxy } from "./sqlProxy";

/** The frontends that a specification of frontends is checked against. */
export const FRONTENDS: readonly { readonly label: string; readonly version: StarRocksVersion }[] = process
    .env.STARROCKS_HOST
    ? [{ label: "a real frontend", version: "4.1" }]
    : [
          { label: "StarRocks 3.5", version: "3.5" },
          { label: "StarRocks 4.1", version: "4.1" },
      ];

/** For what only the embedded frontend can be made to do. */
export function describeEmbedded(title: string, suite: (this: Mocha.Suite) => void): void {
    // Each file of a worker of Mocha has its own global `describe`, so it is looked up here and not once for all.
    (process.env.STARROCKS_HOST ? describe.skip : describe)(title, suite);
}

export const BUCKET = "lake";
export const NAMESPACE = "sales";

/** A table bucket behind Glue in Lake Formation mode, a principal who may use it, and a frontend. */
export interface Lake {
    readonly sandbox: Sandbox;
    readonly aws: EmbeddedAws;
    readonly frontend: Frontend;
    /** The way that the package takes to the frontend. */
    readonly proxy: SqlProxy;
    readonly connection: ConnectionSettings;
    /** A way of one's own. */
    readonly sql: SqlClient;
    readonly principal: Credentials & { readonly arn: string };
    /** True if CREATE and ALTER don't contact the endpoint (3.x). */
    readonly isLazy: boolean;
    /** A name that nobody has; whatever is called so is dropped in the end. */
    newName(): string;
    /** Inputs of a catalog that works, under a new name unless told otherwise, which waits for nothing. */
    inputs(changes?: RawCatalogInputs): CatalogInputs;
    /** The catalog as the frontend shows it. */
    shown(name: string): Promise<string>;
    exists(name: string): Promise<boolean>;
    close(): Promise<void>;
}

export async function openLake(
    version: StarRocksVersion,
    options: Omit<StarRocksOptions, "version"> = {},
): Promise<Lake> {
    const sandbox = await startSandbox({ starRocks: { version, ...options } });
    const { aws, frontend } = sandbox;
    const principal = prepareAccount(aws);
    const proxy = await startSqlProxy(frontend);
    const sql = await openSqlClient(frontend);
    const names: string[] = [];
    const newName = () => {
        names.push(`pulumi_test_${process.pid}_${Date.now().toString(36)}_${names.length}`);
        return names.at(-1)!;
    };
    const shown = async (name: string) =>
        (await sql.rows(`SHOW CREATE CATALOG \`${name}\``))[0]?.["Create Catalog"] ?? "";
    return {
        sandbox,
        aws,
        frontend,
        proxy,
        connection: resolveConnection(
            { host: "127.0.0.1", port: proxy.port, user: frontend.user, password: frontend.password },
            () => undefined,
        ),
        sql,
        principal,
        isLazy: frontend.version.startsWith("3."),
        newName,
        inputs: ({ properties, ...changes } = {}) =>
            withDefaults({
                catalogName: changes.catalogName ?? newName(),
                namespaces: [NAMESPACE],
                propagationTimeoutSeconds: 0,
                ...changes,
                properties: { ...glueProperties(aws, principal), ...properties },
            }),
        shown,
        exists: async (name) => (await sql.column("SHOW CATALOGS")).includes(name),
        close: async () => {
            for (const name of names) {
                await sql.run(`DROP CATALOG IF EXISTS \`${name}\``);
            }
            await sql.close();
            await proxy.close();
            await sandbox.close();
        },
    };
}

/** A lake that is open while the tests of the surrounding suite run; it has no members before. */
export function openLakeForSuite(version: StarRocksVersion): Lake {
    const lake = {} as Lake;
    before(async () => {
        Object.assign(lake, await openLake(version));
    });
    after(() => lake.close());
    return lake;
}

function prepareAccount(aws: EmbeddedAws): Credentials & { arn: string } {
    const { account } = aws;
    const principal = prepareLakeFormation(aws, BUCKET, NAMESPACE);
    const catalogId = `${account.id}:s3tablescatalog/${BUCKET}`;
    grant(account, principal.arn, { kind: "database", catalogId, name: NAMESPACE }, ["DESCRIBE"]);
    grant(account, principal.arn, { kind: "allTables", catalogId, database: NAMESPACE }, ["SELECT"]);
    return principal;
}

/** The properties of the documentation's article, with a signing Region, and short time-outs. */
export function glueProperties(
    { endpoints, account }: EmbeddedAws,
    { accessKeyId, secretAccessKey }: Credentials,
): Record<string, string> {
    return {
        type: "iceberg",
        "iceberg.catalog.type": "rest",
        "iceberg.catalog.uri": `${endpoints.glue}/iceberg`,
        "iceberg.catalog.warehouse": `${account.id}:s3tablescatalog/${BUCKET}`,
        "iceberg.catalog.rest.sigv4-enabled": "true",
        "iceberg.catalog.rest.signing-name": "glue",
        "iceberg.catalog.rest.signing-region": account.region,
        "iceberg.catalog.rest.access-key-id": accessKeyId,
        "iceberg.catalog.rest.secret-access-key": secretAccessKey,
        "iceberg.catalog.rest.client.connection-timeout-ms": "1000",
        "iceberg.catalog.rest.client.socket-timeout-ms": "1000",
        "iceberg.catalog.rest.client.max-retries": "1",
        "aws.s3.region": account.region,
    };
}

export function withProperties<Inputs extends CatalogInputs>(
    inputs: Inputs,
    properties: Readonly<Record<string, string>>,
): Inputs {
    return { ...inputs, properties: { ...inputs.properties, ...properties } };
}

/** The message of the error that a promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<string> {
    try {
        await promise;
    } catch (error) {
        return (error as Error).message;
    }
    throw new Error("it didn't fail");
}
