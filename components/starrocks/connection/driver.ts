import type { Socket } from "node:net";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { STATEMENT_TIME_OUT, StarRocksError } from "../errors";
import type { ConnectionSettings, Frontend } from "./settings";

/** The part of the package that knows the MySQL driver. Nothing of the driver's errors passes it unchanged. */

export type Row = Record<string, string | null>;

/** What may be shown of a statement: the rest may hold a secret. */
const LEADING_KEYWORDS = /^[A-Z]+( [A-Z]+)*/;

/** Connects to one frontend. */
export async function connect({ host, port }: Frontend, settings: ConnectionSettings): Promise<Connection> {
    // Loaded here, so that a preview that only checks inputs doesn't pay for it.
    const { createConnection } = await import("mysql2/promise");
    const { user, password, tls, cleartextPassword, connectTimeoutSeconds } = settings;
    try {
        const connection = await createConnection({
            host,
            port,
            user,
            password,
            connectTimeout: connectTimeoutSeconds * 1000,
            enableCleartextPlugin: cleartextPassword && tls !== undefined,
            ...(tls && {
                ssl: {
                    ca: tls.ca,
                    rejectUnauthorized: tls.verifyCertificate,
                    verifyIdentity: tls.verifyServerName,
                },
            }),
        });
        // A frontend that goes away while nobody waits for it must not end the process; the next use notices.
        connection.on("error", () => {});
        return connection;
    } catch (error) {
        throw withoutStatement(error);
    }
}

/** Runs one statement over the text protocol: StarRocks refuses to prepare anything but queries (errno 1295). */
export async function runStatement(
    connection: Connection,
    sql: string,
    timeoutSeconds: number,
): Promise<Row[]> {
    const answer = connection.query<RowDataPacket[]>(sql).then(
        ([rows]) => (Array.isArray(rows) ? (rows as Row[]) : []),
        (error: unknown) => {
            throw withoutStatement(error);
        },
    );
    const rows = await orSilence(answer, timeoutSeconds);
    if (rows !== SILENCE) {
        return rows;
    }
    // The next statement on this connection would wait behind the one that still runs.
    connection.destroy();
    const [statement = "a statement"] = LEADING_KEYWORDS.exec(sql) ?? [];
    throw new StarRocksError(
        `no answer to ${statement} for ${timeoutSeconds} s`,
        undefined,
        STATEMENT_TIME_OUT,
    );
}

/** True if the connection still answers. A firewall may have forgotten one that was idle, without a word. */
export async function isAlive(connection: Connection, timeoutSeconds: number): Promise<boolean> {
    const answer = connection.ping().then(
        () => true,
        () => false,
    );
    return (await orSilence(answer, timeoutSeconds)) === true;
}

const SILENCE = Symbol("silence");

/**
 * The answer, or `SILENCE` if there is none in time.
 *
 * The driver's own time-out of a statement isn't used: its timer goes on, and keeps the process alive, when
 * the connection breaks first.
 */
async function orSilence<Answer>(
    answer: Promise<Answer>,
    timeoutSeconds: number,
): Promise<Answer | typeof SILENCE> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<typeof SILENCE>((resolve) => {
        timer = setTimeout(resolve, timeoutSeconds * 1000, SILENCE);
    });
    try {
        return await Promise.race([answer, silence]);
    } finally {
        clearTimeout(timer);
    }
}

interface Wrapper {
    readonly connection: { readonly stream: Socket };
}

/** Lets the process end, or not, while the connection is open. */
export function keepProcessAlive(connection: Connection, keep: boolean): void {
    // The promise API has no type for the connection that it wraps.
    const { stream } = (connection as unknown as Wrapper).connection;
    if (keep) {
        stream.ref();
    } else {
        stream.unref();
    }
}

interface DriverError {
    readonly message?: string;
    readonly sqlMessage?: string;
    readonly errno?: number;
    readonly code?: string;
    readonly sqlState?: string;
}

/** The error without the statement's text, which the driver attaches with all its secrets. */
function withoutStatement(error: unknown): StarRocksError {
    const { message, sqlMessage, errno, code, sqlState } = error as DriverError;
    const fromServer = sqlState !== undefined && sqlState !== "";
    return new StarRocksError(sqlMessage || message || String(code), fromServer ? errno : undefined, code);
}
