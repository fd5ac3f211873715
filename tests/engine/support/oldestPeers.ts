import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import manifest from "../../../package.json";
import { type LockedPackages, readLockFile } from "./lockedReleases";
import { run } from "./processes";

const LOCK_FILE = resolve(__dirname, "../fixtures/oldest-peers/package-lock.json");

/** Where in the project's folder the package's tarball lies. */
export const TARBALL = "package.tgz";

const lowest = (range: string) => range.replace(/^\^/, "");

/** The oldest supported peers, which the checkout's own lock file doesn't have. */
export const oldestPeers = {
    "@pulumi/pulumi": lowest(manifest.peerDependencies["@pulumi/pulumi"]),
    "@pulumi/aws": lowest(manifest.peerDependencies["@pulumi/aws"]),
};

/** What users test their programs with; this checkout has Mocha alone. */
export const testRunners = {
    ...{ jest: "^30.5.2", "ts-jest": "^29.4.15", vitest: "^4.1.12" },
    // Later ones ask for a package that not every registry has.
    vite: "~7.1.0",
    mocha: manifest.devDependencies.mocha,
    typescript: manifest.devDependencies.typescript,
};

/** The releases of one who has the oldest peers, and the package by a tarball that lies in the project's folder. */
export async function packagesOfOldestPeers(): Promise<LockedPackages> {
    const { name, version, bin, dependencies, peerDependencies, peerDependenciesMeta } = manifest;
    return {
        ...(await readLockFile(LOCK_FILE)),
        [`node_modules/${name}`]: {
            version,
            ...{ resolved: `file:${TARBALL}` },
            ...{ bin, dependencies, peerDependencies, peerDependenciesMeta },
        },
    };
}

/** Writes the lock file anew, with what is published today. It names neither this package nor a registry. */
export async function lockOldestPeers(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), "oldest-peers-"));
    try {
        const project = {
            name: "oldest-peers",
            private: true,
            dependencies: { ...manifest.dependencies, ...oldestPeers, ...testRunners },
        };
        await writeFile(join(directory, "package.json"), JSON.stringify(project));
        await run({
            program: "npm",
            arguments: ["install", "--package-lock-only", "--omit-lockfile-registry-resolved"],
            directory,
        });
        await mkdir(dirname(LOCK_FILE), { recursive: true });
        await writeFile(LOCK_FILE, await readFile(join(directory, "package-lock.json")));
        return LOCK_FILE;
    } finally {
        await rm(directory, { recursive: true, force: true });
    }
}
