import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, FakeCatalog, icebergError } from "./catalog";
import type { RestMode } from "./modes";

const BELOW_URI = /^\/iceberg\/v1\//;

export interface ReceivedRequest {
    /** `GET namespaces`, the path as sent and below the catalog's uri. */
    call: string;
    headers: IncomingHttpHeaders;
    body: string;
}

/** The Iceberg REST server that the frontend under test talks to. It believes everything and remembers it. */
export class FakeRestServer {
    mode: RestMode = {};
    private requests: ReceivedRequest[] = [];
    private catalog = new FakeCatalog();
    private readonly server = createServer((request, response) => void this.receive(request, response));

    static async start(): Promise<FakeRestServer> {
        const fake = new FakeRestServer();
        await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
        return fake;
    }

    get host(): string {
        return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** The requests since the last look. */
    takeRequests(): ReceivedRequest[] {
        return this.requests.splice(0);
    }

    reset(): void {
        this.mode = {};
        this.requests = [];
        this.catalog = new FakeCatalog();
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const body = Buffer.concat(chunks).toString("utf8");
        const { method = "", url = "", headers } = request;
        this.requests.push({ call: `${method} ${url.replace(BELOW_URI, "")}`, headers, body });
        const { hangs, delayMilliseconds = 0 } = this.mode;
        if (hangs) {
            return;
        }
        await sleep(delayMilliseconds);
        const answer = this.answer(method, url, body);
        const text = answer.text ?? JSON.stringify(answer.body ?? {});
        response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
        response.end(answer.status === 204 ? "" : text);
    }

    private answer(method: string, url: string, body: string): Answer {
        const { status, message = "", text, headers, prefix } = this.mode;
        const fails = status !== undefined && (this.mode.method ?? method) === method;
        if (fails) {
            return { ...icebergError(status, "RestException", message), text, headers };
        }
        const path = url.split("?")[0]!;
        if (!BELOW_URI.test(path)) {
            return icebergError(404, "NoSuchPathException", path);
        }
        const below = path.replace(BELOW_URI, "");
        if (below === "config") {
            return { status: 200, body: { defaults: {}, overrides: prefix === undefined ? {} : { prefix } } };
        }
        return this.catalog.answer(method, below.replace(/^.*(?=namespaces)/, ""), body);
    }
}
