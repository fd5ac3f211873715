import type { Connection, RowDataPacket } from "mysql2/promise";
import { StarRocksError } from "./errors";

/** How a frontend is reached. */
export interface ConnectionSettings {
    readonly host: string;
    /** MySQL protocol port of the frontend. */
    readonly port: number;
    readonly user: string;
    readonly password: string;
}

/** A connection in use. */
export interface Session {
    /** `host:port` of the frontend. */
    readonly frontend: string;
    /** Runs one statement and returns its rows; throws a `StarRocksError`. */
    query(sql: string, options?: QueryOptions): Promise<Row[]>;
}

export interface QueryOptions {
    /** Seconds without an answer after which waiting ends (the statement goes on in the server). */
    readonly timeoutSeconds?: number;
}

export type Row = Record<string, string | null>;

const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_SECONDS = 60;

/** Opens a connection, lets `act` use it, and closes it. */
export async function withSession<Result>(
    settings: ConnectionSettings,
    act: (session: Session) => Promise<Result>,
): Promise<Result> {
    const connection = await connect(settings);
    try {
        return await act({
            frontend: `${settings.host}:${settings.port}`,
            query: (sql, options) => query(connection, sql, options),
        });
    } finally {
        connection.destroy();
    }
}

async function connect({ host, port, user, password }: ConnectionSettings): Promise<Connection> {
    // Loaded here, so that a preview that only checks inputs doesn't pay for it.
    const { createConnection } = await import("mysql2/promise");
    try {
        return await createConnection({ host, port, user, password, connectTimeout: CONNECT_TIMEOUT_MS });
    } catch (error) {
        const clean = withoutStatement(error);
        throw new StarRocksError(
            `StarRocks frontend ${host}:${port} can't be used as ${user}: ${clean.message}`,
            clean.errno,
            clean.code,
        );
    }
}

async function query(
    connection: Connection,
    sql: string,
    { timeoutSeconds = QUERY_TIMEOUT_SECONDS }: QueryOptions = {},
): Promise<Row[]> {
    try {
        // The text protocol: StarRocks refuses to prepare anything but queries (errno 1295).
        const [rows] = await connection.query<RowDataPacket[]>({ sql, timeout: timeoutSeconds * 1000 });
        return Array.isArray(rows) ? (rows as Row[]) : [];
    } catch (error) {
        throw withoutStatement(error);
    }
}

interface DriverError {
    readonly message?: string;
    readonly sqlMessage?: string;
    readonly errno?: number;
    readonly code?: string;
    readonly sqlState?: string;
}

function withoutStatement(error: unknown): StarRocksError {
    const { message, sqlMessage, errno, code, sqlState } = error as DriverError;
    const fromServer = sqlState !== undefined && sqlState !== "";
    return new StarRocksError(sqlMessage ?? message ?? String(code), fromServer ? errno : undefined, code);
}
