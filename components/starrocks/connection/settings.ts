import { loginName } from "../userIdentity";
import { configurationProblems, type StackConfig } from "./configuration";
import { type Frontend, hostsIn, parseFrontend } from "./frontendAddress";

/** Connection as the user gave it; what is missing comes from the stack's configuration. */
export interface ConnectionInputs {
    readonly host?: string;
    readonly hosts?: readonly string[];
    readonly port?: number;
    readonly user?: string;
    readonly password?: string;
    readonly tls?: TlsInputs;
    readonly cleartextPassword?: boolean;
    readonly startupTimeoutSeconds?: number;
    readonly connectTimeoutSeconds?: number;
    readonly queryTimeoutSeconds?: number;
}

export interface TlsInputs {
    readonly ca?: string;
    readonly verifyCertificate?: boolean;
    readonly verifyServerName?: boolean;
}

/** Everything that is needed to connect. */
export interface ConnectionSettings {
    /** Tried in this order. */
    readonly frontends: readonly Frontend[];
    readonly user: string;
    readonly password: string;
    /** Left out for a connection in clear. */
    readonly tls?: Required<Omit<TlsInputs, "ca">> & Pick<TlsInputs, "ca">;
    readonly cleartextPassword: boolean;
    /** Seconds to wait for a cluster that doesn't accept connections yet; 0 to not wait. Default: 60. */
    readonly startupTimeoutSeconds: number;
    /** Timeout of one connection attempt, in seconds. Default: 10. */
    readonly connectTimeoutSeconds: number;
    /** Seconds to wait for the answer to a statement. */
    readonly queryTimeoutSeconds: number;
}

const DEFAULT_PORT = 9030;
const DEFAULT_STARTUP_TIMEOUT_SECONDS = 60;
const DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;
/** On 4.x a statement waits for somebody else's CREATE CATALOG, which takes up to three minutes. */
const DEFAULT_QUERY_TIMEOUT_SECONDS = 300;

/**
 * The connection to use: the inputs first, then the stack's configuration, then defaults.
 *
 * @throws where the configuration can't be read. Refresh and destroy come here without a check, and a connection must
 * never be in clear because of a slip.
 */
export function resolveConnection(connection: ConnectionInputs, config: StackConfig): ConnectionSettings {
    const problems = configurationProblems(config);
    if (problems.length > 0) {
        throw new Error(problems.map(({ key, problem }) => `configuration ${key} ${problem}`).join("; "));
    }
    const port = connection.port ?? Number(config("starrocks:port") ?? DEFAULT_PORT);
    const tls = connection.tls ?? (config("starrocks:tls") === "true" ? {} : undefined);
    return {
        frontends: hostsOf(connection, config).map((host) => parseFrontend(host, port)),
        user: loginName(connection.user ?? config("starrocks:user") ?? ""),
        password: connection.password ?? config("starrocks:password") ?? "",
        ...(tls && {
            tls: {
                ca: tls.ca ?? config("starrocks:tlsCa"),
                verifyCertificate: tls.verifyCertificate ?? true,
                verifyServerName: tls.verifyServerName ?? tls.verifyCertificate ?? true,
            },
        }),
        cleartextPassword: connection.cleartextPassword ?? config("starrocks:cleartextPassword") === "true",
        startupTimeoutSeconds: connection.startupTimeoutSeconds ?? DEFAULT_STARTUP_TIMEOUT_SECONDS,
        connectTimeoutSeconds: connection.connectTimeoutSeconds ?? DEFAULT_CONNECT_TIMEOUT_SECONDS,
        queryTimeoutSeconds: connection.queryTimeoutSeconds ?? DEFAULT_QUERY_TIMEOUT_SECONDS,
    };
}

function hostsOf(connection: ConnectionInputs, config: StackConfig): readonly string[] {
    if (connection.hosts !== undefined && connection.hosts.length > 0) {
        return connection.hosts;
    }
    return hostsIn(connection.host ?? config("starrocks:host") ?? "");
}

/** Reads a frontend from its stored form, `host:port` or `[IPv6]:port`. */
export function storedFrontend(text: string): Frontend {
    return parseFrontend(text, DEFAULT_PORT);
}
