import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";
import { type Difference, outcomeDifference, requestsDifference } from "./differences";
import type { Names } from "./names";
import { execute, type Outcome, outcomeOf, query } from "./outcome";
import type { FakeRestServer } from "./rest/server";
import { type Action, type Case, type Expected, forVersion, type Step } from "./steps";
import type { Target } from "./target";

/** Users that cases create have this password. */
const PASSWORD = "pw";
const ROOT = "root";
/** The waiting statement has reached REST by then. */
const HEAD_START_MILLISECONDS = 150;
const WAIT_MILLISECONDS = 600;
/** A statement that takes longer than this has waited for the other one. */
const BLOCKED_MILLISECONDS = 300;

/** One case on one frontend: its sessions and its REST server. */
export class CaseRun {
    private readonly sessions = new Map<string, Connection>();

    constructor(
        private readonly target: Target,
        private readonly rest: FakeRestServer,
        private readonly names: Names,
        private readonly isStopped: () => boolean,
    ) {}

    /** The first step that went otherwise than expected. */
    async run(
        setup: readonly string[],
        { steps }: Case,
    ): Promise<{ sql: string; difference: Difference } | undefined> {
        const all = [...setup.map((sql): Step => ({ sql, expected: { kind: "ok" } })), ...steps];
        for (const step of all) {
            if (this.isStopped()) {
                return undefined;
            }
            const difference = await this.check(step);
            if (difference !== undefined) {
                return { sql: this.names.fill(step.sql), difference };
            }
        }
        return undefined;
    }

    close(): void {
        for (const connection of this.sessions.values()) {
            connection.destroy();
        }
    }

    private async check(step: Step): Promise<Difference | undefined> {
        const connection = await this.session(step.as);
        this.rest.takeRequests();
        this.rest.mode = step.rest ?? {};
        const { action = { kind: "query" } } = step;
        const expected = forVersion<Expected>(step.expected, this.target.version);
        const sql = this.names.fill(step.sql);
        if (action.kind === "meanwhile") {
            return this.checkMeanwhile(connection, sql, expected, action);
        }
        const outcome = await this.act(action, connection, sql);
        this.rest.mode = {};
        const requests = this.rest.takeRequests();
        return (
            outcomeDifference(expected, outcome, this.names) ??
            requestsDifference(step, requests, this.target)
        );
    }

    private async act(
        action: Exclude<Action, { kind: "meanwhile" }>,
        connection: Connection,
        sql: string,
    ): Promise<Outcome> {
        switch (action.kind) {
            case "query":
                return query(connection, sql);
            case "execute":
                return execute(connection, sql);
            case "login":
                return this.login(action.login, sql);
            case "ping":
                return outcomeOf(() => withoutAnswer(connection.ping()));
            case "reset":
                return outcomeOf(() => withoutAnswer(connection.reset()));
            case "changeUser":
                return outcomeOf(() =>
                    withoutAnswer(
                        connection.changeUser({ user: this.names.fill(action.user), password: PASSWORD }),
                    ),
                );
            case "restart":
                this.close();
                this.sessions.clear();
                this.target.embedded?.restart();
                return outcomeOf(async () => undefined);
        }
    }

    /** What the login gives, or what the statement gives in the new session. */
    private login(options: ConnectionOptions, sql: string): Promise<Outcome> {
        const filled = Object.fromEntries(
            Object.entries(options).map(([key, value]) => [
                key,
                typeof value === "string" ? this.names.fill(value) : value,
            ]),
        );
        return outcomeOf(async () => {
            const connection = await createConnection({ ...this.target.login, ...filled });
            try {
                return sql === "" ? undefined : await connection.query({ sql, rowsAsArray: true });
            } finally {
                connection.destroy();
            }
        });
    }

    private async checkMeanwhile(
        connection: Connection,
        sql: string,
        expected: Expected,
        action: Extract<Action, { kind: "meanwhile" }>,
    ): Promise<Difference | undefined> {
        const other = await this.session(`${ROOT} waiting`);
        this.rest.mode = { delayMilliseconds: WAIT_MILLISECONDS };
        const waiting = query(other, this.names.fill(forVersion(action.waiting, this.target.version)));
        await sleep(HEAD_START_MILLISECONDS);
        const began = performance.now();
        const outcome = await query(connection, sql);
        const took = Math.round(performance.now() - began);
        await waiting;
        this.rest.mode = {};
        const blocked = forVersion(action.blocked, this.target.version);
        const difference = outcomeDifference(expected, outcome, this.names);
        if (difference !== undefined || took > BLOCKED_MILLISECONDS === blocked) {
            return difference;
        }
        return {
            expected: blocked ? "waits for the other" : "doesn't wait",
            got: `answered after ${took} ms`,
        };
    }

    private async session(key = ROOT): Promise<Connection> {
        const known = this.sessions.get(key);
        if (known !== undefined) {
            return known;
        }
        const user = key.split(" ")[0]!;
        const { login } = this.target;
        const credentials = user === ROOT ? {} : { user: this.names.fill(user), password: PASSWORD };
        const connection = await createConnection({ ...login, ...credentials });
        this.sessions.set(key, connection);
        return connection;
    }
}

async function withoutAnswer(call: Promise<unknown>): Promise<undefined> {
    await call;
    return undefined;
}
