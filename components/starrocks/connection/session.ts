import { Interrupted, refuseAfterInterruption, unlessInterrupted } from "../../common/interruption";
import { rememberSecrets } from "../../common/knownSecrets";
import { now, retry } from "../../common/retry";
import { SharedAnswers } from "../../common/sharedAnswers";
import { isAnswerRefused, isLeaderLost, isOutcomeUnknown, isTimeOut, messageOf } from "../errors";
import { isAlive, keepProcessAlive, type Row, runStatement } from "./driver";
import { address, connectToFirst, type OpenConnection } from "./frontends";
import type { ConnectionSettings } from "./settings";

/** Exclusive use of a connection. */
export interface Session {
    /** `host:port` of the frontend. */
    readonly frontend: string;
    readonly user: string;
    /** How the frontends are reached; holds the password. */
    readonly settings: ConnectionSettings;
    /** Stands for the connection: what was learned on it holds until there is another one. */
    readonly identity: object;
    /** Time at which the session was requested; anything found out later is news to it. */
    readonly asked: number;
    /** Runs one statement, once, and returns its rows; throws a `StarRocksError`. */
    query(sql: string): Promise<Row[]>;
    /**
     * Runs a statement that may run twice: again, on a new connection, if the connection breaks, and for as long as the
     * frontends have no leader.
     */
    queryAgain(sql: string): Promise<Row[]>;
    /**
     * The answer to a statement that changes nothing; the one that another session got, if that was after this session
     * was asked for and nothing was changed since.
     */
    look(sql: string): Promise<Row[]>;
    /** Repeats what may be done twice while the frontends have no leader, which takes them some seconds to elect. */
    whileLeaderless<Result>(act: () => Promise<Result>): Promise<Result>;
    /** Runs statements with another current catalog; what follows has StarRocks' own again. */
    inCatalog<Result>(setCatalog: string, act: () => Promise<Result>): Promise<Result>;
    /** Goes on with a new connection, on any of the frontends, after one has been lost. */
    reconnect(): Promise<void>;
}

interface KeptConnection extends OpenConnection {
    /** When the frontend has answered last, by the clock. */
    answered: number;
    /** What was looked at on it. */
    readonly looks: SharedAnswers<Row[]>;
}

/** One connection for each cluster and user, kept for as long as the process lives. */
const kept = new Map<string, KeptConnection>();
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
    rememberSecrets([settings.password]);
    const key = keyOf(settings);
    const session = new KeptSession(key, settings, now());
    const before = queues.get(key) ?? Promise.resolve();
    const work = before.then(() => session.use(act));
    queues.set(
        key,
        work.catch(() => undefined),
    );
    return work;
}

/** Address and user identify a connection; time limits don't. */
function keyOf({ frontends, user, password, tls, cleartextPassword }: ConnectionSettings): string {
    return JSON.stringify([frontends, user, password, tls, cleartextPassword]);
}

/** For so long a connection that has answered is taken for one that does. */
const FRESH_MS = 5_000;
/** Statements that change nothing. */
const LOOKS = /^(SHOW|SELECT|SET CATALOG)\b/;

class KeptSession implements Session {
    private open: KeptConnection | undefined;

    constructor(
        private readonly key: string,
        readonly settings: ConnectionSettings,
        readonly asked: number,
    ) {}

    get frontend(): string {
        return this.open === undefined ? "StarRocks" : address(this.open.frontend);
    }

    get user(): string {
        return this.settings.user;
    }

    get identity(): object {
        return this.connection;
    }

    async use<Result>(act: (session: Session) => Promise<Result>): Promise<Result> {
        await this.begin();
        try {
            return await act(this);
        } finally {
            keepProcessAlive(this.connection, false);
        }
    }

    async query(sql: string): Promise<Row[]> {
        const open = this.open!;
        const changes = !LOOKS.test(sql);
        try {
            const rows = await (changes ? this.run(open, sql) : this.wait(open, sql));
            open.answered = now();
            return rows;
        } finally {
            if (changes) {
                open.looks.forget();
            }
        }
    }

    private async run({ connection }: KeptConnection, sql: string): Promise<Row[]> {
        refuseAfterInterruption();
        return runStatement(connection, sql, this.settings.queryTimeoutSeconds);
    }

    /** Nobody needs to know what becomes of a statement that changes nothing. */
    private async wait(open: KeptConnection, sql: string): Promise<Row[]> {
        try {
            return await unlessInterrupted(
                () => `the answer of ${this.frontend}`,
                () => this.run(open, sql),
            );
        } catch (error) {
            if (error instanceof Interrupted) {
                open.connection.destroy();
            }
            throw error;
        }
    }

    look(sql: string): Promise<Row[]> {
        return this.open!.looks.find(sql, this.asked, () => this.queryAgain(sql));
    }

    queryAgain(sql: string): Promise<Row[]> {
        return this.whileLeaderless(() => this.queryTwice(sql));
    }

    whileLeaderless<Result>(act: () => Promise<Result>): Promise<Result> {
        return retry({
            act,
            mayHeal: isLeaderLost,
            waitingFor: () => `the frontends to have a leader that ${this.frontend} can reach`,
            seen: messageOf,
            deadlineSeconds: this.settings.startupTimeoutSeconds,
        });
    }

    private async queryTwice(sql: string): Promise<Row[]> {
        try {
            return await this.query(sql);
        } catch (error) {
            if (
                !isOutcomeUnknown(error) ||
                isTimeOut(error) ||
                isLeaderLost(error) ||
                isAnswerRefused(error)
            ) {
                throw error;
            }
            await this.reconnect();
            return this.query(sql);
        }
    }

    async inCatalog<Result>(setCatalog: string, act: () => Promise<Result>): Promise<Result> {
        await this.queryAgain(setCatalog);
        try {
            return await act();
        } finally {
            // A connection on which that fails is given up, and the next statement makes a new one.
            await this.query("SET CATALOG default_catalog").catch(() => this.connection.destroy());
        }
    }

    async reconnect(): Promise<void> {
        this.open?.connection.destroy();
        await this.connect(now());
    }

    private async begin(): Promise<void> {
        const open = kept.get(this.key);
        if (open !== undefined) {
            keepProcessAlive(open.connection, true);
            if (
                this.hasJustAnswered(open) ||
                (await isAlive(open.connection, this.settings.connectTimeoutSeconds))
            ) {
                this.open = open;
                return;
            }
            open.connection.destroy();
        }
        await this.connect(this.asked);
    }

    /** Those who have waited for their turn behind others needn't try the connection. */
    private hasJustAnswered({ answered, connection }: KeptConnection): boolean {
        return answered >= Math.max(this.asked, now() - FRESH_MS) && !connection.isClosed();
    }

    private async connect(since: number): Promise<void> {
        kept.delete(this.key);
        const open = await connectToFirst(this.settings, since);
        this.open = { ...open, answered: now(), looks: new SharedAnswers() };
        kept.set(this.key, this.open);
    }

    private get connection() {
        return this.open!.connection;
    }
}
