import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { Connection, FieldPacket, TypeCastField } from "mysql2";
import { REFUSED_ANSWER, STATEMENT_TIME_OUT, StarRocksError } from "../errors";
import type { Frontend } from "./frontendAddress";
import { loginPlugins, loginProblem } from "./login";
import { type Meter, meterOf, watchBytes } from "./meter";
import type { ConnectionSettings } from "./settings";
import { openSocket } from "./socket";

/** The part of the package that knows the MySQL driver. Nothing of the driver's errors passes it unchanged. */

export type Row = Record<string, string | null>;

/** A connection on which somebody has logged in. */
export interface FrontendConnection {
    readonly driver: Connection;
    readonly meter: Meter;
    /** True once either end has given it up. */
    isClosed(): boolean;
    destroy(): void;
}

/** What may be shown of a statement: the rest may hold a secret. */
const LEADING_KEYWORDS = /^[A-Z]+( [A-Z]+)*/;

/** A login, with the certificates of TLS. */
const LOGIN_BYTES = 1024 * 1024;
const PING_BYTES = 64 * 1024;
/** The description of the columns; a driver keeps much more of each than came. */
const HEADING_BYTES = 256 * 1024;
/** Namespaces are the longest list: 100,000 with the longest names are 26 MB. */
const ANSWER_BYTES = 32 * 1024 * 1024;
const ANSWER_ROWS = 250_000;

/** Connects to one frontend. */
export async function connect(frontend: Frontend, settings: ConnectionSettings): Promise<FrontendConnection> {
    const began = performance.now();
    const deadlineMs = settings.connectTimeoutSeconds * 1000;
    const { socket, greeting } = await openSocket(frontend, deadlineMs);
    const problem =
        greeting && settings.tls === undefined ? loginProblem(greeting.loginPlugin, settings) : undefined;
    if (problem !== undefined) {
        socket.destroy();
        throw problem;
    }
    return logIn(socket, frontend, settings, Math.max(1, deadlineMs - (performance.now() - began)));
}

async function logIn(
    socket: Socket,
    { host, port }: Frontend,
    settings: ConnectionSettings,
    deadlineMs: number,
): Promise<FrontendConnection> {
    // Loaded here, so that a preview that only checks inputs doesn't pay for it.
    const { createConnection } = await import("mysql2");
    const { user, password, tls, cleartextPassword } = settings;
    const driver = createConnection({
        stream: socket,
        host,
        port,
        user,
        password,
        connectTimeout: deadlineMs,
        flags: ["-LOCAL_FILES"],
        authPlugins: loginPlugins(settings),
        enableCleartextPlugin: cleartextPassword && tls !== undefined,
        ...(tls && {
            ssl: {
                ca: tls.ca,
                rejectUnauthorized: tls.verifyCertificate,
                verifyIdentity: tls.verifyServerName,
            },
        }),
        // Code that is made of a server's column names is nothing to run.
        disableEval: true,
    });
    socket.resume();
    // A frontend that goes away while nobody waits for it must not end the process; the next use notices.
    driver.on("error", () => {});
    // After a packet out of order the driver goes on, with a line on the terminal for each.
    driver.on("warn", () => giveUp(driver));
    let stopWatching = () => {};
    try {
        await new Promise<void>((resolve, reject) => {
            driver.once("connect", () => resolve());
            driver.once("error", reject);
            driver.once("warn", () => reject(refusal("its packets are out of order")));
            stopWatching = watchBytes(socket, LOGIN_BYTES, () =>
                reject(refusal(`its login messages have more than ${LOGIN_BYTES} bytes`)),
            );
        });
    } catch (error) {
        giveUp(driver);
        throw loginError(error);
    } finally {
        stopWatching();
    }
    const destroy = () => giveUp(driver);
    const stream = streamOf(driver);
    return { driver, meter: meterOf(stream, destroy), isClosed: () => stream.destroyed, destroy };
}

/** Ends the connection at once, also for what has come already. */
function giveUp(driver: Connection): void {
    driver.pause();
    driver.destroy();
    streamOf(driver).destroy();
}

/** Runs one statement over the text protocol: StarRocks refuses to prepare anything but queries (errno 1295). */
export async function runStatement(
    connection: FrontendConnection,
    sql: string,
    timeoutSeconds: number,
): Promise<Row[]> {
    const rows = await orSilence(answerTo(connection, sql), timeoutSeconds);
    if (rows !== SILENCE) {
        return rows;
    }
    // The next statement on this connection would wait behind the one that still runs.
    connection.destroy();
    throw new StarRocksError(
        `no answer to ${whatMayBeShown(sql)} for ${timeoutSeconds} s`,
        undefined,
        STATEMENT_TIME_OUT,
    );
}

