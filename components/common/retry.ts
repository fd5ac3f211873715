import { setTimeout as sleep } from "node:timers/promises";
import { unlessInterrupted } from "./interruption";
import { waiting } from "./progress";

export interface RetryArgs<Result> {
    readonly act: () => Promise<Result>;
    /** True if waiting may resolve the error. */
    readonly mayHeal: (error: unknown) => boolean;
    /** What is being waited for, as a person would say it after "waiting for". */
    readonly waitingFor: (error: unknown) => string;
    /** What the last attempt brought, in a few words. */
    readonly seen?: (error: unknown) => string;
    readonly deadlineSeconds: number;
    /** When the waiting began, by the clock. Default: now. */
    readonly since?: number;
}

/** Time as `retry` knows it. */
export interface Clock {
    /** Milliseconds since some moment; they never jump. */
    now(): number;
    sleep(milliseconds: number): Promise<unknown>;
}

const STEADY_CLOCK: Clock = { now: () => performance.now(), sleep };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** The present moment, for `since`. */
export function now(): number {
    return STEADY_CLOCK.now();
}

/**
 * Repeats an action until it succeeds, fails for good, or the deadline passes; then the last error is thrown.
 * The pauses double from half a second to eight seconds, and each is told.
 */
export async function retry<Result>(
    { act, mayHeal, waitingFor, seen, deadlineSeconds, since }: RetryArgs<Result>,
    clock: Clock = STEADY_CLOCK,
): Promise<Result> {
    const start = since ?? clock.now();
    const deadline = start + deadlineSeconds * 1000;
    let told = "";
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        try {
            return await act();
        } catch (error) {
            const remaining = deadline - clock.now();
            if (!mayHeal(error) || remaining <= 0) {
                throw error;
            }
            const elapsed = Math.round((clock.now() - start) / 1000);
            const details = [seen?.(error), `${elapsed} s of ${deadlineSeconds} s`].filter(Boolean);
            const what = waitingFor(error) + (seen === undefined ? "" : ` (${seen(error)})`);
            waiting(`waiting for ${waitingFor(error)} (${details.join(", ")})`, what !== told);
            told = what;
            await unlessInterrupted(
                () => what,
                () => clock.sleep(Math.min(pause, remaining)),
            );
        }
    }
}
