import { setTimeout as sleep } from "node:timers/promises";
import { RestFailure } from "./failures";
import { type HttpResponse, TransportError } from "./transport";

const DEFAULT_RETRIES = 5;
const LARGEST_PAUSE_SECONDS = 64;
/** Retried whatever the method; the other statuses only where a repetition does no harm. */
const ALWAYS_RETRIED = [429, 503];
const IDEMPOTENT_METHODS = ["GET", "HEAD", "PUT", "DELETE"];

export interface RetryRules {
    retries: number;
    statuses: readonly number[];
    signal: AbortSignal;
}

/** `rest.client.max-retries`; 0 is refused by the HTTP client's own strategy. */
export function maximumRetries(properties: ReadonlyMap<string, string>): number {
    const configured = Number(properties.get("rest.client.max-retries") ?? DEFAULT_RETRIES);
    if (configured <= 0) {
        throw new RestFailure(`Cannot set retries to ${configured}, the value must be positive`);
    }
    return configured;
}

/** Repeats an attempt after 1, 2, 4, 8, 16 … seconds plus up to a tenth (six requests in 32 to 33 s). */
export async function withRetries(
    method: string,
    rules: RetryRules,
    attempt: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
    const idempotent = IDEMPOTENT_METHODS.includes(method);
    for (let repetition = 1; ; repetition++) {
        const outcome = await attempt().catch((error: unknown) => {
            if (error instanceof TransportError) {
                return error;
            }
            throw error;
        });
        const last = repetition > rules.retries;
        if (outcome instanceof TransportError) {
            if (last || !outcome.retryable || !idempotent) {
                throw outcome;
            }
        } else if (last || !isRetried(outcome.status, idempotent, rules.statuses)) {
            return outcome;
        }
        const retryAfter = outcome instanceof TransportError ? undefined : outcome.retryAfter;
        await sleep(pause(repetition, retryAfter), undefined, { signal: rules.signal });
    }
}

function isRetried(status: number, idempotent: boolean, statuses: readonly number[]): boolean {
    return statuses.includes(status) && (idempotent || ALWAYS_RETRIED.includes(status));
}

function pause(repetition: number, retryAfter: string | undefined): number {
    const asked = Number(retryAfter);
    if (asked > 0) {
        return asked * 1000;
    }
    const seconds = Math.min(2 ** (repetition - 1), LARGEST_PAUSE_SECONDS);
    return seconds * (1000 + Math.random() * 100);
}
