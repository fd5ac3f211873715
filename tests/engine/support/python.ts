import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import type { InlineProgram } from "./inlineProgram";
import { run } from "./processes";
import { isAtLeast, type Progress } from "./progress";
import { generateSdk, obstacleToSdks, sdkGenerator, sdkHash } from "./sdkGenerator";

const REQUIREMENTS = resolve(__dirname, "../fixtures/python/requirements.txt");
const DRIVER = join(__dirname, "pythonProgram.py");
const NEEDED = "3.10";
const PACKAGES_PREFIX = "python-packages-";
const SDK_PREFIX = "python-sdk-";

/** What stands in the way of running programs in Python; `undefined` if nothing does. */
export async function obstacleToPython(): Promise<string | undefined> {
    const found = await installedPython();
    if (found === undefined) {
        return "no python3 with venv and pip on PATH";
    }
    return isAtLeast(found.version, NEEDED)
        ? obstacleToSdks()
        : `found Python ${found.version}, and ${NEEDED} or newer is needed`;
}

/** Pulumi's SDK for Python as its lock file has it, and the SDK of this package generated from its schema. */
export async function preparePython(progress: Progress): Promise<InlineProgram> {
    const program = join(await installedPackages(progress), "bin", "python");
    await sdkGenerator(progress);
    const sdk = await cachedFolder(SDK_PREFIX + (await sdkHash()), async (staging) => {
        const generated = join(staging, "generated");
        await generateSdk("python", generated, progress);
        await pip(program, ["--no-deps", "--no-build-isolation", "--target", staging, generated]);
    });
    await removeUnused(cacheDirectory, (name) => name.startsWith(SDK_PREFIX));
    return { program, arguments: [DRIVER], environment: { PYTHONPATH: sdk, PYTHONDONTWRITEBYTECODE: "1" } };
}

async function installedPackages(progress: Progress): Promise<string> {
    const found = await installedPython();
    const text = JSON.stringify([found, await readFile(REQUIREMENTS, "utf8")]);
    const directory = await cachedFolder(PACKAGES_PREFIX + hash(text), async (staging) => {
        progress("Installing Pulumi's SDK for Python, once for all test runs.");
        await run({ program: "python3", arguments: ["-m", "venv", staging] });
        await pip(join(staging, "bin", "python"), ["--require-hashes", "--requirement", REQUIREMENTS]);
    });
    await removeUnused(cacheDirectory, (name) => name.startsWith(PACKAGES_PREFIX));
    return directory;
}

/** Version and place: an environment is made for one Python, and fails with another. */
async function installedPython(): Promise<{ version: string; prefix: string } | undefined> {
    const question =
        "import ensurepip, json, platform, sys, venv; " +
        "print(json.dumps({'version': platform.python_version(), 'prefix': sys.base_prefix}))";
    try {
        return JSON.parse(
            await run({ program: "python3", arguments: ["-c", question], directory: tmpdir() }),
        );
    } catch {
        return undefined;
    }
}

async function pip(program: string, parameters: readonly string[]): Promise<void> {
    const quietly = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await run({ program, arguments: ["-m", "pip", "install", ...quietly, ...parameters] });
}
