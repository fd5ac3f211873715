/** How StarRocks shows credentials: six stars, with two characters on either side if there are more than four. */
const SHORT_MASK = "******";
const MASK = /^(\*{6}|.{2}\*{6}.{2})$/s;

// `CredentialUtil` of StarRocks 4.1-dev and 3.5.7, keys as observed. Frontends of 3.4 and 3.5.0 mask fewer.
const MASKED_KEYS: ReadonlySet<string> = new Set([
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

/** What `SHOW CREATE CATALOG` prints for a masked value. */
export function masked(value: string): string {
    return value.length <= 4 ? SHORT_MASK : `${value.slice(0, 2)}${SHORT_MASK}${value.slice(-2)}`;
}

/** True if the value of this property may be shown as a mask. */
export function isMaskedKey(key: string): boolean {
    return MASKED_KEYS.has(key);
}

/** True if this is what stands for a credential that is not known, which must never be sent to StarRocks. */
export function isMask(key: string, value: string): boolean {
    return value === SHORT_MASK || (isMaskedKey(key) && MASK.test(value));
}

/** True if what the server shows may be the wanted value, masked or in clear. */
export function showsValue(key: string, wanted: string, shown: string): boolean {
    return shown === wanted || (isMaskedKey(key) && shown === masked(wanted));
}

/** Names of keys, which identify a credential and aren't one; StarRocks masks them all the same. */
const KEY_NAME = /access-key-id$|access_key$/;

/** Credentials that StarRocks prints in clear, such as session tokens. */
const UNMASKED_CREDENTIAL =
    /secret|token|passw|passphrase|pwd|credential|authorization|cookie|(api|private|shared|account)[-_.]?key/i;

/** Settings that are called after credentials and hold none, such as `vended-credentials-enabled`. */
const SETTING = /\.use_|(-enabled|-provider|-uri|-ms|_file)$/i;

/** In place of user and password, a token. */
const TOKEN_ONLY = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#\s:@]+)@/i;

/** User and password within an address. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/[^/?#\s:@]*):([^/?#\s]+)@/i;

/** True if the value of this property must not be read by everybody. */
export function isCredentialKey(key: string): boolean {
    return isMaskedKey(key) ? !KEY_NAME.test(key) : UNMASKED_CREDENTIAL.test(key) && !SETTING.test(key);
}

/**
 * The value as it may be printed: masked as StarRocks does it, and wholly where StarRocks would not.
 *
 * @param secretKeys properties that the program marks secret, whatever they are called.
 */
export function printable(key: string, value: string, secretKeys: readonly string[] = []): string {
    if (isMaskedKey(key)) {
        return MASK.test(value) ? value : masked(value);
    }
    return isCredentialKey(key) || secretKeys.includes(key)
        ? SHORT_MASK
        : value.replace(USER_INFO, `$1:${SHORT_MASK}@`).replace(TOKEN_ONLY, `$1${SHORT_MASK}@`);
}

type Properties = Readonly<Record<string, string>>;

/** The values, or the parts of them, that must be in no text. */
export function secretValues(properties: Properties, secretKeys: readonly string[] = []): string[] {
    return Object.entries(properties).flatMap(([key, value]) => {
        if (typeof value !== "string" || isMask(key, value)) {
            return [];
        }
        if (isCredentialKey(key) || secretKeys.includes(key)) {
            return [value];
        }
        const password = (USER_INFO.exec(value) ?? TOKEN_ONLY.exec(value))?.[2];
        return password === undefined ? [] : [password, decoded(password)];
    });
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
