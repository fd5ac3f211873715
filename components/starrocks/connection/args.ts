import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../common/validation";

/** TLS for the connection to StarRocks, which must support it (`ssl_keystore_location` in `fe.conf`). */
export interface StarRocksTlsArgs {
    /** CA certificates to trust, in PEM. Default: configuration `starrocks:tlsCa`, else those that Node.js trusts. */
    ca?: pulumi.Input<string>;
    /** False to accept any certificate, which gives no protection against a machine in the middle. Default: true. */
    verifyCertificate?: pulumi.Input<boolean>;
    /** False to accept a trusted certificate issued for another name. Default: the value of `verifyCertificate`. */
    verifyServerName?: pulumi.Input<boolean>;
}

/** How to connect to StarRocks. Arguments that you omit are read from the stack's configuration. */
export interface StarRocksConnectionArgs {
    /**
     * Host name or address of a frontend, with or without a port. Default: configuration `starrocks:host`, which may
     * list several, separated by commas.
     */
    host?: pulumi.Input<string>;
    /** Several frontends, with or without ports, instead of `host`; they are tried in order. Default: none. */
    hosts?: pulumi.Input<pulumi.Input<string>[]>;
    /** MySQL protocol port (`query_port`) of the frontends. Default: configuration `starrocks:port`, else 9030. */
    port?: pulumi.Input<number>;
    /**
     * User with the roles `db_admin` and `user_admin` as default roles. Default: configuration
     * `starrocks:user`.
     */
    user?: pulumi.Input<string>;
    /**
     * Password of the user; stored encrypted in the state. Default: configuration `starrocks:password` (`pulumi config
     * set --secret`). Then no resource's state holds it, only the encrypted configuration, of which Pulumi stores a
     * copy with its provider for dynamic resources.
     */
    password?: pulumi.Input<string>;
    /**
     * TLS settings; `{}` encrypts the connection and verifies the certificate with the CAs that Node.js trusts.
     * Default: TLS if the configuration `starrocks:tls` is `true`, no TLS if it is `false` or not set. Any other value
     * is an error.
     */
    tls?: pulumi.Input<StarRocksTlsArgs>;
    /**
     * True to send the password in plain text inside the TLS connection, as LDAP users need; requires TLS. Default:
     * configuration `starrocks:cleartextPassword`, else false.
     */
    cleartextPassword?: pulumi.Input<boolean>;
    /** Seconds to wait for a cluster that doesn't accept connections yet; 0 to not wait. Default: 60. */
    startupTimeoutSeconds?: pulumi.Input<number>;
    /** Timeout of one connection attempt, in seconds. Default: 10. */
    connectTimeoutSeconds?: pulumi.Input<number>;
    /**
     * Seconds to wait for the result of a statement; StarRocks keeps running it after that. Default: 300, because on
     * StarRocks 4.x every statement waits while anyone's catalog is being created.
     */
    queryTimeoutSeconds?: pulumi.Input<number>;
}

/** The settings read from a `mysql.Provider`. Declared here so that programs without `@pulumi/mysql` compile. */
export interface MySqlProviderSettings {
    /** `host:port` of a frontend. */
    readonly endpoint: pulumi.Output<string | undefined>;
    /** StarRocks user. */
    readonly username: pulumi.Output<string | undefined>;
    /** Password of the user. */
    readonly password: pulumi.Output<string | undefined>;
    /** `true`, `skip-verify`, or `false` for no TLS. */
    readonly tls: pulumi.Output<string | undefined>;
    /** `cleartext` to send the password in plain text. */
    readonly authenticationPlugin: pulumi.Output<string | undefined>;
}

/**
 * Returns the connection settings of a provider of `@pulumi/mysql`.
 *
 * The provider's own resources don't work on StarRocks (they read MySQL's system tables), but its settings do:
 * endpoint, user, password, `tls` (`true` or `skip-verify`) and the authentication plugin `cleartext`.
 *
 * @param provider such as `new mysql.Provider("starrocks", { endpoint: "starrocks.internal:9030", ... })`.
 * @returns a value for the argument `starrocks` of an integration, or `connection` of a catalog or grant.
 */
export function connectionFromProvider(provider: MySqlProviderSettings): StarRocksConnectionArgs {
    return {
        host: provider.endpoint.apply((endpoint) => endpoint ?? ""),
        user: provider.username.apply((username) => username ?? ""),
        password: pulumi.secret(provider.password.apply((password) => password ?? "")),
        // An output without a value is an argument that was left out.
        tls: provider.tls.apply(tlsOf) as pulumi.Output<StarRocksTlsArgs>,
        cleartextPassword: provider.authenticationPlugin.apply((plugin) => plugin === "cleartext"),
    };
}

/** The provider's setting `tls`. */
const TLS_BY_PROVIDER_SETTING: ReadonlyMap<string | undefined, StarRocksTlsArgs | undefined> = new Map([
    [undefined, undefined],
    ["false", undefined],
    ["true", {}],
    ["skip-verify", { verifyCertificate: false }],
]);

/** What isn't understood must not end in a connection in clear. */
function tlsOf(setting: string | undefined): StarRocksTlsArgs | undefined {
    if (!TLS_BY_PROVIDER_SETTING.has(setting)) {
        throw refusal("the provider of @pulumi/mysql can't be used for StarRocks", [
            { path: "tls", problem: "must be one of true, skip-verify, false" },
        ]);
    }
    return TLS_BY_PROVIDER_SETTING.get(setting);
}

/** The arguments with the password marked as a secret. */
export function secretConnection({ password, ...rest }: StarRocksConnectionArgs): StarRocksConnectionArgs {
    return password === undefined ? rest : { ...rest, password: pulumi.secret(password) };
}