function whatMayBeShown(sql: string): string {
    return LEADING_KEYWORDS.exec(sql)?.[0] ?? "a statement";
}

/** The rows of the answer. Whatever else a server sends, or asks for, ends the connection. */
function answerTo({ driver, meter, destroy }: FrontendConnection, sql: string): Promise<Row[]> {
    return new Promise((resolve, reject) => {
        const rows: Row[] = [];
        let columns: readonly string[] | undefined;
        const settle = (act: () => void) => {
            driver.off("error", fail).off("warn", warn);
            meter.allow(0, destroy);
            act();
        };
        const fail = (error: unknown) => settle(() => reject(withoutStatement(error)));
        const refuse = (what: string) => {
            settle(() => reject(refusal(`the answer to ${whatMayBeShown(sql)} ${what}`)));
            destroy();
        };
        const warn = () => refuse("comes in packets out of order");
        meter.allow(HEADING_BYTES, () => refuse(`describes more than ${HEADING_BYTES} bytes of columns`));
        // The driver tells the connection of it if the connection breaks, and not the statement.
        driver.on("error", fail).on("warn", warn);
        driver
            .query({
                sql,
                rowsAsArray: true,
                typeCast: textOf,
                infileStreamFactory: () => {
                    refuse("asks for a file on this machine, which is never sent");
                    return Readable.from([]);
                },
            })
            .on("fields", (fields: FieldPacket[] | undefined) => {
                if (columns !== undefined) {
                    refuse("has a second result");
                    return;
                }
                columns = fields?.map(({ name }) => name) ?? [];
                meter.allow(ANSWER_BYTES, () => refuse(`has more than ${ANSWER_BYTES} bytes`));
            })
            .on("result", (values: unknown) => {
                if (!Array.isArray(values) || columns === undefined) {
                    return;
                }
                if (rows.length === ANSWER_ROWS) {
                    refuse(`has more than ${ANSWER_ROWS} rows`);
                    return;
                }
                rows.push(Object.fromEntries(columns.map((column, place) => [column, values[place]])));
            })
            .on("error", fail)
            .on("end", () => settle(() => resolve(rows)));
    });
}

/**
 * All values are texts. StarRocks declares a character set for them in which the driver would read them character by
 * character, at thirty times their size, and those beyond U+FFFF wrongly.
 */
function textOf(field: TypeCastField): string | null {
    return field.buffer()?.toString() ?? null;
}

/** True if the connection still answers. A firewall may have forgotten one that was idle, without a word. */
export async function isAlive(
    { driver, meter, isClosed, destroy }: FrontendConnection,
    timeoutSeconds: number,
): Promise<boolean> {
    meter.allow(PING_BYTES, destroy);
    const answer = new Promise<boolean>((resolve) => {
        driver.ping((error) => resolve(!error));
    });
    const isThere = (await orSilence(answer, timeoutSeconds)) === true;
    meter.allow(0, destroy);
    // An answer that breaks the protocol is one all the same, and the connection has been given up.
    return isThere && !isClosed();
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

/** Lets the process end, or not, while the connection is open. */
export function keepProcessAlive({ driver }: FrontendConnection, keep: boolean): void {
    if (keep) {
        streamOf(driver).ref();
    } else {
        streamOf(driver).unref();
    }
}

/** The socket, or TLS around it, for which the driver has no type. */
function streamOf(driver: Connection): Socket {
    return (driver as unknown as { readonly stream: Socket }).stream;
}

function refusal(message: string): StarRocksError {
    return new StarRocksError(message, undefined, REFUSED_ANSWER);
}

/** Of a user, or of all together; StarRocks sends it after the login, with the number of a syntax error. */
const NO_MORE_CONNECTIONS = /connection limit|limit of connections|max_user_connections/i;

function loginError(error: unknown): StarRocksError {
    const clean = withoutStatement(error);
    if (clean.code === "ETIMEDOUT") {
        return new StarRocksError(
            "it sent a greeting, but doesn't complete the login",
            undefined,
            "LOGIN_TIME_OUT",
        );
    }
    return clean.says(NO_MORE_CONNECTIONS)
        ? new StarRocksError(clean.message, clean.errno, "NO_MORE_CONNECTIONS")
        : clean;
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
