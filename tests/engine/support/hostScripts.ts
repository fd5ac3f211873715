import { access, chmod, constants, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cacheDirectory } from "./cache";

const SMALLER_THAN_ANY_BINARY = 100_000;

/** The two programs that an official installation has beside the CLI, and where ours come from. */
const HOSTS = [
    { name: "pulumi-language-nodejs", source: () => join(__dirname, "languageHost.js") },
    {
        name: "pulumi-resource-pulumi-nodejs",
        source: () => join(pulumiPackage(), "pulumi-resource-pulumi-nodejs"),
    },
];

/**
 * The directories that must be on PATH for the CLI in `directory` to run Node programs and dynamic providers.
 * A CLI of our own cache gets the missing hosts put beside it, where the engine expects them without a warning;
 * an installation of the developer is never written to.
 */
export async function hostDirectories(directory: string): Promise<string[]> {
    if (directory.startsWith(cacheDirectory)) {
        await install(directory, HOSTS);
        return [directory];
    }
    const missing = [];
    for (const host of HOSTS) {
        if (!(await isExecutable(join(directory, host.name))) && !(await isOnPath(host.name))) {
            missing.push(host);
        }
    }
    if (missing.length === 0) {
        return [directory];
    }
    const ours = join(cacheDirectory, "hosts");
    await install(ours, missing);
    return [directory, ours];
}

async function install(directory: string, hosts: typeof HOSTS): Promise<void> {
    await mkdir(directory, { recursive: true });
    for (const host of hosts) {
        const target = join(directory, host.name);
        const text = await readFile(host.source(), "utf8");
        if (await mayWrite(target, text)) {
            const staging = `${target}.${process.pid}`;
            await writeFile(staging, text);
            await chmod(staging, 0o755);
            await rename(staging, target);
        }
    }
}

/** An official host is a binary and stays; a script of ours from another version of this checkout is renewed. */
async function mayWrite(target: string, text: string): Promise<boolean> {
    try {
        if ((await stat(target)).size > SMALLER_THAN_ANY_BINARY) {
            return false;
        }
        return (await readFile(target, "utf8")) !== text;
    } catch {
        return true;
    }
}

export async function isOnPath(name: string): Promise<boolean> {
    for (const directory of (process.env.PATH ?? "").split(":")) {
        if (directory !== "" && (await isExecutable(join(directory, name)))) {
            return true;
        }
    }
    return false;
}

export async function isExecutable(file: string): Promise<boolean> {
    try {
        await access(file, constants.X_OK);
        return (await stat(file)).isFile();
    } catch {
        return false;
    }
}

function pulumiPackage(): string {
    return dirname(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
}
