/**
 * Exact, case-sensitive keys whose values SHOW CREATE CATALOG masks (com.starrocks.credential.CredentialUtil). Not the
 * package's own list: a key that is wrong there has to show here.
 */
const MASKED_KEYS = new Set([
    "iceberg.catalog.rest.access-key-id",
    "iceberg.catalog.rest.secret-access-key",
    "iceberg.catalog.oauth2.credential",
    "iceberg.catalog.oauth2.token",
    "aws.s3.access_key",
    "aws.s3.secret_key",
    "aws.glue.access_key",
    "aws.glue.secret_key",
    "azure.blob.shared_key",
    "azure.adls2.shared_key",
    "azure.adls2.oauth2_client_secret",
    "gcp.gcs.service_account_private_key",
    "aliyun.oss.secret_key",
]);

const REMOVED_KEY = "password";
const MASK = "******";

/** The value to show, or undefined for a line that is left out. */
export function maskedValue(key: string, value: string): string | undefined {
    if (key === REMOVED_KEY) {
        return undefined;
    }
    return MASKED_KEYS.has(key) ? mask(value) : value;
}

function mask(value: string): string {
    return value.length <= 4 ? MASK : value.slice(0, 2) + MASK + value.slice(-2);
}
