import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { failure } from "../errors";
import type { FrontendProcess } from "../rest/client";
import { send, TransportError } from "../rest/transport";
import type { DataAccess } from "./dataAccess";

const REQUEST_TIMEOUT = 30_000;

/** Reads and writes a table's files on S3, path style. Locations are `s3://bucket/key`. */
export class ObjectStore {
    constructor(
        private readonly access: DataAccess,
        private readonly process: FrontendProcess,
    ) {}

    read(location: string): Promise<string> {
        return this.request("GET", location, "");
    }

    async write(location: string, content: string): Promise<void> {
        await this.request("PUT", location, content);
    }

    private async request(method: string, location: string, body: string): Promise<string> {
        const { bucket, key } = parseLocation(location);
        const url = new URL(`${this.access.endpoint.replace(/\/+$/, "")}/${bucket}/${key}`);
        const response = await send({
            method,
            url,
            headers: await this.sign(method, url, body),
            body,
            connectionTimeout: REQUEST_TIMEOUT,
            socketTimeout: REQUEST_TIMEOUT,
            signal: this.process.signal,
        }).catch((error: unknown) => {
            throw error instanceof TransportError
                ? failure(`S3 didn't answer: ${method} ${location}`)
                : error;
        });
        if (response.status >= 300) {
            throw failure(
                `Access to S3 failed: ${method} ${location}: ${response.status} ${reason(response.body)}`,
            );
        }
        return response.body;
    }

    private async sign(method: string, url: URL, body: string): Promise<Record<string, string>> {
        const signer = new SignatureV4({
            service: "s3",
            region: this.access.region,
            credentials: this.access.credentials,
            sha256: Sha256,
            uriEscapePath: false,
        });
        const signed = await signer.sign(
            {
                method,
                protocol: url.protocol,
                hostname: url.hostname,
                path: url.pathname,
                query: {},
                headers: { host: url.host },
                body,
            },
            { signingDate: this.process.now() },
        );
        return signed.headers;
    }
}

function parseLocation(location: string): { bucket: string; key: string } {
    const [, bucket, key] = /^s3a?:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
    if (bucket === undefined || key === undefined) {
        throw failure(`Not a location on S3: ${location}`);
    }
    return { bucket, key };
}

/** `<Code>` and `<Message>` of S3's error document. */
function reason(body: string): string {
    const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
    return [part("Code"), part("Message")].filter((text) => text !== undefined).join(": ");
}
