import { isMask, showsValue } from "../starrocks/masking";
import type { RestCredentials } from "../starrocks/preflight/target";

const ID = "iceberg.catalog.rest.access-key-id";
const SECRET = "iceberg.catalog.rest.secret-access-key";
const TOKEN = "iceberg.catalog.rest.session-token";

type Properties = Readonly<Record<string, string>>;

/** With what a catalog signs, as far as its properties tell. */
export type SigningKey =
    /** The key is shown in full, as releases before 3.5.1 do. */
    | "shown"
    /** A key of which a mask is shown. */
    | "masked"
    /** Variables in the environment of each frontend: a mask, and no id of AWS's begins like it. */
    | "environment"
    /** None: the frontends' own identity. */
    | "none";

export function signingKeyOf(shown: Properties): SigningKey {
    const id = shown[ID];
    if (id === undefined || shown[SECRET] === undefined) {
        return "none";
    }
    // `env:…`, in full or masked.
    if (/^en(v:|\*{6})/.test(id)) {
        return "environment";
    }
    return isMask(ID, id) || isMask(SECRET, shown[SECRET]) ? "masked" : "shown";
}

/** Whether a key can be the one that a catalog has: masks prove little, but what doesn't fit is another one. */
export function fitsKey(shown: Properties, key: RestCredentials): "fits" | "other key" | "other secret" {
    if (!showsValue(ID, key.accessKeyId, shown[ID]!)) {
        return "other key";
    }
    return showsValue(SECRET, key.secretAccessKey, shown[SECRET]!) ? "fits" : "other secret";
}

/** The properties with which the endpoint can be called from here. */
export function withKey(shown: Properties, key: RestCredentials): Properties {
    const { [TOKEN]: _token, ...others } = shown;
    return {
        ...others,
        [ID]: key.accessKeyId,
        [SECRET]: key.secretAccessKey,
        ...(key.sessionToken !== undefined && { [TOKEN]: key.sessionToken }),
    };
}

/** The properties without masks, which must never be signed with. */
export function withoutMasks(shown: Properties): Properties {
    return Object.fromEntries(Object.entries(shown).filter(([key, value]) => !isMask(key, value)));
}
