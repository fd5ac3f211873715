import { setTimeout as sleep } from "node:timers/promises";
import { stopDescendants } from "../tests/engine/support/processes";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const INTERRUPTED_EXIT_CODE = 130;
const CLEAN_UP_MILLISECONDS = 5_000;

/**
 * Runs `work` so that an interruption at any time leaves no process and no folder behind: what it started is
 * ended, which makes it fail, and its own `finally` blocks put things away.
 */
export async function interruptible(work: () => Promise<void>): Promise<void> {
    let interrupted = false;
    const settled = work().then(
        () => undefined,
        (error: Error) => error,
    );
    const stop = async () => {
        if (!interrupted) {
            interrupted = true;
            console.log("\nInterrupted: stopping what is running.");
            await stopDescendants();
            await Promise.race([settled, sleep(CLEAN_UP_MILLISECONDS)]);
            process.exit(INTERRUPTED_EXIT_CODE);
        }
    };
    for (const signal of SIGNALS) {
        process.on(signal, stop);
    }
    const error = await settled;
    if (error !== undefined && !interrupted) {
        console.log(`\n${error.message}`);
        process.exitCode = 1;
    }
}
