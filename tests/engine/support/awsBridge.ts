import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { buildWithGo, goVersionIn, obstacleToGo } from "./goBuild";
import { isExecutable } from "./hostScripts";
import type { Progress } from "./progress";

const MODULE_DIRECTORY = resolve(__dirname, "../../../tools/aws-bridge");
const FOLDER_PREFIX = "aws-bridge-";
const PROGRAM = "pulumi-resource-aws";

/** Which plugin `aws` the engine attaches to: the real bridge with the sandbox behind it, or the sandbox's alone. */
const CHOICE_VARIABLE = "SANDBOX_AWS";
const CHOICES = ["bridge", "stand-in"] as const;
type Choice = (typeof CHOICES)[number];

function choice(): Choice | undefined {
    const chosen = process.env[CHOICE_VARIABLE];
    if (chosen === undefined || chosen === "" || CHOICES.includes(chosen as Choice)) {
        return (chosen || undefined) as Choice | undefined;
    }
    throw new Error(`${CHOICE_VARIABLE} is "${chosen}", expected ${CHOICES.join(" or ")}.`);
}

/** The bridge's program where it is to be used and was made before; it takes minutes to build, and isn't here. */
export async function cachedAwsBridge(): Promise<string | undefined> {
    if (choice() === "stand-in") {
        return undefined;
    }
    const program = join(cacheDirectory, await folderName(), PROGRAM);
    if (await isExecutable(program)) {
        return program;
    }
    if (choice() === "bridge") {
        throw new Error(`${CHOICE_VARIABLE} is "bridge", and it isn't built yet: npm test builds it.`);
    }
    return undefined;
}

export interface AwsBridge {
    /** The sandbox alone answers without it. */
    readonly program?: string;
    /** One line that says which of the two is used, and why. */
    readonly said: string;
}

/** The bridge, built at first from `tools/aws-bridge` where there is Go. */
export async function prepareAwsBridge(progress: Progress): Promise<AwsBridge> {
    if (choice() === "stand-in") {
        return { said: `AWS provider: the sandbox's own stand-in (${CHOICE_VARIABLE} says so)` };
    }
    const built = await cachedAwsBridge().catch(() => undefined);
    const obstacle = built === undefined ? await obstacleToGo(await goVersion()) : undefined;
    if (obstacle !== undefined) {
        const missing = `the bridge needs Go ${await goVersion()} or newer (${obstacle})`;
        if (choice() === "bridge") {
            throw new Error(`${CHOICE_VARIABLE} is "bridge", and ${missing}.`);
        }
        return { said: `AWS provider: the sandbox's own stand-in, since ${missing}` };
    }
    const program = built ?? (await build(progress));
    return { program, said: `AWS provider: pulumi-terraform-bridge before the sandbox, ${program}` };
}

async function build(progress: Progress): Promise<string> {
    const folder = await cachedFolder(await folderName(), async (staging) => {
        progress(
            "Building the AWS bridge from tools/aws-bridge: once, 1 to 2 minutes on 2 cores after the Pulumi " +
                `CLI, otherwise up to 4; 75 MB kept in ${cacheDirectory}.`,
        );
        await buildWithGo(
            {
                title: "the AWS bridge",
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

/** Another text in one of the sources is another program. */
async function folderName(): Promise<string> {
    const sources = (await readdir(MODULE_DIRECTORY)).filter((name) => /\.go$|^go\.(mod|sum)$/.test(name));
    const texts = await Promise.all(
        sources.sort().map(async (name) => [name, await readFile(join(MODULE_DIRECTORY, name), "utf8")]),
    );
    return FOLDER_PREFIX + hash(JSON.stringify(texts));
}

async function goVersion(): Promise<string> {
    const version = goVersionIn(await readFile(join(MODULE_DIRECTORY, "go.mod"), "utf8"));
    if (version === undefined) {
        throw new Error(`${MODULE_DIRECTORY}/go.mod names no version of Go`);
    }
    return version;
}
