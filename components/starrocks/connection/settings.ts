import { isIP } from "node:net";
import { isUnknown } from "../../dynamic/unknown";

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
}

export interface TlsInputs {
    readonly ca?: string;
    readonly verifyCertificate?: boolean;
    readonly verifyServerName?: boolean;
}

/** A frontend's address. */
export interface Frontend {
    readonly host: string;
    readonly port: number;
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
    /** Seconds to wait for a frontend that doesn't accept connections yet. */
    readonly startupTimeoutSeconds: number;
}

/** Reads a value of the stack's configuration by its full key, such as `starrocks:host`. */
export type StackConfig = (key: string) => string | undefined;

const DEFAULT_PORT = 9030;
const DEFAULT_STARTUP_TIMEOUT_SECONDS = 60;

/** The connection to use: the inputs first, then the stack's configuration, then defaults. */
export function resolveConnection(connection: ConnectionInputs, config: StackConfig): ConnectionSettings {
    const port = Number(connection.port ?? config("starrocks:port") ?? DEFAULT_PORT);
    const tls = connection.tls ?? (config("starrocks:tls") === "true" ? {} : undefined);
    return {
        frontends: hostsOf(connection, config).map((host) => parseFrontend(host, port)),
        user: connection.user ?? config("starrocks:user") ?? "",
        password: connection.password ?? config("starrocks:password") ?? "",
        ...(tls && {
            tls: {
                ca: tls.ca ?? config("starrocks:tlsCa"),
                verifyCertificate: tls.verifyCertificate ?? true,
                verifyServerName: tls.verifyServerName ?? tls.verifyCertificate ?? true,
            },
        }),
        cleartextPassword: connection.cleartextPassword ?? false,
        startupTimeoutSeconds: connection.startupTimeoutSeconds ?? DEFAULT_STARTUP_TIMEOUT_SECONDS,
    };
}

function hostsOf(connection: ConnectionInputs, config: StackConfig): readonly string[] {
    if (connection.hosts !== undefined && connection.hosts.length > 0) {
        return connection.hosts;
    }
    const hosts = connection.host ?? config("starrocks:host") ?? "";
    return hosts
        .split(",")
        .map((host) => host.trim())
        .filter((host) => host !== "");
}

/** Reads `host`, `host:port`, `[IPv6]:port` or an IPv6 address. */
function parseFrontend(text: string, defaultPort: number): Frontend {
    if (isIP(text) === 6) {
        return { host: text, port: defaultPort };
    }
    const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [];
    return { host: bracketed ?? plain ?? text, port: port === undefined ? defaultPort : Number(port) };
}

export interface ConnectionProblem {
    readonly property: string;
    readonly reason: string;
}

/** Reasons why no connection can be made of the inputs, by property. Unknown values are passed over. */
export function connectionProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    if (isUnknown(connection)) {
        return [];
    }
    return [
        ...(isUnknown(connection.hosts) ? [] : addressProblems(connection, config)),
        ...userProblems(connection, config),
        ...passwordProblems(connection, config),
    ].map(({ property, reason }) => ({ property: `connection.${property}`, reason }));
}

function addressProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    const { frontends, tls } = resolveConnection(connection, config);
    if (frontends.length === 0) {
        return [missing("host")];
    }
    const property = connection.hosts === undefined ? "host" : "hosts";
    const known = frontends.filter(({ host }) => !isUnknown(host));
    return [
        ...(isUnknown(connection.port) || known.every(({ port }) => isPort(port))
            ? []
            : [{ property: "port", reason: "must be a whole number from 1 to 65535" }]),
        ...known
            .filter(
                ({ host }) =>
                    !isUnknown(connection.tls) && tls?.verifyServerName === true && isIP(host) !== 0,
            )
            .map(({ host }) => ({
                property,
                reason:
                    `${host} is an address, and a certificate is checked against a name: give the frontend's DNS ` +
                    "name, or set tls.verifyServerName to false",
            })),
    ];
}

function isPort(port: number): boolean {
    return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function userProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    return (connection.user ?? config("starrocks:user") ?? "") === "" ? [missing("user")] : [];
}

function passwordProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    return connection.cleartextPassword === true && resolveConnection(connection, config).tls === undefined
        ? [
              {
                  property: "cleartextPassword",
                  reason: "sends the password as it is, so it is only allowed with tls",
              },
          ]
        : [];
}

function missing(property: "host" | "user"): ConnectionProblem {
    return {
        property,
        reason: `is missing: set it, or run "pulumi config set starrocks:${property} <${property}>"`,
    };
}
