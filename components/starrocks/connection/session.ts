import type { Connection } from "mysql2/promise";
import { retry } from "../../retry";
import { StarRocksError } from "../errors";
import { connect, keepProcessAlive, type Row, runStatement } from "./driver";
import type { ConnectionSettings, Frontend } from "./settings";

/** Exclusive use of a connection. */
export interface Session {
    /** `host:port` of the frontend. */
    readonly frontend: string;
    /** Runs one statement and returns its rows; throws a `StarRocksError`. */
    query(sql: string, options?: QueryOptions): Promise<Row[]>;
    /** Runs statements with another current catalog; what follows has StarRocks' own again. */
    inCatalog<Result>(setCatalog: string, act: () => Promise<Result>): Promise<Result>;
    /** Goes on with a new connection, on any of the frontends, after one has been lost. */
    reconnect(): Promise<void>;
}

export interface QueryOptions {
    /** Seconds without an answer after which waiting ends (the statement goes on in the server). */
    readonly timeoutSeconds?: number;
}

const QUERY_TIMEOUT_SECONDS = 60;

interface OpenConnection {
    readonly connection: Connection;
    readonly frontend: Frontend;
}

/** One connection for each cluster and user, kept for as long as the process lives. */
const kept = new Map<string, OpenConnection>();
/** The work that is queued for each of them; a connection runs one statement at a time. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Lets `act` use the connection alone, once whoever came before is done.
 *
 * All resources of an operation share one connection, however many the engine works on at a time. It is kept
 * open between them, and doesn't keep the process alive.
 */
export function withSession<Result>(
    settings: ConnectionSettings,
    act: (session: Session) => Promise<Result>,
): Promise<Result> {
    const key = JSON.stringify(settings);
    const before = queues.get(key) ?? Promise.resolve();
    const work = before.then(() => useConnection(key, settings, act));
    queues.set(
        key,
        work.catch(() => undefined),
    );
    return work;
}

async function useConnection<Result>(
    key: string,
    settings: ConnectionSettings,
    act: (session: Session) => Promise<Result>,
): Promise<Result> {
    const session = new KeptSession(key, settings);
    await session.begin();
    try {
        return await act(session);
    } finally {
        session.end();
    }
}

class KeptSession implements Session {
    private open!: OpenConnection;

    constructor(
        private readonly key: string,
        private readonly settings: ConnectionSettings,
    ) {}

    get frontend(): string {
        return address(this.open.frontend);
    }

    async begin(): Promise<void> {
        const open = kept.get(this.key);
        if (open !== undefined && (await isAlive(open.connection))) {
            this.open = open;
        } else {
            await this.reconnect();
        }
    }

    end(): void {
        keepProcessAlive(this.open.connection, false);
    }

    async reconnect(): Promise<void> {
        kept.get(this.key)?.connection.destroy();
        kept.delete(this.key);
        this.open = await openFirst(this.settings);
        kept.set(this.key, this.open);
    }

    query(sql: string, { timeoutSeconds = QUERY_TIMEOUT_SECONDS }: QueryOptions = {}): Promise<Row[]> {
        return runStatement(this.open.connection, sql, timeoutSeconds);
    }

    async inCatalog<Result>(setCatalog: string, act: () => Promise<Result>): Promise<Result> {
        await this.query(setCatalog);
        try {
            return await act();
        } finally {
            // A connection on which that fails is lost, and the next user makes a new one.
            await this.query("SET CATALOG default_catalog").catch(() => this.open.connection.destroy());
        }
    }
}

async function isAlive(connection: Connection): Promise<boolean> {
    keepProcessAlive(connection, true);
    try {
        await connection.ping();
        return true;
    } catch {
        return false;
    }
}

function address({ host, port }: Frontend): string {
    return `${host}:${port}`;
}

/** Failures of a frontend that isn't up yet; a login that is refused is none. */
const MAY_BE_STARTING =
    /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|PROTOCOL_CONNECTION_LOST|EAI_AGAIN)$/;

class NoFrontend extends StarRocksError {
    constructor(
        reasons: readonly string[],
        readonly mayBeStarting: boolean,
    ) {
        super(reasons.length === 1 ? reasons[0]! : `no frontend can be used:\n  ${reasons.join("\n  ")}`);
    }
}

function openFirst(settings: ConnectionSettings): Promise<OpenConnection> {
    return retry({
        act: () => tryEach(settings),
        mayHeal: (error) => error instanceof NoFrontend && error.mayBeStarting,
        waitingFor: (error) => `StarRocks to accept connections (${(error as Error).message})`,
        deadlineSeconds: settings.startupTimeoutSeconds,
    });
}

async function tryEach(settings: ConnectionSettings): Promise<OpenConnection> {
    const reasons: string[] = [];
    let mayBeStarting = false;
    for (const frontend of settings.frontends) {
        try {
            return { connection: await connect(frontend, settings), frontend };
        } catch (error) {
            const { message, code } = error as StarRocksError;
            mayBeStarting ||= MAY_BE_STARTING.test(code ?? "");
            reasons.push(
                `StarRocks frontend ${address(frontend)} can't be used as ${settings.user}: ${explain(code, message)}`,
            );
        }
    }
    throw new NoFrontend(reasons, mayBeStarting);
}

/** What the driver's own codes mean for somebody who doesn't know the driver. */
const MEANING: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nobody listens on that port (is it the frontend's query_port?)",
    HANDSHAKE_NO_SSL_SUPPORT:
        "it offers no TLS; configure ssl_keystore_location on the frontend, or leave tls out",
    MYSQL_CLEAR_PASSWORD_NOT_ENABLED:
        "it wants the password in clear (LDAP); set cleartextPassword, with tls",
};

function explain(code: string | undefined, message: string): string {
    const meaning = MEANING[code ?? ""];
    return meaning === undefined ? message : `${code}, ${meaning}`;
}
