import { setImmediate as nextTurn } from "node:timers/promises";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { realProcess } from "./program/jest";

const EVENT = "unhandledRejection";

/** Fails too with a rejection that nobody has handled: errors in an `apply` are nothing else to Pulumi. */
export async function orRejected<Result>(run: () => Promise<Result>): Promise<Result> {
    const process = realProcess();
    const failures: unknown[] = [];
    const others = process.listeners(EVENT);
    process.removeAllListeners(EVENT);
    // Pulumi before 3.260 waits for ever for a resource whose inputs were rejected.
    const rejected = new Promise<undefined>((done) => {
        process.on(EVENT, (reason) => {
            failures.push(reason);
            done(undefined);
        });
    });
    const ended = run().catch((error: unknown) => void failures.push(error));
    const result = await Promise.race([ended, rejected]);
    // Node.js tells of them when all promises have been worked off.
    await nextTurn();
    process.removeAllListeners(EVENT);
    for (const listener of others) {
        process.on(EVENT, listener);
    }
    if (failures.length > 0) {
        forgetPromises();
        throw failures[0];
    }
    return result as Result;
}

/** Or Pulumi fails the process at its exit for the promises that a refused program has left pending. */
function forgetPromises(): void {
    const { leakedPromises } = debuggable as { leakedPromises?: () => unknown };
    leakedPromises?.();
}
