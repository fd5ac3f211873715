import * as pulumi from "@pulumi/pulumi";

/** The Iceberg REST endpoint of a catalog, and how StarRocks calls it. */
export interface IcebergRestArgs {
    /** URL of the endpoint with its path, such as `https://glue.eu-west-1.amazonaws.com/iceberg`. */
    uri: pulumi.Input<string>;
    /**
     * The endpoint's name for what it serves: `<account>:s3tablescatalog/<table bucket>` for Glue, the bucket's ARN for
     * S3 Tables. Default: none, which endpoints with a single warehouse allow.
     */
    warehouse?: pulumi.Input<string>;
    /** Service name for signing requests, such as `glue` or `s3tables`. Default: requests are not signed. */
    signingName?: pulumi.Input<string>;
    /**
     * Region for signing requests. Always set it with `signingName`: StarRocks doesn't use `s3.region` here, and a
     * frontend without a Region of its own fails even with a key. Default: the Region in the frontends' environment.
     */
    signingRegion?: pulumi.Input<string>;
    /**
     * Id of the access key that signs requests, or `env:<variable>` on the frontends. Default: the frontends' own
     * identity.
     */
    accessKeyId?: pulumi.Input<string>;
    /** Secret of the access key, or `env:<variable>` on the frontends; stored as a secret. Only with `accessKeyId`. */
    secretAccessKey?: pulumi.Input<string>;
    /** Session token of a temporary access key; a secret here, but StarRocks shows it to every user. Default: none. */
    sessionToken?: pulumi.Input<string>;
    /** False to not request credentials for the data from the endpoint. Default: true, as in StarRocks. */
    vendedCredentials?: pulumi.Input<boolean>;
    /** OAuth2, for endpoints that require a token instead of signed requests. Default: none. */
    oauth2?: IcebergOAuth2Args;
    /** Timeout of a connection attempt in milliseconds, at least 1. Default: 5000. */
    connectionTimeoutMs?: pulumi.Input<number>;
    /**
     * Timeout of a request without an answer in milliseconds, at least 1. On StarRocks 4.x a hanging request during
     * `CREATE` or `ALTER CATALOG` blocks all external catalogs for that long. Default: 30000.
     */
    socketTimeoutMs?: pulumi.Input<number>;
    /** How often to retry a failed request, at least 1. Default: 3. */
    maxRetries?: pulumi.Input<number>;
}

/**
 * How StarRocks gets a token from an OAuth2 server, for Iceberg REST catalogs other than AWS's (Polaris, Lakekeeper, Unity).
 * Set either `credential` or `token`.
 */
export interface IcebergOAuth2Args {
    /** `<client id>:<secret>` of an OAuth2 client; stored as a secret. Default: none. */
    credential?: pulumi.Input<string>;
    /** A token instead of a credential; stored as a secret. It isn't renewed when it expires. Default: none. */
    token?: pulumi.Input<string>;
    /** Token endpoint of the OAuth2 server. Default: `/v1/oauth/tokens` below the catalog's `uri`, as in Iceberg. */
    serverUri?: pulumi.Input<string>;
    /** Scope to request. Default: `catalog`, as in Iceberg. */
    scope?: pulumi.Input<string>;
    /** Audience to request. Default: none. */
    audience?: pulumi.Input<string>;
    /** False to not renew the token before it expires. Default: StarRocks' default. */
    tokenRefresh?: pulumi.Input<boolean>;
}

/** How StarRocks reads and writes the data files on S3. */
export interface S3DataArgs {
    /** Region of the data. Default: `us-east-1`, as in StarRocks. */
    region?: pulumi.Input<string>;
    /** URL of the S3 service. Default: that of the Region. */
    endpoint?: pulumi.Input<string>;
    /** True to put the bucket into the path instead of the host name. Default: false. */
    pathStyleAccess?: pulumi.Input<boolean>;
    /** Id of an access key for the data. Default: the credentials that the REST endpoint vends. */
    accessKeyId?: pulumi.Input<string>;
    /** Secret of that access key; stored as a secret. Only with `accessKeyId`. */
    secretAccessKey?: pulumi.Input<string>;
    /** True to use the instance profile of the backends. Default: false. */
    useInstanceProfile?: pulumi.Input<boolean>;
    /** True to use whatever credentials the AWS SDK finds on the backends. Default: false. */
    useDefaultCredentials?: pulumi.Input<boolean>;
    /** ARN of a role to assume for access to the data. Default: none. */
    roleArn?: pulumi.Input<string>;
}

/**
 * What StarRocks caches of an Iceberg catalog. The defaults come from StarRocks' 2026 sources; its manual:
 * https://docs.starrocks.io/docs/data_source/catalog/iceberg/iceberg_catalog/
 */
export interface IcebergCacheArgs {
    /** False to turn the metadata cache off. Default: true, as in StarRocks. */
    enabled?: pulumi.Input<boolean>;
    /** Seconds to keep cached metadata. Default: 86400, as in StarRocks. */
    ttlSeconds?: pulumi.Input<number>;
    /** Seconds after which a cached table is refreshed on use; 3.5.7 and later. Default: 60, as in StarRocks. */
    tableRefreshSeconds?: pulumi.Input<number>;
}

