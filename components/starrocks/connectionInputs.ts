import { isUnknown } from "../dynamic/unknown";
import type { ConnectionSettings } from "./connection";

/** Connection as the user gave it; what is missing comes from the stack's configuration. */
export interface ConnectionInputs {
    readonly host?: string;
    readonly port?: number;
    readonly user?: string;
    readonly password?: string;
}

/** Reads a value of the stack's configuration by its full key, such as `starrocks:host`. */
export type StackConfig = (key: string) => string | undefined;

export const DEFAULT_PORT = 9030;

/** Reasons why no connection can be made of the inputs, by property. */
export function connectionProblems(
    connection: ConnectionInputs,
    config: StackConfig,
): { property: string; reason: string }[] {
    const required = (["host", "user"] as const).filter(
        (key) => (connection[key] ?? config(`starrocks:${key}`) ?? "") === "",
    );
    const problems = required.map((key) => ({
        property: `connection.${key}`,
        reason: `is missing: set it, or run "pulumi config set starrocks:${key} <${key}>"`,
    }));
    const port = connection.port ?? config("starrocks:port");
    if (port !== undefined && !isUnknown(port) && !isPort(Number(port))) {
        problems.push({
            property: "connection.port",
            reason: `must be a whole number from 1 to 65535, not ${port}`,
        });
    }
    return problems;
}

function isPort(port: number): boolean {
    return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** The connection to use: the inputs first, then the stack's configuration, then StarRocks' defaults. */
export function resolveConnection(connection: ConnectionInputs, config: StackConfig): ConnectionSettings {
    return {
        host: connection.host ?? config("starrocks:host") ?? "",
        port: Number(connection.port ?? config("starrocks:port") ?? DEFAULT_PORT),
        user: connection.user ?? config("starrocks:user") ?? "",
        password: connection.password ?? config("starrocks:password") ?? "",
    };
}
