import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ServiceName = "glue" | "s3tables" | "lakeformation" | "s3" | "iam" | "sts";

export interface AwsRequest {
    readonly method: string;
    /** As on the wire: signatures and encoded slashes depend on it. */
    readonly path: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

export interface AwsResponse {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
    /** The body is a space now and then, and never ends. */
    readonly isEndless?: boolean;
}

/** `undefined` leaves the caller waiting for ever. */
export type Handler = (request: AwsRequest) => Promise<AwsResponse | undefined>;

export interface HttpEndpoint {
    readonly url: string;
    close(): Promise<void>;
}

async function readRequest(message: IncomingMessage): Promise<AwsRequest> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const [path = "/", query = ""] = (message.url ?? "/").split(/\?(.*)/s);
    const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
    return {
        method: message.method ?? "GET",
        path,
        query,
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks),
    };
}

function close(server: Server): Promise<void> {
    return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
}

const TRICKLE_MS = 50;

function trickle(response: ServerResponse): void {
    const timer = setInterval(() => response.write(" "), TRICKLE_MS);
    response.on("close", () => clearInterval(timer));
}

export async function listen(handler: Handler): Promise<HttpEndpoint> {
    const server = createServer(async (message, response) => {
        try {
            const answer = await handler(await readRequest(message));
            if (!answer) return;
            if (answer.isEndless) {
                trickle(response.writeHead(answer.status, { "content-type": "application/json" }));
                return;
            }
            const body = Buffer.from(answer.body ?? "");
            response.writeHead(answer.status, { "content-length": body.length, ...answer.headers });
            response.end(message.method === "HEAD" ? undefined : body);
        } catch (error) {
            response.writeHead(500, { "content-type": "text/plain" });
            response.end(String(error instanceof Error ? error.stack : error));
        }
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}
