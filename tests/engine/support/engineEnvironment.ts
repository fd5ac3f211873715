import { delimiter, join, resolve } from "node:path";
import type { Environment } from "./processes";
import type { PulumiCli } from "./pulumiCli";

/** Where the tests' language host of Node.js finds its packages for a project that has none, as one in YAML. */
const CHECKOUT = resolve(__dirname, "../../..");

export interface EngineFolders {
    /** Where the CLI keeps plugins and credentials. */
    readonly home: string;
    /** Where the file backend keeps state. */
    readonly state: string;
}

export function engineFolders(root: string): EngineFolders {
    return { home: join(root, "home"), state: join(root, "state") };
}

/**
 * What the CLI is started with, over the caller's own environment: a variable that must not get through is
 * `undefined` here. The sandbox comes last, it says which AWS there is.
 */
export function engineEnvironment(
    cli: PulumiCli,
    folders: EngineFolders,
    sandbox: Environment = {},
): Environment {
    return {
        ...withoutCallersSettings(),
        PATH: [cli.searchPath, process.env.PATH].join(delimiter),
        PULUMI_HOME: folders.home,
        PULUMI_BACKEND_URL: `file://${folders.state}`,
        PULUMI_CONFIG_PASSPHRASE: "sandbox",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        LANGUAGE_HOST_MODULES: CHECKOUT,
        ...sandbox,
    };
}

function withoutCallersSettings(): Environment {
    const theirs = Object.keys(process.env).filter((name) => /^(AWS|PULUMI)_/.test(name));
    return Object.fromEntries(theirs.map((name) => [name, undefined]));
}
