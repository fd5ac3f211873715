import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";
import {
    newTableMetadata,
    type PartitionSpec,
    type Schema,
    type TableMetadata,
} from "../../sandbox/aws/iceberg/metadata";
import { applyUpdates, type Update } from "../../sandbox/aws/iceberg/updates";
import type { StarRocksFrontend } from "../../sandbox/starrocks";

export interface ReceivedRequest {
    method: string;
    url: string;
    headers: IncomingMessage["headers"];
    body: string;
}

export interface Answer {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
}

interface TableDefinition {
    readonly name: string;
    readonly schema: Schema;
    readonly "partition-spec"?: PartitionSpec;
    readonly properties?: Record<string, string>;
}

const OAUTH2_PATH = "/iceberg/v1/oauth/tokens";
const OAUTH2_TOKEN = "an-access-token";

/** A small Iceberg REST server and object store in one: it believes everything and remembers it. */
export class FakeServer {
    readonly requests: ReceivedRequest[] = [];
    readonly namespaces = ["db1", "db2"];
    readonly objects = new Map<string, string>();
    /** Answers instead of the catalog, for as long as it is set. */
    refusal: Answer | undefined;
    /** Never answers. */
    hangs = false;
    delayMilliseconds = 0;
    private held: Promise<void> | undefined;
    prefix: string | undefined;
    vends = true;
    /** OAuth2 client id and secret, with a colon between: set, they are changed into a token, which all else needs. */
    oauth2Credential: string | undefined;
    private readonly tables = new Map<string, TableMetadata>();
    private readonly server = createServer((request, response) => void this.receive(request, response));

    static async start(): Promise<FakeServer> {
        const fake = new FakeServer();
        await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
        return fake;
    }

