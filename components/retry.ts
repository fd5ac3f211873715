import { setTimeout as sleep } from "node:timers/promises";
import { progress } from "./progress";

export interface RetryArgs<Result> {
    readonly act: () => Promise<Result>;
    /** True if waiting may mend the error. */
    readonly mayHeal: (error: unknown) => boolean;
    /** What is being waited for, as a person would say it after "waiting for". */
    readonly waitingFor: (error: unknown) => string;
    readonly deadlineSeconds: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Repeats an action until it succeeds, fails for good, or the deadline passes; then the last error is thrown.
 * The pauses double from half a second to eight seconds, and each prints a line of progress.
 */
export async function retry<Result>({
    act,
    mayHeal,
    waitingFor,
    deadlineSeconds,
}: RetryArgs<Result>): Promise<Result> {
    const start = performance.now();
    const deadline = start + deadlineSeconds * 1000;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        try {
            return await act();
        } catch (error) {
            const remaining = deadline - performance.now();
            if (!mayHeal(error) || remaining <= 0) {
                throw error;
            }
            const elapsed = Math.round((performance.now() - start) / 1000);
            progress(`waiting for ${waitingFor(error)}, ${elapsed} s of ${deadlineSeconds} s`);
            await sleep(Math.min(pause, remaining));
        }
    }
}
