import { isIP } from "node:net";
import { isUnknown } from "../../dynamic/unknown";
import {
    type ConnectionInputs,
    type ConnectionSettings,
    resolveConnection,
    type StackConfig,
} from "./settings";

export interface ConnectionProblem {
    readonly property: string;
    readonly reason: string;
}

/** Reasons why no connection can be made of the inputs, by property. Unknown values are passed over. */
export function connectionProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    if (isUnknown(connection)) {
        return [];
    }
    const unknownHosts = isUnknown(connection.hosts);
    const settings = resolveConnection(unknownHosts ? { ...connection, hosts: [] } : connection, config);
    return [
        ...(unknownHosts ? [] : addressProblems(connection, settings)),
        ...(settings.user === "" ? [missing("user")] : []),
        ...cleartextProblems(connection, settings),
        ...timeoutProblems(connection),
    ].map(({ property, reason }) => ({ property: `connection.${property}`, reason }));
}

function addressProblems(connection: ConnectionInputs, settings: ConnectionSettings): ConnectionProblem[] {
    const { frontends, tls } = settings;
    if (frontends.length === 0) {
        return [missing("host")];
    }
    const property = connection.hosts === undefined ? "host" : "hosts";
    const known = frontends.filter(({ host }) => !isUnknown(host));
    const verifiesName = !isUnknown(connection.tls) && tls?.verifyServerName === true;
    return [
        ...(isUnknown(connection.port) || known.every(({ port }) => isPort(port))
            ? []
            : [{ property: "port", reason: "must be a whole number from 1 to 65535" }]),
        ...known
            .filter(({ host }) => isIP(host) === 0 && !/^[A-Za-z0-9_.-]+$/.test(host))
            .map(({ host }) => ({
                property,
                reason: `"${host}" is no host name or address, with or without a port`,
            })),
        ...known
            .filter(({ host }) => verifiesName && isIP(host) !== 0)
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

function cleartextProblems(
    { tls }: ConnectionInputs,
    { cleartextPassword, ...settings }: ConnectionSettings,
): ConnectionProblem[] {
    return cleartextPassword === true && settings.tls === undefined && !isUnknown(tls)
        ? [
              {
                  property: "cleartextPassword",
                  reason: "sends the password as it is, so it is only allowed with tls",
              },
          ]
        : [];
}

const TIMEOUTS = ["startupTimeoutSeconds", "connectTimeoutSeconds", "queryTimeoutSeconds"] as const;

function timeoutProblems(connection: ConnectionInputs): ConnectionProblem[] {
    return TIMEOUTS.filter((property) => {
        const seconds = connection[property];
        const least = property === "startupTimeoutSeconds" ? 0 : Number.MIN_VALUE;
        return (
            seconds !== undefined && !isUnknown(seconds) && !(Number.isFinite(seconds) && seconds >= least)
        );
    }).map((property) => ({ property, reason: `must be a number of seconds, not ${connection[property]}` }));
}

function missing(property: "host" | "user"): ConnectionProblem {
    return {
        property,
        reason: `is missing: set it, or run "pulumi config set starrocks:${property} <${property}>"`,
    };
}
