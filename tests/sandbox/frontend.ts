import { type Login, openSqlClient } from "./sqlClient";
import { type StarRocksFrontend, type StarRocksOptions, startStarRocks } from "./starrocks";

export interface Frontend extends Login {
    /** As the frontend itself tells it. */
    readonly version: string;
    /** Whether it is a StarRocks that runs elsewhere, in place of the embedded one. */
    readonly isReal: boolean;
    /** Whether rows can be written and read. */
    readonly hasBackend: boolean;
    /** The embedded frontend's own handles, such as its faults and the statements it got. */
    readonly embedded?: StarRocksFrontend;
    /** Stops the embedded one; drops from a real one the catalogs that are on one of these addresses. */
    close(addresses: readonly string[]): Promise<void>;
}

export async function startFrontend(options: StarRocksOptions | undefined): Promise<Frontend> {
    const embedded = process.env.STARROCKS_HOST ? undefined : await startStarRocks(options);
    const { host, port, user, password } = embedded ?? realFrontend();
    const login = { host, port, user, password };
    return {
        ...login,
        ...(await describeFrontend(login)),
        isReal: embedded === undefined,
        embedded,
        close: (addresses) => embedded?.close() ?? dropCatalogs(login, addresses),
    };
}

function realFrontend(): Login {
    return {
        host: process.env.STARROCKS_HOST ?? "",
        port: Number(process.env.STARROCKS_PORT ?? 9030),
        user: process.env.STARROCKS_USER ?? "root",
        password: process.env.STARROCKS_PASSWORD ?? "",
    };
}

async function describeFrontend(login: Login): Promise<Pick<Frontend, "version" | "hasBackend">> {
    const sql = await openSqlClient(login);
    try {
        const [version] = await sql.column("SELECT @@version_comment");
        const nodes = [...(await sql.rows("SHOW BACKENDS")), ...(await sql.rows("SHOW COMPUTE NODES"))];
        return { version: version ?? "", hasBackend: nodes.length > 0 };
    } finally {
        await sql.close();
    }
}

async function dropCatalogs(login: Login, addresses: readonly string[]): Promise<void> {
    const sql = await openSqlClient(login);
    try {
        const catalogs = await sql.column("SHOW CATALOGS");
        for (const catalog of catalogs.filter((each) => each !== "default_catalog")) {
            const [row] = await sql.rows(`SHOW CREATE CATALOG \`${catalog}\``);
            const text = row?.["Create Catalog"] ?? "";
            if (addresses.some((address) => text.includes(`"${address}`))) {
                await sql.run(`DROP CATALOG \`${catalog}\``);
            }
        }
    } finally {
        await sql.close();
    }
}

/** Those that touch rows, and the one that changes a table, as was seen on frontends without a backend. */
const NEEDS_BACKEND = /^(INSERT|SELECT|DELETE|ALTER TABLE)\b/;

/** Those of the statements that the frontend can run, with or without a backend. */
export function runnable(frontend: Frontend, statements: readonly string[]): readonly string[] {
    return frontend.hasBackend ? statements : statements.filter((each) => !NEEDS_BACKEND.test(each));
}
