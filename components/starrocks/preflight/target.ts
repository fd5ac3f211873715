import { signs } from "../signing";
import { type OAuth2Access, oauth2Access } from "./oauth2";

/** An Iceberg REST endpoint as a catalog's properties describe it. */
export interface RestTarget {
    readonly uri: string;
    readonly warehouse: string | undefined;
    /** Left out where requests are not signed. */
    readonly signature?: RequestSignature;
    /** Left out where no token is wanted. */
    readonly oauth2?: OAuth2Access;
    /** The token, once it is there. */
    readonly bearer?: string;
    /** What people call the endpoint. */
    readonly name: string;
    readonly connectionTimeoutMs: number;
    readonly socketTimeoutMs: number;
    /** False if the endpoint is not asked for credentials for the data. */
    readonly asksForCredentials: boolean;
    /** Properties of the catalog that it was read from. */
    readonly properties: Readonly<Record<string, string>>;
    /** True if the engine relies on credentials for the data that the endpoint hands out with a table. */
    readonly needsVendedCredentials: boolean;
}

export interface RequestSignature {
    readonly service: string;
    readonly region: string;
    readonly credentials: RestCredentials;
}

export interface RestCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}

/** Where the catalog sets none; StarRocks' own are minutes. */
const DEFAULT_CONNECTION_TIMEOUT_MS = 5_000;
const DEFAULT_SOCKET_TIMEOUT_MS = 10_000;

/** Endpoints of AWS by the service that requests are signed for. */
const NAMES: Readonly<Record<string, string>> = { glue: "Glue", s3tables: "S3 Tables" };

/** Values that a frontend takes from its own environment; they mean nothing here. */
const FROM_ENVIRONMENT = "env:";

/**
 * Reads from a catalog's properties what is needed to call its endpoint as StarRocks will.
 * Nothing, if what proves the caller isn't in the properties: then only the frontends can make the call.
 */
export function restTarget(properties: Readonly<Record<string, string>>): RestTarget | undefined {
    const uri = properties["iceberg.catalog.uri"];
    if (!uri || !URL.canParse(uri) || properties["iceberg.catalog.type"]?.toLowerCase() !== "rest") {
        return undefined;
    }
    const target = {
        uri: uri.replace(/\/+$/, ""),
        warehouse: properties["iceberg.catalog.warehouse"],
        name: endpointName(properties),
        connectionTimeoutMs: milliseconds(properties, "connection", DEFAULT_CONNECTION_TIMEOUT_MS),
        socketTimeoutMs: milliseconds(properties, "socket", DEFAULT_SOCKET_TIMEOUT_MS),
        properties,
        asksForCredentials: asksForCredentials(properties),
        needsVendedCredentials: needsVendedCredentials(properties),
    };
    if (!signs(properties)) {
        const security = properties["iceberg.catalog.security"]?.toLowerCase() ?? "none";
        const oauth2 = security === "oauth2" ? oauth2Access(properties, target.uri) : undefined;
        return security === "none" ? target : oauth2 && { ...target, oauth2 };
    }
    const signature = requestSignature(properties);
    return signature === undefined ? undefined : { ...target, signature };
}

/** What people call the endpoint of a catalog. */
export function endpointName(properties: Readonly<Record<string, string>>): string {
    return NAMES[properties["iceberg.catalog.rest.signing-name"] ?? ""] ?? "the endpoint";
}

function milliseconds(
    properties: Readonly<Record<string, string>>,
    kind: "connection" | "socket",
    byDefault: number,
): number {
    return Number(properties[`iceberg.catalog.rest.client.${kind}-timeout-ms`] ?? byDefault);
}

function requestSignature(properties: Readonly<Record<string, string>>): RequestSignature | undefined {
    const accessKeyId = properties["iceberg.catalog.rest.access-key-id"];
    const secretAccessKey = properties["iceberg.catalog.rest.secret-access-key"];
    const sessionToken = properties["iceberg.catalog.rest.session-token"];
    const region = properties["iceberg.catalog.rest.signing-region"];
    if (!accessKeyId || !secretAccessKey || !region) {
        return undefined;
    }
    if ([accessKeyId, secretAccessKey].some((value) => value.startsWith(FROM_ENVIRONMENT))) {
        return undefined;
    }
    return {
        // Iceberg's own default, as seen in the signatures of a frontend without the property.
        service: properties["iceberg.catalog.rest.signing-name"] ?? "execute-api",
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    };
}

function asksForCredentials(properties: Readonly<Record<string, string>>): boolean {
    return properties["iceberg.catalog.vended-credentials-enabled"] !== "false";
}

/** Properties by which the data is read with credentials of its own. */
const OWN_CREDENTIALS = [
    "aws.s3.access_key",
    "aws.s3.use_instance_profile",
    "aws.s3.use_aws_sdk_default_behavior",
    "aws.s3.use_web_identity_token_file",
    "aws.s3.iam_role_arn",
];

/** Glue vends credentials; S3 Tables' own endpoint doesn't, and of others nothing is known. */
function needsVendedCredentials(properties: Readonly<Record<string, string>>): boolean {
    return (
        properties["iceberg.catalog.rest.signing-name"] === "glue" &&
        asksForCredentials(properties) &&
        OWN_CREDENTIALS.every((key) => (properties[key] ?? "false") === "false")
    );
}
