import type { dynamic } from "@pulumi/pulumi";
import type { StackConfig } from "../starrocks/connection/configuration";
import { orEnvironment } from "../starrocks/connection/environment";
import type { Surroundings } from "../starrocks/connection/locate";
import { type ConnectionSettings, resolveConnection } from "../starrocks/connection/settings";
import { watchForCancellation } from "./cancellation";

/** Configuration of the stack, of all namespaces; the engine hands it over once per process. */
let stackConfig: StackConfig = () => undefined;

/** Takes the stack's configuration, as every provider of the process is offered it. */
export async function configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    stackConfig = (key) => config.get(key);
    watchForCancellation();
}

/** The stack's configuration as it is. */
export const stackSettings: StackConfig = (key) => stackConfig(key);

/** The stack's configuration, and what the environment has in its place. */
export const settings: StackConfig = (key) => orEnvironment(stackConfig, process.env)(key);

/** For what no program declares any more. */
export function surroundings(): Surroundings {
    return { config: stackConfig, environment: process.env };
}

/** How a declared resource is reached. */
export function connectionOf({
    connection,
}: {
    readonly connection: Parameters<typeof resolveConnection>[0];
}): ConnectionSettings {
    return resolveConnection(connection, settings);
}
