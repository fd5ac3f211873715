import {
    type Connection,
    type ConnectionOptions,
    createConnection,
    type RowDataPacket,
} from "mysql2/promise";
import { type StarRocksFrontend, type StarRocksVersion, startStarRocks } from "../sandbox/starrocks";

/** The frontend under test. */
export interface Target {
    readonly version: StarRocksVersion;
    /** What the frontend says of itself. */
    readonly versionComment: string;
    readonly login: Required<Pick<ConnectionOptions, "host" | "port" | "user" | "password">>;
    readonly hasBackend: boolean;
    /** Absent when a real frontend is under test. */
    readonly embedded?: StarRocksFrontend;
    close(): Promise<void>;
}

/** Without a backend, like the frontends that the expectations come from. */
export async function embeddedTarget(version: StarRocksVersion): Promise<Target> {
    const embedded = await startStarRocks({ version, faults: { noBackend: true } });
    const { host, port, user, password } = embedded;
    return describeTarget({ host, port, user, password }, embedded);
}

export async function realTarget(environment: NodeJS.ProcessEnv): Promise<Target> {
    return describeTarget({
        host: environment.STARROCKS_HOST ?? "",
        port: Number(environment.STARROCKS_PORT ?? 9030),
        user: environment.STARROCKS_USER ?? "root",
        password: environment.STARROCKS_PASSWORD ?? "",
    });
}

async function describeTarget(login: Target["login"], embedded?: StarRocksFrontend): Promise<Target> {
    const connection = await createConnection(login);
    try {
        const [versionComment = ""] = await column(connection, "SELECT @@version_comment");
        const backends = await column(connection, "SHOW BACKENDS");
        const computeNodes = await column(connection, "SHOW COMPUTE NODES");
        return {
            version: versionOf(versionComment),
            versionComment,
            login,
            hasBackend: backends.length + computeNodes.length > 0,
            embedded,
            close: async () => embedded?.close(),
        };
    } finally {
        await connection.end();
    }
}

async function column(connection: Connection, sql: string): Promise<string[]> {
    const [rows] = await connection.query<RowDataPacket[]>({ sql, rowsAsArray: true });
    return rows.map((row) => String((row as unknown[])[0]));
}

/** `main-70d1c24` is what a build of the main branch says of itself. */
function versionOf(comment: string): StarRocksVersion {
    if (comment.startsWith("3.5.")) {
        return "3.5";
    }
    if (comment.startsWith("main-") || comment.startsWith("4.")) {
        return "4.1";
    }
    throw new Error(`Nothing was observed on StarRocks ${comment}: expectations exist for 3.5 and 4.1.`);
}
