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
    /** Node's error code, such as `ENOTFOUND` or `ETIMEDOUT`; `NO_ANSWER` if a connection stayed silent. */
    readonly networkCode: string;
    readonly message: string;
}

/** Sends a signed GET for a path below `<uri>/v1/`. Never throws for what the network or server does. */
export async function restGet(target: RestTarget, path: string): Promise<RestOutcome> {
    const url = new URL(`${target.uri}/v1/${path}`);
    const headers = {
        accept: "application/json",
        ...(target.asksForCredentials && { "x-iceberg-access-delegation": "vended-credentials" }),
    };
    try {
        return answer(await send(target, url, await signed(target.signature, url, headers)));
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

interface TimeOuts {
    readonly connectionTimeoutMs: number;
    readonly socketTimeoutMs: number;
}

interface RawAnswer {
    readonly status: number;
    readonly text: string;
    /** Name of the error where it is not in the body, as AWS's gateways give it. */
    readonly errorHeader?: string;
}

/** One request on a connection of its own. */
function send(
    { connectionTimeoutMs, socketTimeoutMs }: TimeOuts,
    url: URL,
    headers: Record<string, string>,
): Promise<RawAnswer> {
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
        const call = request(url, { headers, agent: false }, (response) => {
            const { statusCode: status = 0, headers: answered } = response;
            const errorHeader = answered["x-amzn-errortype"]?.toString().split(":")[0];
            readText(response).then((text) => resolve({ status, text, errorHeader }), reject);
        });
        const giveUp = (code: string, afterMs: number) =>
            call.destroy(Object.assign(new Error(`no answer for ${afterMs / 1000} s`), { code }));
        const connecting = setTimeout(() => giveUp("ETIMEDOUT", connectionTimeoutMs), connectionTimeoutMs);
        call.on("socket", (socket) => {
            socket.once("connect", () => {
                clearTimeout(connecting);
                call.setTimeout(socketTimeoutMs, () => giveUp("NO_ANSWER", socketTimeoutMs));
            });
        });
        call.on("close", () => clearTimeout(connecting));
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

function answer({ status, text, errorHeader }: RawAnswer): RestAnswer {
    let body: unknown;
    try {
        body = JSON.parse(text);
    } catch {
        return { status, body: undefined, errorType: errorHeader, message: text.slice(0, 300) };
    }
    if (status < 400 || typeof body !== "object" || body === null) {
        return { status, body };
    }
    const { message, Message, __type, error } = body as ErrorBody;
    return {
        status,
        body,
        errorType: error?.type ?? __type ?? errorHeader,
        message: error?.message ?? message ?? Message,
    };
}

/** What a call brought, in a few words: `403 AccessDeniedException "..."`. */
export function describeOutcome(outcome: RestOutcome): string {
    if (!("status" in outcome)) {
        return `${outcome.networkCode} (${outcome.message})`;
    }
    const { status, errorType, message } = outcome;
    return [status, errorType, message === undefined ? undefined : `"${message}"`]
        .filter((part) => part !== undefined)
        .join(" ");
}
