import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { type Consumer, consumerIn } from "./consumer";
import { dayOfReleases, newestReleases } from "./newestReleases";
import { TARBALL } from "./oldestPeers";
import { type Environment, run } from "./processes";
import type { Progress } from "./progress";
import {
    type Files,
    type LockedProject,
    lockedProject,
    type PackageManagerName,
    type Project,
} from "./usersProject";

/** What the checkout's own dependencies don't have: other package managers, and another release of TypeScript. */
const TOOLS = {
    pnpm: { package: "pnpm", version: "10.34.9" },
    yarn: { package: "@yarnpkg/cli-dist", version: "4.18.1" },
    typescript6: { package: "typescript", version: "6.0.3" },
} as const;

/** Each state of the sources makes a folder of 200 MB, which is filled again in seconds. */
const UNUSED_AFTER_MILLISECONDS = 60 * 60 * 1000;

/** What is in the cache already isn't asked for again; an older answer would hide a newer release. */
const PREFER_OFFLINE = newestReleases ? [] : ["--prefer-offline"];

interface Installation {
    readonly program: string;
    readonly arguments: readonly string[];
    readonly environment?: Environment;
    /** Settings that a user of this manager must have, by file name. */
    readonly settings?: Files;
}

/** How each manager installs what the folder's package.json asks for, with a store of packages in our cache. */
const INSTALLATIONS: Record<PackageManagerName, (tools: string) => Promise<Installation> | Installation> = {
    npm: () => npm(newestReleases ? "install" : "ci"),
    pnpm: (tools) => ({
        program: process.execPath,
        arguments: [
            join(tools, "pnpm", "bin", "pnpm.cjs"),
            ...["install", ...PREFER_OFFLINE, "--store-dir", join(cacheDirectory, "packages-pnpm")],
        ],
    }),
    yarn: async (tools) => ({
        program: process.execPath,
        arguments: [join(tools, "yarn", "bin", "yarn.js"), "install"],
        environment: {
            YARN_GLOBAL_FOLDER: join(cacheDirectory, "packages-yarn"),
            YARN_ENABLE_TELEMETRY: "false",
            YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
            ...(await registryOfNpm()),
        },
        // With Yarn's own loader, Plug'n'Play, the AWS SDK isn't found when it is imported at the time of its use.
        settings: { ".yarnrc.yml": "nodeLinker: node-modules\n", "yarn.lock": "" },
    }),
};

function npm(command: "install" | "ci"): Installation {
    return {
        program: "npm",
        arguments: [command, ...PREFER_OFFLINE, "--no-audit", "--no-fund", "--loglevel=error"],
    };
}

/** npm's and pnpm's setting, which Yarn doesn't read. */
async function registryOfNpm(): Promise<Environment> {
    const registry = await run({ program: "npm", arguments: ["config", "get", "registry"] });
    return { YARN_NPM_REGISTRY_SERVER: registry, YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname };
}

/** Folder of a tool that is installed at its first use. */
export async function toolDirectory(name: keyof typeof TOOLS): Promise<string> {
    return join(await tools(), name);
}

/** They depend on nothing, so an exact version locks all of a tool. */
async function tools(): Promise<string> {
    const dependencies = Object.fromEntries(
        Object.entries(TOOLS).map(([name, tool]) => [
            name,
            `npm:${tool.package}@${newestReleases ? "^" : ""}${tool.version}`,
        ]),
    );
    const manifest = JSON.stringify({ name: "tools", private: true, dependencies });
    const directory = await cachedFolder(`consumer-tools-${hash(manifest + dayOfReleases)}`, (staging) =>
        install(npm("install"), { "package.json": manifest }, staging),
    );
    return join(directory, "node_modules");
}

async function install(installation: Installation, files: Files, directory: string): Promise<void> {
    for (const [file, text] of Object.entries({ ...files, ...installation.settings })) {
        await writeFile(join(directory, file), text);
    }
    await run({
        program: installation.program,
        arguments: installation.arguments,
        environment: { ...process.env, ...installation.environment },
        directory,
    });
}

const unlocked = (project: Project): LockedProject => ({
    files: { "package.json": JSON.stringify(project) },
    verify: async () => {},
});

/** A user's folder in which a package manager has installed the package's tarball and the other dependencies. */
export async function installWith(
    manager: PackageManagerName,
    { tarball }: Consumer,
    dependencies: Readonly<Record<string, string>>,
    progress: Progress,
): Promise<Consumer> {
    const project: Project = {
        name: `${manager}-user`,
        private: true,
        dependencies: { "pulumi-starrocks-s3tables": `file:./${TARBALL}`, ...dependencies },
    };
    const { files, verify } = newestReleases ? unlocked(project) : await lockedProject(manager, project);
    const installation = await INSTALLATIONS[manager](await tools());
    const text = JSON.stringify([tarball, files, installation, dayOfReleases]);
    const directory = await cachedFolder(`consumer-${manager}-${hash(text)}`, async (staging) => {
        progress(`Installing the package for a user of ${manager}.`);
        await cp(tarball, join(staging, TARBALL));
        await install(installation, files, staging);
        await verify(staging);
    });
    const isOfManager = (name: string) => name.startsWith(`consumer-${manager}-`);
    await removeUnused(cacheDirectory, isOfManager, UNUSED_AFTER_MILLISECONDS);
    return consumerIn(directory, tarball);
}