    get address(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** Keeps all answers back until the returned function is called. */
    hold(): () => void {
        let release = () => {};
        this.held = new Promise((resolve) => {
            release = resolve;
        });
        return release;
    }

    /** The requests since the last look, as `GET path`; those to the object store are left out. */
    takeCalls(): string[] {
        const calls = this.requests.splice(0).filter(({ url }) => url.startsWith("/iceberg"));
        return calls.map(({ method, url }) => `${method} ${url.replace("/iceberg/v1/", "")}`);
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
        this.requests.push({ method, url, headers, body });
        if (this.hangs) {
            return;
        }
        await this.held;
        await new Promise((resolve) => setTimeout(resolve, this.delayMilliseconds));
        const answer = url.startsWith("/iceberg")
            ? (this.refusal ?? this.tokenAnswer(url, headers, body) ?? this.catalogAnswer(method, url, body))
            : this.objectAnswer(method, url, body);
        response.writeHead(answer.status, answer.headers);
        const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
        response.end(answer.status === 204 ? undefined : text);
    }

    /** The token, or why there is none; undefined for a request that may be answered. */
    private tokenAnswer(url: string, headers: IncomingMessage["headers"], body: string): Answer | undefined {
        if (this.oauth2Credential === undefined) {
            return undefined;
        }
        if (url === OAUTH2_PATH) {
            const form = new URLSearchParams(body);
            return `${form.get("client_id")}:${form.get("client_secret")}` === this.oauth2Credential
                ? { status: 200, body: { access_token: OAUTH2_TOKEN, token_type: "bearer" } }
                : { status: 401, body: { error: "invalid_client" } };
        }
        return headers.authorization === `Bearer ${OAUTH2_TOKEN}`
            ? undefined
            : icebergError(401, "NotAuthorizedException", "no token");
    }

    private objectAnswer(method: string, url: string, body: string): Answer {
        if (method === "PUT") {
            this.objects.set(url, body);
        }
        return { status: this.objects.has(url) ? 200 : 404, body: this.objects.get(url) ?? "" };
    }

    private catalogAnswer(method: string, url: string, body: string): Answer {
        const path = url.split("?")[0]!.replace("/iceberg", "");
        if (path === "/v1/config") {
            return {
                status: 200,
                body: { defaults: {}, overrides: this.prefix ? { prefix: this.prefix } : {} },
            };
        }
        const parts = path.replace(`/${this.prefix}`, "").split("/").slice(3);
        const [namespace, , table] = parts;
        if (namespace === undefined) {
            return this.namespaceAnswer(method, body);
        }
        if (!this.namespaces.includes(namespace)) {
            return icebergError(404, "NoSuchNamespaceException", path);
        }
        if (parts.length === 1) {
            return { status: 200, body: { namespace: [namespace], properties: {} } };
        }
        return table === undefined
            ? this.tablesAnswer(method, namespace, body)
            : this.tableAnswer(method, `${namespace}.${table}`, path, body);
    }

    private namespaceAnswer(method: string, body: string): Answer {
        if (method === "POST") {
            const { namespace } = JSON.parse(body) as { namespace: string[] };
            this.namespaces.push(...namespace);
            return { status: 200, body: { namespace, properties: {} } };
        }
        return { status: 200, body: { namespaces: this.namespaces.map((name) => [name]) } };
    }

    private tablesAnswer(method: string, namespace: string, body: string): Answer {
        if (method !== "POST") {
            const names = [...this.tables.keys()].filter((key) => key.startsWith(`${namespace}.`));
            const identifiers = names.map((key) => ({ namespace: [namespace], name: key.split(".")[1] }));
            return { status: 200, body: { identifiers } };
        }
        const definition = JSON.parse(body) as TableDefinition;
        const metadata = newTableMetadata({
            uuid: "8d2b1d5c-0c5e-4f5c-9d4a-3a4c0ad7c7f1",
            location: `s3://warehouse--table-s3/${definition.name}`,
            now: Date.now(),
            schema: definition.schema,
            spec: definition["partition-spec"],
            properties: definition.properties,
        });
        this.tables.set(`${namespace}.${definition.name}`, metadata);
        return this.loadedAnswer(metadata);
    }

    private tableAnswer(method: string, key: string, path: string, body: string): Answer {
        const metadata = this.tables.get(key);
        if (metadata === undefined) {
            return icebergError(404, "NoSuchTableException", path);
        }
        if (method === "DELETE") {
            this.tables.delete(key);
            return { status: 204 };
        }
        if (method === "POST") {
            const { updates } = JSON.parse(body) as { updates: Update[] };
            this.tables.set(key, applyUpdates(metadata, updates, Date.now()));
        }
        return this.loadedAnswer(this.tables.get(key)!);
    }

    private loadedAnswer(metadata: TableMetadata): Answer {
        const config = this.vends ? this.vendedConfig() : {};
        const location = `${metadata.location}/metadata/${metadata["last-updated-ms"]}.metadata.json`;
        return { status: 200, body: { "metadata-location": location, metadata, config } };
    }

    private vendedConfig(): Record<string, string> {
        return {
            "s3.access-key-id": "ASIAVENDED",
            "s3.secret-access-key": "vended",
            "s3.session-token": "token",
            "client.region": "us-east-1",
            "s3.endpoint": this.address,
        };
    }
}

export function icebergError(status: number, type: string, message: string): Answer {
    return { status, body: { error: { code: status, type, message } } };
}

export const FORBIDDEN = icebergError(403, "ForbiddenException", "no");

/** The properties of the how-to, with a signing Region. */
export function glueProperties(server: FakeServer): Record<string, string> {
    return {
        type: "iceberg",
        "iceberg.catalog.type": "rest",
        "iceberg.catalog.uri": `${server.address}/iceberg`,
        "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/lake",
        "iceberg.catalog.rest.sigv4-enabled": "true",
        "iceberg.catalog.rest.signing-name": "glue",
        "iceberg.catalog.rest.signing-region": "us-east-1",
        "iceberg.catalog.rest.access-key-id": "AKIAIOSFODNN7EXAMPLE",
        "iceberg.catalog.rest.secret-access-key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "aws.s3.region": "us-east-1",
    };
}

/** CREATE EXTERNAL CATALOG with these properties; undefined ones are left out. */
export function createCatalog(name: string, properties: Record<string, string | undefined>): string {
    const list = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `"${key}" = "${value}"`);
    return `CREATE EXTERNAL CATALOG ${name} PROPERTIES (${list.join(", ")})`;
}

export function connect(frontend: StarRocksFrontend, options: ConnectionOptions = {}): Promise<Connection> {
    return createConnection({
        host: frontend.host,
        port: frontend.port,
        user: frontend.user,
        password: frontend.password,
        ...options,
    });
}

/** What a client sees: "OK", the rows as arrays, or "errno/SQLSTATE text". */
export async function outcome(connection: Connection, sql: string): Promise<string | unknown[][]> {
    try {
        const [rows] = await connection.query({ sql, rowsAsArray: true });
        return Array.isArray(rows) ? (rows as unknown[][]) : "OK";
    } catch (error) {
        return errorText(error);
    }
}

export function errorText(error: unknown): string {
    const { errno, sqlState, sqlMessage, code } = error as Record<string, string | undefined>;
    return sqlState === undefined ? String(code) : `${errno}/${sqlState} ${sqlMessage}`;
}
