import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { outsideText } from "../../common/outsideText";
import type { RequestSignature, RestTarget } from "./target";

/** What a call brought: an answer, something that is none, or a reason why there was nothing. */
export type RestOutcome = RestAnswer | RestNonsense | RestFailure;

export interface RestAnswer {
    readonly status: number;
    /** Parsed JSON body; nothing if it isn't JSON. */
    readonly body: unknown;
    /** Name that the server gives to its error, such as `AccessDeniedException`. */
    readonly errorType?: string;
    readonly message?: string;
}

/** What no Iceberg REST catalog answers. */
export interface RestNonsense {
    readonly nonsense: string;
}

export interface RestFailure {
    /** Node's error code, such as `ENOTFOUND` or `ETIMEDOUT`; `NO_ANSWER` if a connection stayed silent. */
    readonly networkCode: string;
    readonly message: string;
}

/** What a call may take. */
export interface CallLimits {
    /** Milliseconds for the whole call, however busy the endpoint seems. */
    readonly milliseconds: number;
    readonly bytes: number;
}

/** Sends a signed GET for a path below `<uri>/v1/`. Never throws for what the network or server does. */
export async function restGet(target: RestTarget, path: string, limits: CallLimits): Promise<RestOutcome> {
    const url = new URL(`${target.uri}/v1/${path}`);
    const headers = {
        accept: "application/json",
        ...(target.asksForCredentials && { "x-iceberg-access-delegation": "vended-credentials" }),
        ...(target.bearer !== undefined && { authorization: `Bearer ${target.bearer}` }),
    };
    return outcomeOfCall(async () => {
        const all = await signed(target.signature, url, headers);
        return send(target, { url, headers: all }, limits);
    });
}

/** Posts a form, as for a token. Never throws for what the network or server does. */
export function postForm(
    timeOuts: TimeOuts,
    address: string,
    form: URLSearchParams,
    limits: CallLimits,
): Promise<RestOutcome> {
    const body = form.toString();
    const headers = {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(body)),
    };
    return outcomeOfCall(() => send(timeOuts, { url: new URL(address), headers, body }, limits));
}

async function outcomeOfCall(call: () => Promise<RawAnswer>): Promise<RestOutcome> {
    try {
        return outcomeOf(await call());
    } catch (error) {
        const { code = "UNKNOWN", message } = error as NodeJS.ErrnoException;
        return /^(HPE_|ERR_INVALID|ERR_HTTP)/.test(code)
            ? { nonsense: `something other than HTTP (${code})` }
            : { networkCode: code, message: outsideText(message) };
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
    readonly response: IncomingMessage;
    /** Nothing if it was longer than allowed. */
    readonly text: string | undefined;
}

const HEADER_BYTES = 32 * 1024;

interface OutgoingCall {
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    /** Makes it a POST. */
    readonly body?: string;
}

/** One request on a connection of its own. */
function send(
    { connectionTimeoutMs, socketTimeoutMs }: TimeOuts,
    { url, headers, body }: OutgoingCall,
    { milliseconds, bytes }: CallLimits,
): Promise<RawAnswer> {
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
        const options = {
            method: body === undefined ? "GET" : "POST",
            // Never signed: a proxy may change it.
            headers: { ...headers, "accept-encoding": "identity" },
            agent: false,
            maxHeaderSize: HEADER_BYTES,
        };
        const call = request(url, options, (response) => {
            readText(response, bytes)
                .then((text) => resolve({ response, text }), reject)
                .finally(() => call.destroy());
        });
        const giveUp = (code: string, what: string, afterMs: number) => {
            const error = Object.assign(new Error(`${what} for ${Math.round(afterMs) / 1000} s`), { code });
            reject(error);
            call.destroy(error);
        };
        const connecting = setTimeout(
            () => giveUp("ETIMEDOUT", "no connection", connectionTimeoutMs),
            connectionTimeoutMs,
        );
        const calling = setTimeout(
            () => giveUp("NO_ANSWER", "no complete answer", milliseconds),
            milliseconds,
        );
        call.on("socket", (socket) => {
            socket.once("connect", () => {
                clearTimeout(connecting);
                call.setTimeout(socketTimeoutMs, () => giveUp("NO_ANSWER", "no answer", socketTimeoutMs));
            });
        });
        call.on("close", () => {
            clearTimeout(connecting);
            clearTimeout(calling);
        });
        call.on("error", reject);
        call.end(body);
    });
}

async function readText(response: IncomingMessage, most: number): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > most) {
            return undefined;
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
}

function outcomeOf({ response, text }: RawAnswer): RestOutcome {
    const { statusCode: status = 0, headers } = response;
    const encoding = headers["content-encoding"] ?? "identity";
    if (status < 400) {
        const nonsense = nonsenseOf(status, headers.location, encoding, text);
        if (nonsense !== undefined) {
            return { nonsense };
        }
        return { status, body: JSON.parse(text!) };
    }
    // Name of the error where it is not in the body, as AWS's gateways give it.
    const errorHeader = headers["x-amzn-errortype"]?.toString().split(":")[0];
    return refusalOf(status, encoding === "identity" ? (text ?? "") : "", errorHeader);
}

/** Why an answer that is no refusal isn't one of an Iceberg REST catalog either; nothing if it may be. */
function nonsenseOf(
    status: number,
    location: string | undefined,
    encoding: string,
    text: string | undefined,
): string | undefined {
    if (status >= 300) {
        return `${status}, a redirect${location === undefined ? "" : ` to ${outsideText(location, 200)}`}`;
    }
    if (status !== 200) {
        return `${status}, without an answer`;
    }
    if (encoding !== "identity") {
        return "a compressed answer, which was not requested";
    }
    if (text === undefined) {
        return "an answer that is too long";
    }
    try {
        JSON.parse(text);
        return undefined;
    } catch {
        return `"${outsideText(text, 80)}", which is not JSON`;
    }
}

interface ErrorBody {
    readonly message?: unknown;
    readonly Message?: unknown;
    readonly __type?: unknown;
    /** An object, or a word where a token server refuses (RFC 6749, 5.2). */
    readonly error?: { readonly message?: unknown; readonly type?: unknown } | string | null;
    readonly error_description?: unknown;
}

const SHOWN_CHARACTERS = 300;

function refusalOf(status: number, text: string, errorHeader: string | undefined): RestAnswer {
    let body: unknown;
    try {
        body = JSON.parse(text);
    } catch {
        // A page for people, or nothing.
    }
    const { message, Message, __type, error, error_description } = (
        typeof body === "object" && body !== null ? body : { message: text }
    ) as ErrorBody;
    const named = typeof error === "string" ? { type: error, message: error_description } : error;
    const type = firstText(named?.type, __type, errorHeader);
    const said = firstText(named?.message, message, Message);
    return {
        status,
        body,
        ...(type !== undefined && { errorType: outsideText(type, SHOWN_CHARACTERS) }),
        ...(said !== undefined && { message: outsideText(said, SHOWN_CHARACTERS) }),
    };
}

function firstText(...values: unknown[]): string | undefined {
    return values.find((value): value is string => typeof value === "string" && value !== "");
}

/** What a call brought, in a few words: `403 AccessDeniedException "..."`. */
export function describeOutcome(outcome: RestOutcome): string {
    if ("nonsense" in outcome) {
        return outcome.nonsense;
    }
    if (!("status" in outcome)) {
        return `${outcome.networkCode} (${outcome.message})`;
    }
    const { status, errorType, message } = outcome;
    return [status, errorType, message === undefined ? undefined : `"${message}"`]
        .filter((part) => part !== undefined)
        .join(" ");
}
