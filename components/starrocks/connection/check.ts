import { isIP } from "node:net";
import { problemsIn } from "../../common/schema/check";
import { isUnknown } from "../../common/unknown";
import { configurationProblems, type StackConfig } from "./configuration";
import { connectionSchema, missing } from "./schema";
import { type ConnectionInputs, type ConnectionSettings, resolveConnection } from "./settings";

export interface ConnectionProblem {
    readonly property: string;
    readonly reason: string;
}

/** Reasons why no connection can be made of the inputs, by property. Unknown values are passed over. */
export function connectionProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    if (isUnknown(connection)) {
        return [];
    }
    const problems = [
        ...problemsIn(connectionSchema, connection, "connection", "provider").map(({ path, problem }) => ({
            property: path,
            reason: problem,
        })),
        ...configurationProblems(config).map(({ key, argument, problem }) => ({
            property: `connection.${argument}`,
            reason: `${problem}, in the configuration ${key}`,
        })),
        ...certificateWithoutTls(connection, config),
    ];
    // Values of the wrong type can't be put together.
    return problems.length > 0 ? problems : combinationProblems(connection, config);
}

function certificateWithoutTls({ tls }: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    return tls === undefined &&
        config("starrocks:tlsCa") !== undefined &&
        config("starrocks:tls") === undefined
        ? [
              {
                  property: "connection.tls",
                  reason:
                      "is missing, but the configuration has starrocks:tlsCa: the connection would not be encrypted; run " +
                      '"pulumi config set starrocks:tls true", or set it to false if that is intended',
              },
          ]
        : [];
}

function combinationProblems(connection: ConnectionInputs, config: StackConfig): ConnectionProblem[] {
    const unknownHosts = isUnknown(connection.hosts);
    const settings = resolveConnection(unknownHosts ? { ...connection, hosts: [] } : connection, config);
    return [
        ...(unknownHosts ? [] : addressProblems(connection, settings)),
        ...(settings.user === "" ? [{ property: "user", reason: missing("user") }] : []),
        ...cleartextProblems(connection, settings),
    ].map(({ property, reason }) => ({ property: `connection.${property}`, reason }));
}

function addressProblems(connection: ConnectionInputs, { frontends, tls }: ConnectionSettings) {
    if (frontends.length === 0) {
        return [{ property: "host", reason: missing("host") }];
    }
    const verifiesName =
        !isUnknown(connection.tls) && !isUnknown(connection.tls?.verifyServerName) && tls?.verifyServerName;
    return frontends
        .map(({ host }, index) => ({ host, property: connection.hosts ? `hosts[${index}]` : "host" }))
        .filter(({ host }) => verifiesName === true && isIP(host) !== 0)
        .map(({ property }) => ({
            property,
            reason:
                "is an address, but certificates are verified against a name: use the frontend's DNS name, or set " +
                "tls.verifyServerName to false",
        }));
}

function cleartextProblems(
    { tls }: ConnectionInputs,
    { cleartextPassword, ...settings }: ConnectionSettings,
): ConnectionProblem[] {
    return cleartextPassword === true && settings.tls === undefined && !isUnknown(tls)
        ? [
              {
                  property: "cleartextPassword",
                  reason: "sends the password in plain text, so it is only allowed with tls",
              },
          ]
        : [];
}
