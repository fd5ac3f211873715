import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { linkTree } from "./linkTree";
import { checkoutsPackages, lockFile } from "./lockedReleases";
import { dayOfReleases, newestReleases } from "./newestReleases";
import { run } from "./processes";
import { type Progress, printProgress } from "./progress";

const CHECKOUT = resolve(__dirname, "../../..");
const EXAMPLES = join(CHECKOUT, "examples");
const TARBALL = "package.tgz";

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
    "schema.json",
    "PulumiPlugin.yaml",
];
const SOURCE_FOLDERS = ["components", "bin"];

export type ProgramSource =
    | { readonly example: string }
    | { readonly files: Record<string, string> }
    /** Files and folders of the checkout, each in its place. */
    | { readonly checkout: readonly string[] };

/** A user's folder with the package installed from its tarball, in which programs can be placed. */
export interface Consumer {
    readonly directory: string;
    /** What was installed, as `npm pack` made it. */
    readonly tarball: string;
    /** Writes a Pulumi project into a folder of its own, and returns that folder. */
    program(name: string, source: ProgramSource): Promise<string>;
    /** Removes the programs; what was installed stays in the cache for the next run. */
    close(): Promise<void>;
}

interface Manifest {
    readonly name: string;
    readonly dependencies: Record<string, string>;
    readonly devDependencies: Record<string, string>;
    readonly peerDependencies: Record<string, string>;
}

let prepared: Promise<string> | undefined;

/** Prepared once per process; a later run with the same sources finds it in the cache. */
export async function openConsumer(progress: Progress = printProgress): Promise<Consumer> {
    prepared ??= prepare(progress);
    const directory = await prepared;
    return consumerIn(directory, join(directory, TARBALL));
}

/** A consumer in a folder in which the package is installed already. */
export async function consumerIn(directory: string, tarball: string): Promise<Consumer> {
    await mkdir(join(directory, "programs"), { recursive: true });
    const programs = await mkdtemp(join(directory, "programs", "run-"));
    return {
        directory,
        tarball,
        program: async (name, source) => {
            const program = await writeProgram(join(programs, name), name, source);
            await addDependencies(program, join(directory, "node_modules"));
            return program;
        },
        close: () => rm(programs, { recursive: true, force: true }),
    };
}

async function writeProgram(directory: string, name: string, source: ProgramSource): Promise<string> {
    await mkdir(directory, { recursive: true });
    if ("example" in source) {
        await copySources(join(EXAMPLES, source.example), directory);
        return directory;
    }
    if ("checkout" in source) {
        for (const path of source.checkout) {
            await copySources(join(CHECKOUT, path), join(directory, path));
        }
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

/** What a program depends on and most users don't have, such as the optional peer, comes from this checkout. */
async function addDependencies(program: string, installed: string): Promise<void> {
    const text = await readFile(join(program, "package.json"), "utf8").catch(() => "{}");
    const { dependencies = {} } = JSON.parse(text) as Partial<Manifest>;
    for (const name of Object.keys(dependencies).filter((each) => !existsSync(join(installed, each)))) {
        await cp(join(CHECKOUT, "node_modules", name), join(program, "node_modules", name), {
            recursive: true,
        });
    }
}

async function copySources(from: string, to: string): Promise<void> {
    await cp(from, to, { recursive: true, filter: (file) => !file.includes("node_modules") });
}

/**
 * What comes from the registry is installed once; for each state of the sources that installation is linked into
 * a folder of its own, and the tarball unpacked in it as npm does.
 */
async function prepare(progress: Progress): Promise<string> {
    const manifest = JSON.parse(await readFile(join(CHECKOUT, "package.json"), "utf8")) as Manifest;
    const registry = await installRegistryPackages(manifest, progress);
    const sources = await hashOfSources();
    const directory = await cachedFolder(join(basename(registry), sources), (staging) =>
        installPackage(manifest.name, registry, staging, progress),
    );
    await removeUnused(registry, (name) => !/^(node_modules|package(-lock)?\.json)$/.test(name));
    await removeUnused(cacheDirectory, (name) => name.startsWith("consumer-"));
    return directory;
}

async function installRegistryPackages(manifest: Manifest, progress: Progress): Promise<string> {
    const project = { name: "consumer", private: true, dependencies: usersDependencies(manifest) };
    const lock = newestReleases ? undefined : lockFile(project, await checkoutsPackages());
    const text = JSON.stringify(project, null, 4);
    return cachedFolder(`consumer-${hash(text + (lock ?? dayOfReleases))}`, async (staging) => {
        progress("Installing a user's packages with npm, once for all test runs.");
        await writeFile(join(staging, "package.json"), text);
        if (lock === undefined) {
            await npm(staging, ["install", "--no-audit", "--no-fund"]);
        } else {
            await writeFile(join(staging, "package-lock.json"), lock);
            await npm(staging, ["ci", "--prefer-offline", "--no-audit", "--no-fund"]);
        }
    });
}

function usersDependencies(manifest: Manifest): Record<string, string> {
    const peers = newestReleases ? manifest.peerDependencies : manifest.devDependencies;
    return {
        ...manifest.dependencies,
        ...pick(peers, PEERS),
        ...pick(manifest.devDependencies, TOOLCHAIN),
    };
}

function pick(versions: Record<string, string>, names: readonly string[]): Record<string, string> {
    return Object.fromEntries(names.map((name) => [name, versions[name]!]));
}

async function installPackage(
    name: string,
    registry: string,
    directory: string,
    progress: Progress,
): Promise<void> {
    progress("Building and packing the package.");
    const packed = await mkdtemp(join(tmpdir(), "pack-"));
    try {
        await npm(CHECKOUT, ["pack", "--pack-destination", packed]);
        const tarball = (await readdir(packed)).find((file) => file.endsWith(".tgz"));
        if (tarball === undefined) {
            throw new Error(`npm pack left no tarball in ${packed}`);
        }
        await cp(join(packed, tarball), join(directory, TARBALL));
    } finally {
        await rm(packed, { recursive: true, force: true });
    }
    await linkTree(join(registry, "node_modules"), join(directory, "node_modules"));
    const installed = join(directory, "node_modules", name);
    await mkdir(installed, { recursive: true });
    await run({
        program: "tar",
        arguments: ["-xzf", join(directory, TARBALL), "-C", installed, "--strip-components=1"],
    });
    await writeFile(join(directory, "package.json"), JSON.stringify({ name: "consumer", private: true }));
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
