import { realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { withLock } from "./cache";
import { buildFromModule, cachedInstallations, installOfficial } from "./cliSources";
import { hostDirectories, isExecutable } from "./hostScripts";
import { run } from "./processes";
import { isAtLeast, type Progress, printProgress } from "./progress";
import { yamlHostFolders } from "./yamlHost";

export interface PulumiCli {
    readonly executable: string;
    readonly directory: string;
    readonly version: string;
    readonly source: "PULUMI_CLI" | "PATH" | "cache" | "official installer" | "Go module";
    /** What goes in front of PATH, so that the engine finds its hosts. */
    readonly searchPath: string;
}

/** Providers attached by `PULUMI_DEBUG_PROVIDERS` and the inputs that a dynamic `read` returns need this one. */
export const MINIMUM_VERSION = "3.216.0";

let found: Promise<PulumiCli> | undefined;

/**
 * The Pulumi CLI that tests and demo drive, found once per process: the one that `PULUMI_CLI` names, the one on
 * PATH, one in the cache, one from the official installer, or one built from the CLI's Go module.
 */
export function pulumiCli(progress: Progress = printProgress): Promise<PulumiCli> {
    found ??= findPulumiCli(progress);
    return found;
}

export async function findPulumiCli(progress: Progress): Promise<PulumiCli> {
    const named = process.env.PULUMI_CLI;
    if (named) {
        return accept(named, "PULUMI_CLI");
    }
    const onPath = await executableOnPath();
    if (onPath !== undefined) {
        try {
            return await accept(onPath, "PATH");
        } catch (error) {
            progress(`${error instanceof Error ? error.message : error} Looking for another one.`);
        }
    }
    return (await fromCache()) ?? (await makeAvailable(progress));
}

async function makeAvailable(progress: Progress): Promise<PulumiCli> {
    const wait = () => progress("Another process is getting the Pulumi CLI ready: waiting for it.");
    return withLock(
        "pulumi-cli",
        async () => {
            const meanwhile = await fromCache();
            if (meanwhile !== undefined) {
                return meanwhile;
            }
            const installed = await installOfficial(progress);
            if (installed !== undefined) {
                return accept(join(installed, "bin", "pulumi"), "official installer");
            }
            return accept(join(await buildFromModule(progress), "bin", "pulumi"), "Go module");
        },
        wait,
    );
}

async function fromCache(): Promise<PulumiCli | undefined> {
    for (const installation of await cachedInstallations()) {
        const executable = join(installation, "bin", "pulumi");
        if (await isExecutable(executable)) {
            return accept(executable, "cache");
        }
    }
    return undefined;
}

async function executableOnPath(): Promise<string | undefined> {
    for (const directory of (process.env.PATH ?? "").split(delimiter)) {
        const candidate = join(directory, "pulumi");
        if (directory !== "" && (await isExecutable(candidate))) {
            return candidate;
        }
    }
    return undefined;
}

async function accept(named: string, source: PulumiCli["source"]): Promise<PulumiCli> {
    const executable = await realpath(named).catch(() => named);
    const answer = await run({
        program: executable,
        arguments: ["version"],
        environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    const version = answer.trim().replace(/^v/, "");
    if (!isAtLeast(version, MINIMUM_VERSION)) {
        throw new Error(`${named} is Pulumi ${version}, and ${MINIMUM_VERSION} or newer is needed.`);
    }
    const directory = dirname(executable);
    const folders = [...(await hostDirectories(directory)), ...(await yamlHostFolders(directory))];
    const searchPath = folders.join(delimiter);
    return { executable, directory, version, source, searchPath };
}
