import type { VersionFacts } from "../versions";
import { ConnectorFailure } from "./connectorFailure";

type Properties = ReadonlyMap<string, string>;
/** The text of a refusal, or undefined. */
type Check = (properties: Properties) => string | undefined;

const NATIVE_TYPES = ["hive", "glue", "rest", "hadoop", "jdbc"];
const SECURITY_KINDS = ["NONE", "OAUTH2", "JWT"];
const NUMERIC_PROPERTIES = [
    "iceberg_meta_cache_ttl_sec",
    "iceberg_table_cache_ttl_sec",
    "iceberg_table_cache_refresh_interval_sec",
    "iceberg_job_planning_thread_num",
    "background_iceberg_job_planning_thread_num",
    "refresh_other_fe_iceberg_cache_thread_num",
    "refresh_iceberg_manifest_min_length",
];

const hasNativeType: Check = (properties) =>
    properties.get("iceberg.catalog.type")
        ? undefined
        : "Can't find iceberg native catalog type. You must specify the 'iceberg.catalog.type' property when " +
          "creating an iceberg catalog in the catalog properties";

const hasStsRegion: Check = (properties) => {
    const endpoint = properties.get("aws.s3.sts.endpoint");
    return endpoint && !properties.get("aws.s3.sts.region")
        ? `STS endpoint is set to ${endpoint} but no signing region was provided`
        : undefined;
};

const hasNumbers: Check = (properties) =>
    NUMERIC_PROPERTIES.map((key) => properties.get(key))
        .filter((value) => value !== undefined && !/^[+-]?\d+$/.test(value))
        .map((value) => `For input string: "${value}"`)[0];

/** No Ranger plugin is installed here, nor was one where this text was observed. */
const RANGER_WITHOUT_PLUGIN = "bound must be positive";

const hasNoRangerControl: Check = (properties) =>
    properties.get("catalog.access.control") === "ranger" ? RANGER_WITHOUT_PLUGIN : undefined;

const hasNoRangerService: Check = (properties) =>
    properties.has("ranger.plugin.hive.service.name") ? RANGER_WITHOUT_PLUGIN : undefined;

const hasKnownNativeType: Check = (properties) =>
    NATIVE_TYPES.includes(nativeType(properties))
        ? undefined
        : "Property iceberg.catalog.type is missing or not supported now.";

const hasMetastore: Check = (properties) =>
    nativeType(properties) === "hive" && !properties.get("hive.metastore.uris")
        ? "Null hive.metastore.uris, please check your property's key and value of catalog or resource."
        : undefined;

const hasKnownSecurity: Check = (properties) => {
    const security = properties.get("iceberg.catalog.security") ?? "none";
    return SECURITY_KINDS.includes(security.toUpperCase()) ? undefined : `Invalid security: ${security}`;
};

/** Refusals while the connector object is made: at CREATE, at ALTER and when a frontend replays its log. */
export function checkConnector(properties: Properties, facts: VersionFacts): void {
    run([hasNativeType, hasStsRegion, hasNumbers], properties);
    run(facts.checksAccessControlAtCreate ? [hasNoRangerControl] : [], properties);
    run([hasNoRangerService], properties);
}

/** Refusals while the native catalog is made, before any request. 3.5 ignores a wrong security. */
export function checkNativeCatalog(properties: Properties, facts: VersionFacts): void {
    run([hasKnownNativeType, hasMetastore], properties);
    run(facts.loadsCatalogAtCreate ? [hasKnownSecurity] : [], properties);
}

export function nativeType(properties: Properties): string {
    return (properties.get("iceberg.catalog.type") ?? "").toLowerCase();
}

function run(checks: readonly Check[], properties: Properties): void {
    for (const check of checks) {
        const refusal = check(properties);
        if (refusal !== undefined) {
            throw new ConnectorFailure(refusal);
        }
    }
}
