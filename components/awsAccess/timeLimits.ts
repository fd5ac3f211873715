import { unlessInterrupted } from "../common/interruption";

const CONNECTION_MS = 5_000;
const REQUEST_MS = 20_000;

export const TIME_LIMITS = {
    /** For a call with the repetitions that the SDK makes by itself, and with the credentials that it needs first. */
    callMs: 60_000,
};

/** Configuration of a client none of whose requests waits for ever. */
export const BOUNDED_REQUESTS = {
    requestHandler: {
        connectionTimeout: CONNECTION_MS,
        requestTimeout: REQUEST_MS,
        throwOnRequestTimeout: true,
    },
} as const;

/**
 * Makes a call that ends within its time limit, even if the answer trickles in or credentials never arrive.
 *
 * @param service what is called, in words for users.
 */
export async function answered<Answer>(
    service: string,
    call: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
    milliseconds = TIME_LIMITS.callMs,
): Promise<Answer> {
    const late = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
            reject(new Error(`${service} didn't answer within ${milliseconds / 1000} s`));
        }, milliseconds);
    });
    try {
        return await unlessInterrupted(
            () => service,
            () => Promise.race([call({ abortSignal: late.signal }), deadline]),
        );
    } catch (error) {
        late.abort();
        throw error;
    } finally {
        clearTimeout(timer);
    }
}
