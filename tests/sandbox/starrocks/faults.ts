import { setTimeout as sleep } from "node:timers/promises";

/** Misfortunes that tests switch on; a statement is chosen by its text. */
export interface Faults {
    /** The client is cut off and the statement never runs. */
    dropConnectionBefore?: RegExp;
    /** The client is cut off while the statement runs on to its end. */
    dropConnectionDuring?: RegExp;
    /** The statement has run, but its answer never arrives. */
    dropConnectionAfter?: RegExp;
    /** The statement starts late. */
    delay?: { statement: RegExp; milliseconds: number };
    /** The frontend is starting up: connections are closed without a greeting. */
    refuseLogins?: boolean;
    /** The frontend is one of several, of which another may be the leader. Only `SHOW FRONTENDS` tells of them. */
    cluster?: { readonly followerPorts: readonly number[]; readonly leaderPort?: number };
    /** No backend is alive, as on the frontends that were observed: no rows can be read or written. */
    noBackend?: boolean;
}

export async function delayed(faults: Faults, text: string, signal: AbortSignal): Promise<void> {
    if (faults.delay?.statement.test(text)) {
        await sleep(faults.delay.milliseconds, undefined, { signal });
    }
}
