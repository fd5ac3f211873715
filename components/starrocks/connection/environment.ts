import type { StackConfig } from "./configuration";

/** Variables that stand in for configuration which a stack doesn't have. */
const VARIABLES: Readonly<Record<string, string>> = {
    "starrocks:host": "STARROCKS_HOST",
    "starrocks:port": "STARROCKS_PORT",
    "starrocks:user": "STARROCKS_USER",
    "starrocks:password": "STARROCKS_PASSWORD",
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The stack's configuration, and for settings that it lacks, the environment of the Pulumi process. */
export function orEnvironment(config: StackConfig, environment: Environment): StackConfig {
    return (key) => {
        const variable = VARIABLES[key];
        return config(key) ?? (variable === undefined ? undefined : environment[variable]);
    };
}

/** A user, and what it logs in with. */
export interface Credentials {
    readonly user: string;
    readonly password: string;
}

/** The user whom the environment names, if it does. */
export function environmentCredentials(environment: Environment): Credentials | undefined {
    const { STARROCKS_USER: user, STARROCKS_PASSWORD: password = "" } = environment;
    return user === undefined || user === "" ? undefined : { user, password };
}
