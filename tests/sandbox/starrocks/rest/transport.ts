import http from "node:http";
import https from "node:https";

export interface HttpRequest {
    method: string;
    url: URL;
    headers: Record<string, string>;
    body: string;
    connectionTimeout: number | undefined;
    socketTimeout: number;
    signal: AbortSignal;
}

export interface HttpResponse {
    status: number;
    reason: string;
    retryAfter: string | undefined;
    body: string;
}

/** No answer: `retryable` tells a broken connection from the failures that Iceberg's client gives up on. */
export class TransportError extends Error {
    constructor(readonly retryable: boolean) {
        super("no answer");
    }
}

/** The one system error that isn't a time-out, a failed connect, a failed lookup or a TLS failure. */
const BROKEN_CONNECTION = "ECONNRESET";

/** One attempt on a connection of its own. */
export function send(request: HttpRequest): Promise<HttpResponse> {
    const { request: open, Agent } = request.url.protocol === "https:" ? https : http;
    const agent = new Agent({ keepAlive: false });
    return new Promise((resolve, reject) => {
        let connecting: NodeJS.Timeout | undefined;
        const settle = (finish: () => void) => {
            clearTimeout(connecting);
            agent.destroy();
            finish();
        };
        const outgoing = open(
            request.url,
            { method: request.method, headers: request.headers, agent, signal: request.signal },
            (incoming) => {
                const chunks: Buffer[] = [];
                incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
                incoming.on("error", (error) => settle(() => reject(transportError(error))));
                incoming.on("end", () =>
                    settle(() =>
                        resolve({
                            status: incoming.statusCode!,
                            reason: incoming.statusMessage ?? "",
                            retryAfter: incoming.headers["retry-after"],
                            body: Buffer.concat(chunks).toString("utf8"),
                        }),
                    ),
                );
            },
        );
        const giveUp = () => outgoing.destroy(new TransportError(false));
        if (request.connectionTimeout !== undefined) {
            connecting = setTimeout(giveUp, request.connectionTimeout);
        }
        outgoing.on("socket", (socket) => socket.once("connect", () => clearTimeout(connecting)));
        outgoing.setTimeout(request.socketTimeout, giveUp);
        outgoing.on("error", (error) => settle(() => reject(transportError(error))));
        outgoing.end(request.body);
    });
}

function transportError(error: Error & { code?: string }): TransportError {
    return error instanceof TransportError ? error : new TransportError(error.code === BROKEN_CONNECTION);
}
