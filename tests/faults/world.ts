import type { dynamic } from "@pulumi/pulumi";
import { TIME_LIMITS } from "../../components/awsAccess/timeLimits";
import { BUCKET, type Lake, openLake } from "../frontend/support/lake";
import { createAccessKey, createUser } from "../sandbox/aws/account/iamPrincipals";
import { type Login, openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import type { StarRocksVersion } from "../sandbox/starrocks";
import type { Kind, Wanted } from "./operations";

/** So short that a cell takes about a second, so long that a busy machine keeps to them where nothing is wrong. */
export const QUERY_TIMEOUT_MS = 1_200;
const STARTUP_TIMEOUT_SECONDS = 1.2;
const PROPAGATION_TIMEOUT_SECONDS = 1.2;
/** In place of a minute; for all worlds of the process. */
const AWS_CALL_MS = 1_000;
const REST_TIMEOUT_MS = "700";

const PATIENT_MS = "20000";

const PASSWORD = "planted-password-of-the-administrator";

/** Account, cluster and what surrounds the resources of the cells; nothing of it may change. */
export interface World {
    readonly lake: Lake;
    /** A way of one's own, which a restart of the frontend doesn't end. */
    readonly sql: Omit<SqlClient, "close">;
    /** A catalog on which grants are given. */
    readonly catalogName: string;
    /** A principal who gets grants of Lake Formation. */
    readonly principal: string;
    /** What must not be printed. */
    readonly secrets: readonly string[];
    /** The names of a cell, which no other one has. */
    newCell(): CellNames;
    /** What a program hands to the provider. */
    declared(kind: Kind, wanted: Wanted, names: CellNames): object;
    close(): Promise<void>;
}

export interface CellNames {
    readonly owner: string;
    readonly catalog: string;
    readonly renamedCatalog: string;
    readonly role: string;
    readonly otherRole: string;
}

/** Several worlds print into one text, so that their names must differ. */
let worlds = 0;
let openWorlds = 0;
const { callMs } = TIME_LIMITS;

export async function openWorld(version: StarRocksVersion): Promise<World> {
    const lake = await openLake(version, { rootPassword: PASSWORD });
    const { aws, frontend, proxy } = lake;
    const second = createAccessKey(aws.account, "starrocks");
    const principal = createUser(aws.account, { name: "reader" }).arn;
    const catalog = lake.inputs({
        properties: { "iceberg.catalog.rest.client.socket-timeout-ms": PATIENT_MS },
    });
    await lake.sql.run(creation(catalog));
    const connection = {
        host: "127.0.0.1",
        port: proxy.port,
        user: frontend.user,
        password: frontend.password,
        startupTimeoutSeconds: STARTUP_TIMEOUT_SECONDS,
        connectTimeoutSeconds: QUERY_TIMEOUT_MS / 1000,
        queryTimeoutSeconds: QUERY_TIMEOUT_MS / 1000,
    };
    worlds += 1;
    openWorlds += 1;
    TIME_LIMITS.callMs = AWS_CALL_MS;
    const place = `cell_${worlds}`;
    let cells = 0;
    const makers: Readonly<Record<Kind, (wanted: Wanted, names: CellNames) => object>> = {
        catalog: ({ catalogName, accessKey, properties, ...wanted }, names) => {
            const { connection: _, ...inputs } = lake.inputs({
                catalogName: catalogName === undefined ? names.catalog : names.renamedCatalog,
                properties: {
                    "iceberg.catalog.rest.client.connection-timeout-ms": REST_TIMEOUT_MS,
                    "iceberg.catalog.rest.client.socket-timeout-ms": REST_TIMEOUT_MS,
                    ...(accessKey !== undefined && {
                        "iceberg.catalog.rest.access-key-id": second.id,
                        "iceberg.catalog.rest.secret-access-key": second.secret,
                    }),
                    ...(properties as object),
                },
            });
            return { ...inputs, ...wanted, propagationTimeoutSeconds: PROPAGATION_TIMEOUT_SECONDS };
        },
        grant: ({ role, ...wanted }, names) => ({
            ...wanted,
            catalogName: catalog.catalogName,
            role: role === undefined ? names.role : names.otherRole,
        }),
        lakeFormationGrants: (wanted) => ({
            ...wanted,
            region: aws.account.region,
            awsProvider: {
                accessKey: aws.deployer.accessKeyId,
                secretKey: aws.deployer.secretAccessKey,
                maxRetries: "1",
                endpoints: JSON.stringify([
                    { lakeformation: aws.endpoints.lakeFormation, sts: aws.endpoints.sts },
                ]),
            },
            catalogId: `${aws.account.id}:s3tablescatalog/${BUCKET}`,
            principal,
            propagationTimeoutSeconds: PROPAGATION_TIMEOUT_SECONDS,
        }),
    };
    return {
        lake,
        sql: {
            rows: (text) => withClient(frontend, (client) => client.rows(text)),
            column: (text) => withClient(frontend, (client) => client.column(text)),
            run: (text) => withClient(frontend, (client) => client.run(text)),
        },
        catalogName: catalog.catalogName,
        principal,
        secrets: [PASSWORD, lake.principal.secretAccessKey, second.secret, aws.deployer.secretAccessKey],
        newCell: () => {
            cells += 1;
            return {
                owner: `acme/data/dev/${place}_${cells}`,
                catalog: `${place}_${cells}`,
                renamedCatalog: `${place}_${cells}_renamed`,
                role: `role_${place}_${cells}_`,
                otherRole: `other_role_${place}_${cells}_`,
            };
        },
        declared: (kind, wanted, names) => ({
            connection: kind === "lakeFormationGrants" ? undefined : connection,
            ...makers[kind](wanted, names),
            owner: names.owner,
        }),
        close: async () => {
            openWorlds -= 1;
            TIME_LIMITS.callMs = openWorlds === 0 ? callMs : AWS_CALL_MS;
            await lake.proxy.close();
            await lake.sandbox.close();
        },
    };
}

async function withClient<Result>(
    login: Login,
    act: (client: SqlClient) => Promise<Result>,
): Promise<Result> {
    const client = await openSqlClient(login);
    try {
        return await act(client);
    } finally {
        await client.close();
    }
}

function creation({ catalogName, properties }: { catalogName: string; properties: object }): string {
    const list = Object.entries(properties).map(([key, value]) => `"${key}" = "${value}"`);
    return `CREATE EXTERNAL CATALOG ${catalogName} PROPERTIES (${list.join(", ")})`;
}

const MODULES: Readonly<Record<Kind, string>> = {
    catalog: require.resolve("../../components/providers/catalog"),
    grant: require.resolve("../../components/providers/grant"),
    lakeFormationGrants: require.resolve("../../components/providers/lakeFormationGrants"),
};

/** The provider without a memory of earlier operations, as in a process of its own. */
export function loadProvider(kind: Kind): dynamic.ResourceProvider {
    delete require.cache[MODULES[kind]];
    return (require(MODULES[kind]) as Record<Kind, dynamic.ResourceProvider>)[kind];
}
