import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cacheDirectory, publish, withLock } from "./cache";
import { linkTree } from "./linkTree";
import { run } from "./processes";
import { type Progress, printProgress } from "./progress";

const CHECKOUT = resolve(__dirname, "../../..");
const EXAMPLES = join(CHECKOUT, "examples");
const UNUSED_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What a TypeScript project on Pulumi has besides the packages it uses. */
const TOOLCHAIN = ["typescript", "ts-node", "@types/node"];
/** The peers that npm installs by itself; the optional one stays out, as it does for a user. */
const PEERS = ["@pulumi/pulumi", "@pulumi/aws"];
/** What the tarball is made from; another text in one of these is another package. */
const PACKAGE_SOURCES = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "index.ts",
];
const SOURCE_FOLDERS = ["components"];

export type ProgramSource = { readonly example: string } | { readonly files: Record<string, string> };

/** A user's folder with the package installed from its tarball, in which programs can be placed. */
export interface Consumer {
    readonly directory: string;
    /** Writes a Pulumi project into a folder of its own, and returns that folder. */
    program(name: string, source: ProgramSource): Promise<string>;
    /** Removes the programs; what was installed stays in the cache for the next run. */
    close(): Promise<void>;
}

interface Manifest {
    readonly name: string;
    readonly dependencies: Record<string, string>;
    readonly devDependencies: Record<string, string>;
}

let prepared: Promise<string> | undefined;

/** Prepared once per process; a later run with the same sources finds it in the cache. */
export async function openConsumer(progress: Progress = printProgress): Promise<Consumer> {
    prepared ??= prepare(progress);
    const directory = await prepared;
    await mkdir(join(directory, "programs"), { recursive: true });
    const programs = await mkdtemp(join(directory, "programs", "run-"));
    return {
        directory,
        program: (name, source) => writeProgram(join(programs, name), name, source),
        close: () => rm(programs, { recursive: true, force: true }),
    };
}

async function writeProgram(directory: string, name: string, source: ProgramSource): Promise<string> {
    await mkdir(directory, { recursive: true });
    if ("example" in source) {
        await cp(join(EXAMPLES, source.example), directory, {
            recursive: true,
            filter: (file) => !file.includes("node_modules"),
        });
        return directory;
    }
    const files: Record<string, string> = {
        "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
        "package.json": JSON.stringify({ name, private: true }),
        ...source.files,
    };
    for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(join(directory, file)), { recursive: true });
        await writeFile(join(directory, file), text);
    }
    return directory;
}

/**
 * What comes from the registry is installed once; for each state of the sources that installation is linked into
 * a folder of its own, and the tarball unpacked in it as npm does.
 */
async function prepare(progress: Progress): Promise<string> {
    const manifest = JSON.parse(await readFile(join(CHECKOUT, "package.json"), "utf8")) as Manifest;
    const registry = await installRegistryPackages(manifest, progress);
    const directory = join(registry, await hashOfSources());
    if (!(await exists(directory))) {
        await withLock("consumer", async () => {
            if (!(await exists(directory))) {
                await installPackage(manifest.name, registry, directory, progress);
            }
        });
    }
    for (const used of [registry, directory]) {
        await utimes(used, new Date(), new Date());
    }
    await removeUnused(registry);
    return directory;
}

async function installRegistryPackages(manifest: Manifest, progress: Progress): Promise<string> {
    const developed = [...PEERS, ...TOOLCHAIN].map((name) => [name, manifest.devDependencies[name]]);
    const dependencies = { ...manifest.dependencies, ...Object.fromEntries(developed) };
    const text = JSON.stringify({ name: "consumer", private: true, dependencies }, null, 4);
    const directory = join(cacheDirectory, `consumer-${hash(text)}`);
    if (await exists(directory)) {
        return directory;
    }
    return withLock("consumer", async () => {
        if (!(await exists(directory))) {
            progress("Installing a user's packages with npm, once for all test runs.");
            const staging = `${directory}.${process.pid}.tmp`;
            await mkdir(staging, { recursive: true });
            await writeFile(join(staging, "package.json"), text);
            await npm(staging, ["install", "--prefer-offline", "--no-audit", "--no-fund"]);
            await publish(staging, directory);
        }
        return directory;
    });
}

async function installPackage(
    name: string,
    registry: string,
    directory: string,
    progress: Progress,
): Promise<void> {
    progress("Building and packing the package.");
    const packed = await mkdtemp(join(tmpdir(), "pack-"));
    const staging = `${directory}.${process.pid}.tmp`;
    try {
        await npm(CHECKOUT, ["pack", "--pack-destination", packed]);
        const tarball = (await readdir(packed)).find((file) => file.endsWith(".tgz"));
        if (tarball === undefined) {
            throw new Error(`npm pack left no tarball in ${packed}`);
        }
        await linkTree(join(registry, "node_modules"), join(staging, "node_modules"));
        const installed = join(staging, "node_modules", name);
        await mkdir(installed, { recursive: true });
        await run({
            program: "tar",
            arguments: ["-xzf", join(packed, tarball), "-C", installed, "--strip-components=1"],
        });
        await writeFile(join(staging, "package.json"), JSON.stringify({ name: "consumer", private: true }));
        await publish(staging, directory);
    } finally {
        await rm(packed, { recursive: true, force: true });
        await rm(staging, { recursive: true, force: true });
    }
}

async function npm(directory: string, parameters: readonly string[]): Promise<void> {
    await run({ program: "npm", arguments: [...parameters, "--loglevel=error"], directory });
}

async function hashOfSources(): Promise<string> {
    const files = [...PACKAGE_SOURCES.map((file) => join(CHECKOUT, file))];
    for (const folder of SOURCE_FOLDERS) {
        const entries = await readdir(join(CHECKOUT, folder), { recursive: true, withFileTypes: true });
        files.push(
            ...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
        );
    }
    const texts = [];
    for (const file of files.sort()) {
        texts.push(relative(CHECKOUT, file), await readFile(file, "utf8").catch(() => ""));
    }
    return hash(texts.join("\0"));
}

/** Consumers of other states of the sources and of other dependencies, and what interrupted runs left. */
async function removeUnused(registry: string): Promise<void> {
    await removeOld(registry, (name) => !/^(node_modules|package(-lock)?\.json)$/.test(name));
    await removeOld(cacheDirectory, (name) => name.startsWith("consumer-"));
}

async function removeOld(parent: string, isDisposable: (name: string) => boolean): Promise<void> {
    for (const name of (await readdir(parent)).filter(isDisposable)) {
        const entry = join(parent, name);
        const unusedSince = await stat(entry).then(
            ({ mtimeMs }) => mtimeMs,
            () => Date.now(),
        );
        if (Date.now() - unusedSince > UNUSED_AFTER_MILLISECONDS) {
            await rm(entry, { recursive: true, force: true });
        }
    }
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

async function exists(path: string): Promise<boolean> {
    return stat(path).then(
        () => true,
        () => false,
    );
}
