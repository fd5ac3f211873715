import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { buildWithGo, goVersionIn, obstacleToGo } from "./goBuild";
import { run } from "./processes";
import type { Progress } from "./progress";

const MODULE_DIRECTORY = resolve(__dirname, "../../../tools/sdk-generator");
const SCHEMA = resolve(__dirname, "../../../schema.json");
const FOLDER_PREFIX = "sdk-generator-";
const PROGRAM = "sdk-generator";

export type Language = "python" | "go" | "java";

/** What stands in the way of generating SDKs; `undefined` if nothing does. */
export async function obstacleToSdks(): Promise<string | undefined> {
    const needed = goVersionIn(await readFile(join(MODULE_DIRECTORY, "go.mod"), "utf8"))!;
    const obstacle = await obstacleToGo(needed);
    return obstacle && `Pulumi's code generators need Go ${needed} or newer (${obstacle})`;
}

/** Pulumi's code generators, which without a language's host no CLI has: built once. */
export async function sdkGenerator(progress: Progress): Promise<string> {
    const folder = await cachedFolder(await folderName(), async (staging) => {
        progress(
            "Building Pulumi's code generators: once, a minute after the Pulumi CLI, otherwise up to 4.",
        );
        await buildWithGo(
            {
                title: "Pulumi's code generators",
                directory: MODULE_DIRECTORY,
                package: ".",
                output: join(staging, PROGRAM),
            },
            progress,
        );
    });
    await removeUnused(cacheDirectory, (name) => name.startsWith(FOLDER_PREFIX));
    return join(folder, PROGRAM);
}

/** Writes what `pulumi package add` would write into `sdks/`. */
export async function generateSdk(language: Language, folder: string, progress: Progress): Promise<void> {
    const program = await sdkGenerator(progress);
    await run({ program, arguments: [SCHEMA, language, folder] });
}

/** A short name for all that an SDK depends on. */
export async function sdkHash(): Promise<string> {
    return hash((await folderName()) + (await readFile(SCHEMA, "utf8")));
}

async function folderName(): Promise<string> {
    const texts = ["go.mod", "go.sum", "main.go"].map((file) =>
        readFile(join(MODULE_DIRECTORY, file), "utf8"),
    );
    return FOLDER_PREFIX + hash((await Promise.all(texts)).join("\0"));
}
