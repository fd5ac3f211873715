import { rememberSecrets } from "../../common/knownSecrets";
import type { Shape } from "./answers";

/** How a catalog with `iceberg.catalog.security` `oauth2` proves who calls. */
export interface OAuth2Access {
    /** The token endpoint. */
    readonly serverUri: string;
    /** What the token is bought with, `<client id>:<secret>`; left out where there is a token already. */
    readonly credential?: string;
    readonly token?: string;
    readonly scope: string;
    readonly audience?: string;
}

type Properties = Readonly<Record<string, string>>;

/** Iceberg's own, where none is named (`OAuth2Properties.CATALOG_SCOPE`). */
const DEFAULT_SCOPE = "catalog";

/**
 * Reads how the token is had; nothing if that isn't in the properties, but in the frontends' environment.
 *
 * @param uri the catalog's address, below which Iceberg asks for tokens where no server is named.
 */
export function oauth2Access(properties: Properties, uri: string): OAuth2Access | undefined {
    const credential = value(properties, "credential");
    const token = value(properties, "token");
    const serverUri = value(properties, "server-uri", "oauth2-server-uri") ?? `${uri}/v1/oauth/tokens`;
    if ((credential === undefined && token === undefined) || !URL.canParse(serverUri)) {
        return undefined;
    }
    const audience = value(properties, "audience");
    return {
        serverUri,
        ...(token === undefined ? { credential } : { token }),
        scope: value(properties, "scope") ?? DEFAULT_SCOPE,
        ...(audience !== undefined && { audience }),
    };
}

/** StarRocks' own name of a property, or Iceberg's, which StarRocks hands on as it is. */
function value(properties: Properties, name: string, icebergs = name): string | undefined {
    const found = properties[`iceberg.catalog.oauth2.${name}`] ?? properties[`iceberg.catalog.${icebergs}`];
    return found === undefined || found === "" || found.startsWith("env:") ? undefined : found;
}

/** The form that buys a token (RFC 6749, 4.4), as Iceberg's client sends it: a credential without a colon is a secret. */
export function tokenForm({ credential = "", scope, audience }: OAuth2Access): URLSearchParams {
    const colon = credential.indexOf(":");
    const secret = credential.slice(colon + 1);
    rememberSecrets([credential, secret]);
    return new URLSearchParams({
        grant_type: "client_credentials",
        ...(colon < 0 ? {} : { client_id: credential.slice(0, colon) }),
        client_secret: secret,
        scope,
        ...(audience !== undefined && { audience }),
    });
}

/** What a token server answers. */
export const TOKEN: Shape<string> = (body) => {
    const token =
        typeof body === "object" && body !== null
            ? (body as { access_token?: unknown }).access_token
            : undefined;
    if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) {
        return undefined;
    }
    rememberSecrets([token]);
    return token;
};
