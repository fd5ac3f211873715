import type { VersionFacts } from "../versions";
import { type ErrorHandler, RestFailure, restFailure } from "./failures";
import { signingCredentials, signingRegion } from "./identity";
import { configuredHeaders, type Environment } from "./properties";
import { maximumRetries, withRetries } from "./retries";
import { type SigningIdentity, sign } from "./signing";
import { send, TransportError } from "./transport";

const DEFAULT_SOCKET_TIMEOUT = 180_000;
const DEFAULT_SIGNING_NAME = "execute-api";

export interface FrontendProcess {
    facts: VersionFacts;
    environment: Environment;
    now(): Date;
    /** Aborted when the frontend is closed. */
    signal: AbortSignal;
}

export interface RestCall {
    method: string;
    /** Below the catalog's URI, already encoded; or a whole address. */
    path: string;
    query?: Record<string, string>;
    body?: object;
    form?: Record<string, string>;
    errors: ErrorHandler;
}

/** Iceberg's HTTP client as StarRocks configures it from a catalog's properties. */
export class RestClient {
    private readonly headers: Record<string, string>;
    private readonly retries: number;
    private readonly identity: (() => SigningIdentity) | undefined;
    private bearerToken: string | undefined;

    constructor(
        private readonly properties: ReadonlyMap<string, string>,
        private readonly process: FrontendProcess,
    ) {
        const uri = properties.get("uri");
        if (uri === undefined) {
            throw new RestFailure("Invalid uri for http client: null");
        }
        this.retries = maximumRetries(properties);
        this.headers = {
            accept: "application/json",
            ...clientHeaders(process.facts),
            ...(properties.get("vended-credentials-enabled") === "false"
                ? {}
                : { "x-iceberg-access-delegation": "vended-credentials" }),
            ...configuredHeaders(properties),
            "user-agent": process.facts.userAgent,
        };
        this.identity = signs(properties) ? this.signingIdentity() : undefined;
    }

    /** A catalog `credential` is changed into a token first, whatever signs the other calls. */
    async authenticate(): Promise<void> {
        const credential = this.properties.get("credential");
        if (credential === undefined) {
            return;
        }
        const [secret, id] = credential.split(":").reverse();
        const answer = await this.request<{ access_token: string }>({
            method: "POST",
            path: this.properties.get("oauth2-server-uri") ?? "v1/oauth/tokens",
            form: {
                grant_type: "client_credentials",
                ...(id === undefined ? {} : { client_id: id }),
                client_secret: secret!,
                scope: this.properties.get("scope") ?? "catalog",
            },
            errors: "default",
        });
        this.bearerToken = answer.access_token;
    }

    async request<Answer>(call: RestCall): Promise<Answer> {
        const url = this.url(call);
        const response = await withRetries(
            call.method,
            {
                retries: this.retries,
                statuses: this.process.facts.retriedStatuses,
                signal: this.process.signal,
            },
            () => this.attempt(call, url),
        ).catch((error: unknown) => {
            throw error instanceof TransportError
                ? new RestFailure(`Error occurred while processing ${call.method} request`)
                : error;
        });
        if (response.status >= 300) {
            throw restFailure(call.errors, response.status, response.body, response.reason);
        }
        return parseAnswer(response.body) as Answer;
    }

    private async attempt(call: RestCall, url: URL) {
        const body = call.form
            ? new URLSearchParams(call.form).toString()
            : call.body
              ? JSON.stringify(call.body)
              : "";
        const unsigned = {
            ...this.headers,
            "content-type": call.form ? "application/x-www-form-urlencoded" : "application/json",
            ...(this.bearerToken === undefined ? {} : { authorization: `Bearer ${this.bearerToken}` }),
        };
        const request = { method: call.method, url, headers: unsigned, body };
        const signed = this.identity !== undefined && call.form === undefined;
        return send({
            ...request,
            headers: signed ? await sign(request, this.identity!(), this.process.now()) : unsigned,
            connectionTimeout: this.milliseconds("rest.client.connection-timeout-ms"),
            socketTimeout: this.milliseconds("rest.client.socket-timeout-ms") ?? DEFAULT_SOCKET_TIMEOUT,
            signal: this.process.signal,
        });
    }

    private url(call: RestCall): URL {
        const base = this.properties.get("uri")!.replace(/\/+$/, "");
        const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
        const text = /^https?:/i.test(call.path) ? call.path : `${base}/${call.path}`;
        if (!/^https?:/i.test(text) || !URL.canParse(text)) {
            throw new RestFailure(`Failed to create request URI from base ${text}`);
        }
        return new URL(text + query);
    }

    private milliseconds(key: string): number | undefined {
        const value = this.properties.get(key);
        return value === undefined ? undefined : Number(value);
    }

    private signingIdentity(): () => SigningIdentity {
        const region = signingRegion(this.properties, this.process.environment);
        const service = this.properties.get("rest.signing-name") ?? DEFAULT_SIGNING_NAME;
        return () => ({
            credentials: signingCredentials(this.properties, this.process.environment),
            region,
            service,
        });
    }
}

function parseAnswer(body: string): unknown {
    try {
        return body === "" ? undefined : JSON.parse(body);
    } catch {
        throw new RestFailure(`Received a success response code, but failed to parse response body: ${body}`);
    }
}

function signs(properties: ReadonlyMap<string, string>): boolean {
    return (
        properties.get("rest.sigv4-enabled")?.toLowerCase() === "true" ||
        properties.get("rest.auth.type")?.toLowerCase() === "sigv4"
    );
}

function clientHeaders(facts: VersionFacts): Record<string, string> {
    return {
        "x-client-version": `Apache Iceberg ${facts.icebergVersion}`,
        "x-client-git-commit-short": facts.icebergVersion,
    };
}
