import { createHash, createHmac } from "node:crypto";
import type { AwsRequest } from "./server";

/** Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export interface Signature {
    accessKeyId: string;
    date: string;
    region: string;
    service: string;
    signedHeaders: string[];
    signature: string;
    timestamp: string;
    sessionToken?: string;
    /** The signature is in the query string. */
    presigned: boolean;
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

function encode(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

/** All services but S3 encode the path on the wire once more. */
function canonicalPath(path: string, service: string): string {
    const segment = (raw: string) => encode(service === "s3" ? decodeURIComponent(raw) : raw);
    return path.split("/").map(segment).join("/");
}

function canonicalQuery(query: string): string {
    return query
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(decodeURIComponent))
        .filter(([name]) => name !== "X-Amz-Signature")
        .map(([name = "", value = ""]) => `${encode(name)}=${encode(value)}`)
        .sort()
        .join("&");
}

/**
 * The hash that the signer used. Apache Iceberg's signer puts the body's hash in base64 into x-amz-content-sha256 and
 * its hexadecimal form into the signature, so the header is checked against the body and not believed.
 */
export function payloadHash({ headers, body }: AwsRequest, { presigned }: Signature): string | undefined {
    const declared = headers["x-amz-content-sha256"];
    if (declared === "UNSIGNED-PAYLOAD" || declared?.startsWith("STREAMING-")) return declared;
    if (presigned) return "UNSIGNED-PAYLOAD";
    const actual = sha256(body);
    const base64 = Buffer.from(actual, "hex").toString("base64");
    return declared === undefined || declared === actual || declared === base64 ? actual : undefined;
}

export function expectedSignature(
    request: AwsRequest,
    signature: Signature,
    secret: string,
    hash: string,
): string {
    const { date, region, service, signedHeaders, timestamp } = signature;
    const canonicalHeaders = signedHeaders.map(
        (name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`,
    );
    const canonicalRequest = [
        request.method,
        canonicalPath(request.path, service),
        canonicalQuery(request.query),
        canonicalHeaders.join(""),
        signedHeaders.join(";"),
        hash,
    ].join("\n");
    const scope = `${date}/${region}/${service}/aws4_request`;
    const stringToSign = ["AWS4-HMAC-SHA256", timestamp, scope, sha256(canonicalRequest)].join("\n");
    const signingKey = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, date));
    return hmac(signingKey, stringToSign).toString("hex");
}

function fromAuthorization(request: AwsRequest): Signature | undefined {
    const header = request.headers.authorization ?? "";
    const [, credential, signedHeaders, signature] =
        /^AWS4-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/.exec(
            header,
        ) ?? [];
    if (!credential || !signedHeaders || !signature) return undefined;
    return {
        ...credentialScope(credential),
        signedHeaders: signedHeaders.split(";"),
        signature,
        timestamp: request.headers["x-amz-date"] ?? "",
        sessionToken: request.headers["x-amz-security-token"],
        presigned: false,
    };
}

function fromQuery(request: AwsRequest): Signature | undefined {
    const query = new URLSearchParams(request.query);
    const credential = query.get("X-Amz-Credential");
    if (!credential) return undefined;
    return {
        ...credentialScope(credential),
        signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "host").split(";"),
        signature: query.get("X-Amz-Signature") ?? "",
        timestamp: query.get("X-Amz-Date") ?? "",
        sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
        presigned: true,
    };
}

function credentialScope(credential: string) {
    const [accessKeyId = "", date = "", region = "", service = ""] = credential.split("/");
    return { accessKeyId, date, region, service };
}

export const readSignature = (request: AwsRequest): Signature | undefined =>
    fromAuthorization(request) ?? fromQuery(request);
