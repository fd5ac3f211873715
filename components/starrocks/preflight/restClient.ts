import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestSignature, RestTarget } from "./target";

/** What a call brought: an answer, or a reason why there was none. */
export type RestOutcome = RestAnswer | RestFailure;

export interface RestAnswer {
    readonly status: number;
    /** Parsed JSON body; nothing if it isn't JSON. */
    readonly body: unknown;
    /** Name that the server gives to its error, such as `AccessDeniedException`. */
    readonly errorType?: string;
    readonly message?: string;
}

export interface RestFailure {
    /** Node's error code, such as `ENOTFOUND` or `ETIMEDOUT`. */
    readonly networkCode: string;
    readonly message: string;
}

const TIMEOUT_MS = 10_000;

/** Sends a signed GET for a path below `<uri>/v1/`. Never throws for what the network or server does. */
export async function restGet(target: RestTarget, path: string): Promise<RestOutcome> {
    const url = new URL(`${target.uri}/v1/${path}`);
    const headers = { accept: "application/json", "x-iceberg-access-delegation": "vended-credentials" };
    try {
        const { status, text } = await send(url, await signed(target.signature, url, headers));
        return answer(status, text);
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return { networkCode: code ?? "UNKNOWN", message };
    }
}

async function signed(
    signature: RequestSignature | undefined,
    url: URL,
    headers: Record<string, string>,
): Promise<Record<string, string>> {
    if (signature === undefined) {
        return headers;
    }
    const { SignatureV4 } = await import("@smithy/signature-v4");
    const { HttpRequest } = await import("@smithy/protocol-http");
    const { Sha256 } = await import("@aws-crypto/sha256-js");
    const request = await new SignatureV4({ ...signature, sha256: Sha256 }).sign(
        new HttpRequest({
            method: "GET",
            protocol: url.protocol,
            hostname: url.hostname,
            path: url.pathname,
            query: Object.fromEntries(url.searchParams),
            headers: { ...headers, host: url.host },
        }),
    );
    return request.headers;
}

function send(url: URL, headers: Record<string, string>): Promise<{ status: number; text: string }> {
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
        const call = request(url, { headers, timeout: TIMEOUT_MS }, (response) => {
            readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
        });
        call.on("timeout", () =>
            call.destroy(
                Object.assign(new Error(`no answer within ${TIMEOUT_MS / 1000} s`), { code: "ETIMEDOUT" }),
            ),
        );
        call.on("error", reject);
        call.end();
    });
}

async function readText(response: IncomingMessage): Promise<string> {
    response.setEncoding("utf8");
    let text = "";
    for await (const chunk of response) {
        text += chunk;
    }
    return text;
}

interface ErrorBody {
    readonly message?: string;
    readonly Message?: string;
    readonly __type?: string;
    readonly error?: { readonly message?: string; readonly type?: string };
}

function answer(status: number, text: string): RestAnswer {
    let body: unknown;
    try {
        body = JSON.parse(text);
    } catch {
        return { status, body: undefined, message: text.slice(0, 300) };
    }
    if (status < 400 || typeof body !== "object" || body === null) {
        return { status, body };
    }
    const { message, Message, __type, error } = body as ErrorBody;
    return { status, body, errorType: error?.type ?? __type, message: error?.message ?? message ?? Message };
}
