import { nearest } from "../../common/schema/nearest";

/**
 * Properties that StarRocks reads from a catalog of Iceberg. It accepts any other without a word, so that a misspelt
 * one is as good as none.
 *
 * Read in the sources of StarRocks (main of 2026-01-30, and 3.5.7): `IcebergCatalogProperties`, `IcebergRESTCatalog`,
 * `OAuth2SecurityConfig`, `CloudConfigurationConstants`; and of Iceberg 1.10: `AwsProperties`, `HTTPClient`.
 */
const KEYS: readonly string[] = [
    "type",
    "catalog.access.control",
    "ranger.plugin.hive.service.name",
    ...under("iceberg.catalog.", [
        "type",
        "uri",
        "warehouse",
        "security",
        "vended-credentials-enabled",
        "disable_vended_credential",
        "credential",
        "token",
        "scope",
        "client.credentials-provider",
        "hive.metastore.uris",
    ]),
    ...under("iceberg.catalog.oauth2.", [
        "credential",
        "token",
        "scope",
        "server-uri",
        "audience",
        "token-refresh-enabled",
    ]),
    ...under("iceberg.catalog.rest.", [
        "auth.type",
        "sigv4-enabled",
        "signing-name",
        "signing-region",
        "access-key-id",
        "secret-access-key",
        "session-token",
        "nested-namespace-enabled",
        "view-endpoints-enabled",
        "client.connection-timeout-ms",
        "client.socket-timeout-ms",
        "client.max-retries",
    ]),
    ...["aws.s3.", "aws.glue."].flatMap((service) =>
        under(service, [
            "region",
            "endpoint",
            "access_key",
            "secret_key",
            "session_token",
            "iam_role_arn",
            "external_id",
            "sts.region",
            "sts.endpoint",
            "use_instance_profile",
            "use_aws_sdk_default_behavior",
            "use_web_identity_token_file",
        ]),
    ),
    "aws.s3.enable_path_style_access",
    "aws.s3.enable_ssl",
    "hive.metastore.uris",
    "enable_iceberg_metadata_cache",
    "enable_iceberg_table_cache",
    ...under("iceberg_", [
        "meta_cache_ttl_sec",
        "table_cache_ttl_sec",
        "table_cache_refresh_interval_sec",
        "table_cache_memory_usage_ratio",
        "data_file_cache_memory_usage_ratio",
        "delete_file_cache_memory_usage_ratio",
        "manifest_cache_with_column_statistics",
        "job_planning_thread_num",
    ]),
    "background_iceberg_job_planning_thread_num",
    "refresh_iceberg_manifest_min_length",
    "refresh_other_fe_iceberg_cache_thread_num",
];

/** Beginnings under which any name is read: headers of requests, and settings of storage that were not listed here. */
const FAMILIES = ["iceberg.catalog.header.", "iceberg.catalog.jdbc.", "azure.", "gcp.", "aliyun.", "hadoop."];

function under(prefix: string, names: readonly string[]): string[] {
    return names.map((name) => `${prefix}${name}`);
}

/** Why a property has most likely no effect; nothing if it has, or if the catalog is of a kind that isn't listed here. */
export function unknownPropertyWarnings(properties: Readonly<Record<string, unknown>>): string[] {
    const { type = "iceberg" } = properties;
    if (typeof type === "string" && type.toLowerCase() !== "iceberg") {
        return [];
    }
    return Object.keys(properties)
        .filter((key) => !KEYS.includes(key) && !FAMILIES.some((family) => key.startsWith(family)))
        .map((key) => {
            const meant = nearest(key, KEYS);
            const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
            return `properties["${key}"] is not known to be read by StarRocks, which accepts any property${hint}`;
        });
}
