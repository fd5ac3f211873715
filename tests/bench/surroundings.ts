import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Login } from "../sandbox/sqlClient";
import type { StarRocksVersion } from "../sandbox/starrocks";

/** Account and frontend of a bench, in another process or, for the frontend, elsewhere. */
export interface Surroundings {
    readonly environment: Readonly<Record<string, string>>;
    readonly login: Login;
    /** The frontend's port behind a proxy that counts, and takes time. */
    readonly countingPort: number;
    readonly version: string;
    readonly isReal: boolean;
    /** Of a catalog that works. */
    readonly properties: Readonly<Record<string, string>>;
    readonly restEndpoint: string;
}

/** What has come to pass in that process so far. */
export interface Answer {
    /** Time of a processor. */
    readonly computedMs: number;
    /** Past the proxy that counts. */
    readonly statements: number;
    readonly connections: number;
    /** To the Iceberg REST endpoint, whoever sent them. */
    readonly requests: number;
}

export type Question = "usage" | "close";

export interface OpenSurroundings extends Surroundings {
    usage(): Promise<Answer>;
    close(): Promise<void>;
}

export async function openSurroundings(version: StarRocksVersion): Promise<OpenSurroundings> {
    const child = fork(join(__dirname, "surroundingsProcess.ts"), [version], {
        execArgv: ["--require", "ts-node/register/transpile-only"],
    });
    const described = (await next(child)) as Surroundings;
    return {
        ...described,
        usage: async () => {
            child.send("usage" satisfies Question);
            return (await next(child)) as Answer;
        },
        close: async () => {
            child.send("close" satisfies Question);
            await once(child, "exit");
        },
    };
}

/** What the process says next; it ends with an error if it ends without a word. */
async function next(child: ChildProcess): Promise<unknown> {
    const ended = new AbortController();
    try {
        return await Promise.race([
            once(child, "message", { signal: ended.signal }).then(([message]) => message),
            once(child, "exit", { signal: ended.signal }).then(() => {
                throw new Error("the process with the sandbox has ended");
            }),
        ]);
    } finally {
        ended.abort();
    }
}
