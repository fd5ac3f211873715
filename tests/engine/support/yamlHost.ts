import { readFile, readlink, rename, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { buildWithGo, goVersionIn, obstacleToGo } from "./goBuild";
import { isExecutable, isOnPath } from "./hostScripts";
import type { Progress } from "./progress";

/** The module from which the CLI is built too: the host compiles hardly anything that the CLI doesn't. */
const MODULE_DIRECTORY = resolve(__dirname, "../../../tools/pulumi-cli");
const HOST_PACKAGE = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
const PROGRAM = "pulumi-language-yaml";
const FOLDER_PREFIX = "yaml-host-";

/**
 * The folders that must be on PATH for the CLI in `directory` to run programs in YAML: none where the host is beside the
 * CLI, as in an official installation, or on PATH already. A CLI of our own cache gets it put beside it, where the
 * engine expects it without a warning.
 */
export async function yamlHostFolders(directory: string): Promise<string[]> {
    const built = await builtHost();
    if ((await isOfficial(directory)) || !(await isExecutable(built))) {
        return [];
    }
    if (directory.startsWith(cacheDirectory)) {
        await linkBeside(directory, built);
        return [];
    }
    return [dirname(built)];
}

async function linkBeside(directory: string, built: string): Promise<void> {
    const link = join(directory, PROGRAM);
    if ((await readlink(link).catch(() => undefined)) !== built) {
        const staging = `${link}.${process.pid}`;
        await symlink(built, staging);
        await rename(staging, link);
    }
}

/** Builds the host where it is missing, as it is with a CLI that was built from its Go module. */
export async function prepareYamlHost(directory: string, progress: Progress): Promise<void> {
    if ((await isOfficial(directory)) || (await isExecutable(await builtHost()))) {
        return;
    }
    const needed = goVersionIn(await readFile(join(MODULE_DIRECTORY, "go.mod"), "utf8"))!;
    const obstacle = await obstacleToGo(needed);
    if (obstacle !== undefined) {
        throw new Error(
            `No ${PROGRAM} was found beside the Pulumi CLI or on PATH, and building it needs Go ${needed} or newer ` +
                `(${obstacle}).`,
        );
    }
    await cachedFolder(await folderName(), async (staging) => {
        progress("Building Pulumi's language host for YAML: once, half a minute after the Pulumi CLI.");
        await buildWithGo(
            {
                title: "the language host for YAML",
                directory: MODULE_DIRECTORY,
                package: HOST_PACKAGE,
                output: join(staging, PROGRAM),
            },
            progress,
        );
    });
    await removeUnused(cacheDirectory, (name) => name.startsWith(FOLDER_PREFIX));
    await yamlHostFolders(directory);
}

/** True where Pulumi's own host is: what we put beside a CLI is a link. */
async function isOfficial(directory: string): Promise<boolean> {
    const beside = join(directory, PROGRAM);
    const isLink = (await readlink(beside).catch(() => undefined)) !== undefined;
    return (!isLink && (await isExecutable(beside))) || (await isOnPath(PROGRAM));
}

async function builtHost(): Promise<string> {
    return join(cacheDirectory, await folderName(), PROGRAM);
}

async function folderName(): Promise<string> {
    const texts = ["go.mod", "go.sum"].map((file) => readFile(join(MODULE_DIRECTORY, file), "utf8"));
    return FOLDER_PREFIX + hash((await Promise.all(texts)).join("\0"));
}
