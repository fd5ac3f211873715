import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../shared/validation";

/** Encryption of the connection to StarRocks, which must offer it (`ssl_keystore_location` in `fe.conf`). */
export interface StarRocksTlsArgs {
    /** Certificates to trust, in PEM. Default: configuration `starrocks:tlsCa`, else those that Node.js trusts. */
    ca?: pulumi.Input<string>;
    /** False to accept any certificate, which protects from nobody who is on the way. Default: true. */
    verifyCertificate?: pulumi.Input<boolean>;
    /** False to accept a trusted certificate of another name. Default: the value of `verifyCertificate`. */
    verifyServerName?: pulumi.Input<boolean>;
}

/** How StarRocks is reached. Whatever is left out is read from the stack's configuration. */
export interface StarRocksConnectionArgs {
    /**
     * Name or address of a frontend, with or without a port. Default: configuration `starrocks:host`, which
     * may hold several with commas between them.
     */
    host?: pulumi.Input<string>;
    /** Several frontends, with or without ports, in place of `host`; they are tried in order. Default: none. */
    hosts?: pulumi.Input<pulumi.Input<string>[]>;
    /** MySQL protocol port (`query_port`) of the frontends. Default: configuration `starrocks:port`, else 9030. */
    port?: pulumi.Input<number>;
    /**
     * User with the roles `db_admin` and `user_admin` as default roles. Default: configuration
     * `starrocks:user`.
     */
    user?: pulumi.Input<string>;
    /**
     * Password of the user; stored encrypted in the state. Default: configuration `starrocks:password`
     * (`pulumi config set --secret`); then no resource's state holds it, only the encrypted configuration, of
     * which Pulumi keeps a copy with its provider of dynamic resources.
     */
    password?: pulumi.Input<string>;
    /**
     * Encrypts the connection; `{}` verifies the certificate with what Node.js trusts. Default: TLS if the
     * configuration `starrocks:tls` is `true`, else none. Nothing but `true` and `false` is taken.
     */
    tls?: pulumi.Input<StarRocksTlsArgs>;
    /**
     * True to send the password in clear, as LDAP users need; only with `tls`. Default: configuration
     * `starrocks:cleartextPassword`, else false.
     */
    cleartextPassword?: pulumi.Input<boolean>;
    /** Seconds to wait for a cluster that doesn't accept connections yet; 0 not to wait. Default: 60. */
    startupTimeoutSeconds?: pulumi.Input<number>;
    /** Seconds that one attempt to connect may take. Default: 10. */
    connectTimeoutSeconds?: pulumi.Input<number>;
    /**
     * Seconds to wait for the answer to a statement; StarRocks goes on with it all the same. Default: 300, since on
     * StarRocks 4.x every statement waits for a `CREATE` of anybody's catalog.
     */
    queryTimeoutSeconds?: pulumi.Input<number>;
}

/** What is read of a `mysql.Provider`; a type of our own, so that programs without @pulumi/mysql compile. */
export interface MySqlProviderSettings {
    /** `host:port` of a frontend. */
    readonly endpoint: pulumi.Output<string | undefined>;
    /** User of StarRocks. */
    readonly username: pulumi.Output<string | undefined>;
    /** Password of the user. */
    readonly password: pulumi.Output<string | undefined>;
    /** `true`, `skip-verify`, or `false` for a connection in clear. */
    readonly tls: pulumi.Output<string | undefined>;
    /** `cleartext` to send the password in clear. */
    readonly authenticationPlugin: pulumi.Output<string | undefined>;
}

/**
 * The connection that a provider of @pulumi/mysql holds.
 *
 * Its resources don't work on StarRocks (they read MySQL's own system tables), but its settings do: endpoint, user,
 * password, `tls` (`true` or `skip-verify`) and the authentication plugin `cleartext`.
 *
 * @param provider such as `new mysql.Provider("starrocks", { endpoint: "starrocks.internal:9030", ... })`.
 * @returns for the argument `starrocks` of an integration, or `connection` of a catalog or grant.
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
            { path: "tls", problem: "is none of true, skip-verify, false" },
        ]);
    }
    return TLS_BY_PROVIDER_SETTING.get(setting);
}

/** The arguments with the password marked as a secret. */
export function secretConnection({ password, ...rest }: StarRocksConnectionArgs): StarRocksConnectionArgs {
    return password === undefined ? rest : { ...rest, password: pulumi.secret(password) };
}
