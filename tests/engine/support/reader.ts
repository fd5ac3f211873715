import { setTimeout as sleep } from "node:timers/promises";
import type { SqlClient } from "../../sandbox/sqlClient";

const PAUSE_MILLISECONDS = 50;

/** Somebody who runs a query over and over while things change. */
export interface Reader {
    /** What went wrong so far: errors, and answers other than the first one; one entry for each query. */
    readonly failures: readonly string[];
    /** Waits until a query that began after this call has its answer. */
    readAgain(): Promise<void>;
    stop(): Promise<void>;
}

export async function startReader(sql: SqlClient, query: string): Promise<Reader> {
    const expected = JSON.stringify(await sql.rows(query));
    const failures: string[] = [];
    let answers = 0;
    let stopped = false;
    const read = async () => {
        while (!stopped) {
            const answer = await sql.rows(query).then(JSON.stringify, (error: Error) => error.message);
            answers += 1;
            if (answer !== expected) {
                failures.push(answer);
            }
            await sleep(PAUSE_MILLISECONDS);
        }
    };
    const reading = read();
    return {
        failures,
        readAgain: async () => {
            const wanted = answers + 2;
            while (answers < wanted) {
                await sleep(PAUSE_MILLISECONDS);
            }
        },
        stop: async () => {
            stopped = true;
            await reading;
        },
    };
}