/** Typed arguments of a catalog that stand for properties. */
export interface TypedCatalogArgs {
    readonly rest?: IcebergRestArgs;
    readonly s3?: S3DataArgs;
    readonly cache?: IcebergCacheArgs;
    readonly accessControl?: pulumi.Input<string>;
}

/** Arguments that stand for one property each. */
type RestProperty = Exclude<keyof IcebergRestArgs, "oauth2">;

export const REST_PROPERTIES: Readonly<Record<RestProperty, string>> = {
    uri: "iceberg.catalog.uri",
    warehouse: "iceberg.catalog.warehouse",
    signingName: "iceberg.catalog.rest.signing-name",
    signingRegion: "iceberg.catalog.rest.signing-region",
    accessKeyId: "iceberg.catalog.rest.access-key-id",
    secretAccessKey: "iceberg.catalog.rest.secret-access-key",
    sessionToken: "iceberg.catalog.rest.session-token",
    vendedCredentials: "iceberg.catalog.vended-credentials-enabled",
    connectionTimeoutMs: "iceberg.catalog.rest.client.connection-timeout-ms",
    socketTimeoutMs: "iceberg.catalog.rest.client.socket-timeout-ms",
    maxRetries: "iceberg.catalog.rest.client.max-retries",
};

/** `OAuth2SecurityConfig` of StarRocks. */
export const OAUTH2_PROPERTIES: Readonly<Record<keyof IcebergOAuth2Args, string>> = {
    credential: "iceberg.catalog.oauth2.credential",
    token: "iceberg.catalog.oauth2.token",
    serverUri: "iceberg.catalog.oauth2.server-uri",
    scope: "iceberg.catalog.oauth2.scope",
    audience: "iceberg.catalog.oauth2.audience",
    tokenRefresh: "iceberg.catalog.oauth2.token-refresh-enabled",
};

export const S3_PROPERTIES: Readonly<Record<keyof S3DataArgs, string>> = {
    region: "aws.s3.region",
    endpoint: "aws.s3.endpoint",
    pathStyleAccess: "aws.s3.enable_path_style_access",
    accessKeyId: "aws.s3.access_key",
    secretAccessKey: "aws.s3.secret_key",
    useInstanceProfile: "aws.s3.use_instance_profile",
    useDefaultCredentials: "aws.s3.use_aws_sdk_default_behavior",
    roleArn: "aws.s3.iam_role_arn",
};

const CACHE: Readonly<Record<keyof IcebergCacheArgs, string>> = {
    enabled: "enable_iceberg_metadata_cache",
    ttlSeconds: "iceberg_meta_cache_ttl_sec",
    tableRefreshSeconds: "iceberg_table_cache_refresh_interval_sec",
};

type Properties = Record<string, pulumi.Input<string>>;

/** The properties that the typed arguments stand for. */
export function typedProperties({ rest, s3, cache, accessControl }: TypedCatalogArgs): Properties {
    return {
        ...(rest && restProperties(rest)),
        ...(rest?.signingName !== undefined && { "iceberg.catalog.rest.sigv4-enabled": "true" }),
        ...named(S3_PROPERTIES, s3 ?? {}),
        ...named(CACHE, cache ?? {}),
        ...(accessControl !== undefined && { "catalog.access.control": accessControl }),
    };
}

function restProperties({ oauth2, ...rest }: IcebergRestArgs): Properties {
    return {
        type: "iceberg",
        "iceberg.catalog.type": "rest",
        ...named(REST_PROPERTIES, rest),
        ...(oauth2 && { "iceberg.catalog.security": "oauth2", ...named(OAUTH2_PROPERTIES, oauth2) }),
    };
}

function named<Args extends object>(keys: Readonly<Record<keyof Args, string>>, args: Args): Properties {
    const given = Object.entries(args) as [keyof Args, pulumi.Input<string | number | boolean> | undefined][];
    return Object.fromEntries(
        given.flatMap(([argument, value]) => (value === undefined ? [] : [[keys[argument], asText(value)]])),
    );
}

/** All properties of StarRocks are texts. */
function asText(value: pulumi.Input<string | number | boolean>): pulumi.Input<string> {
    return typeof value === "object" ? pulumi.output(value).apply(String) : String(value);
}

/** The argument that a property was given by, or that it could be given by. */
export function argumentOf(key: string, { rest, s3 }: TypedCatalogArgs): string {
    if (key === "iceberg.catalog.type") {
        return "rest";
    }
    const typed = [
        { name: "rest", args: rest, keys: REST_PROPERTIES as Readonly<Record<string, string>> },
        {
            name: "rest.oauth2",
            args: rest?.oauth2,
            keys: OAUTH2_PROPERTIES as Readonly<Record<string, string>>,
        },
        { name: "s3", args: s3, keys: S3_PROPERTIES as Readonly<Record<string, string>> },
    ].flatMap(({ name, args, keys }) =>
        Object.keys(keys)
            .filter((argument) => args !== undefined && keys[argument] === key)
            .map((argument) => `${name}.${argument}`),
    );
    return typed[0] ?? `properties["${key}"]`;
}
