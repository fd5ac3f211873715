import type { AuthPlugin } from "mysql2";
import { outsideText } from "../../common/outsideText";
import { StarRocksError } from "../errors";
import type { ConnectionSettings } from "./settings";

/** Which ways of a login may be answered, whatever the server asks for. */

/** Answers a challenge with what only proves that the password is known. */
const CHALLENGE_RESPONSE = "mysql_native_password";

const CLEAR_PASSWORD = "mysql_clear_password";

/**
 * Login methods that reveal the password to any server, or at least to one with its own key: allowed only within TLS.
 */
const ONLY_WITHIN_TLS = ["caching_sha2_password", "sha256_password"];

/** What the ways that the driver doesn't know are called by people. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
    [/openid|oidc|jwt/, "OpenID Connect"],
    [/oauth2/, "OAuth2"],
    [/kerberos|gssapi/, "Kerberos"],
    [/ldap_sasl/, "LDAP with SASL"],
];

type LoginSettings = Pick<ConnectionSettings, "tls" | "cleartextPassword">;

/** Why a login of this kind isn't answered; nothing if it is. */
export function loginProblem(
    plugin: string,
    { tls, cleartextPassword }: LoginSettings,
): StarRocksError | undefined {
    if (plugin === CHALLENGE_RESPONSE) {
        return undefined;
    }
    const name = outsideText(plugin, 60);
    if (plugin === CLEAR_PASSWORD) {
        return tls !== undefined && cleartextPassword
            ? undefined
            : new StarRocksError(`it asks for ${name}`, undefined, "CLEAR_PASSWORD_WANTED");
    }
    if (ONLY_WITHIN_TLS.includes(plugin)) {
        return tls === undefined
            ? new StarRocksError(`it asks for ${name}`, undefined, "LOGIN_NEEDS_TLS")
            : undefined;
    }
    const [, called] = FOREIGN.find(([names]) => names.test(plugin)) ?? [];
    const way = called === undefined ? name : `${called}, ${name}`;
    return new StarRocksError(`it asks for ${way}`, undefined, "LOGIN_UNKNOWN");
}

/**
 * What the driver takes for the ways of a login: all names are there, so that none that it knows, or will know, is
 * used unless it is allowed.
 */
export function loginPlugins(settings: LoginSettings): Record<string, AuthPlugin> {
    const refusal = (plugin: string | symbol): AuthPlugin | undefined => {
        const problem = loginProblem(String(plugin), settings);
        return (
            problem &&
            (() => {
                throw problem;
            })
        );
    };
    return new Proxy<Record<string, AuthPlugin>>(
        {},
        {
            get: (_, plugin) => refusal(plugin),
            getOwnPropertyDescriptor: (_, plugin) => {
                const value = refusal(plugin);
                return value && { value, configurable: true, enumerable: true };
            },
        },
    );
}
