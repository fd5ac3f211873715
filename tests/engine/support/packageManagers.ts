import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { type Consumer, consumerIn } from "./consumer";
import { type Environment, run } from "./processes";
import type { Progress } from "./progress";

/** What the checkout's own dependencies don't have: other package managers, and another release of TypeScript. */
const TOOLS = {
    pnpm: "10.34.9",
    yarn: "npm:@yarnpkg/cli-dist@4.18.1",
    typescript6: "npm:typescript@6.0.3",
} as const;

/** Each state of the sources makes a folder of 200 MB, which is filled again in seconds. */
const UNUSED_AFTER_MILLISECONDS = 60 * 60 * 1000;

export type PackageManagerName = "npm" | "pnpm" | "yarn";

interface Installation {
    readonly program: string;
    readonly arguments: readonly string[];
    readonly environment?: Environment;
    /** Settings that a user of this manager must have, by file name. */
    readonly settings?: Readonly<Record<string, string>>;
}

/** How each manager installs what the folder's package.json asks for, with a store of packages in our cache. */
const INSTALLATIONS: Record<PackageManagerName, (tools: string) => Promise<Installation> | Installation> = {
    npm: () => ({
        program: "npm",
        arguments: ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
    }),
    pnpm: (tools) => ({
        program: process.execPath,
        arguments: [
            join(tools, "pnpm", "bin", "pnpm.cjs"),
            ...["install", "--prefer-offline", "--store-dir", join(cacheDirectory, "packages-pnpm")],
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

/** npm's and pnpm's setting, which Yarn doesn't read. */
async function registryOfNpm(): Promise<Environment> {
    const registry = await run({ program: "npm", arguments: ["config", "get", "registry"] });
    return { YARN_NPM_REGISTRY_SERVER: registry, YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname };
}

/** Folder of a tool that is installed at its first use. */
export async function toolDirectory(name: keyof typeof TOOLS): Promise<string> {
    return join(await tools(), name);
}

async function tools(): Promise<string> {
    const manifest = JSON.stringify({ name: "tools", private: true, dependencies: TOOLS });
    const directory = await cachedFolder(`consumer-tools-${hash(manifest)}`, async (staging) => {
        await writeFile(join(staging, "package.json"), manifest);
        const { program, arguments: parameters } = await INSTALLATIONS.npm("");
        await run({ program, arguments: parameters, directory: staging });
    });
    return join(directory, "node_modules");
}

/** A user's folder in which a package manager has installed the package's tarball and the other dependencies. */
export async function installWith(
    manager: PackageManagerName,
    { tarball }: Consumer,
    dependencies: Readonly<Record<string, string>>,
    progress: Progress,
): Promise<Consumer> {
    const manifest = JSON.stringify({
        name: `${manager}-user`,
        private: true,
        dependencies: { "pulumi-starrocks-s3tables": `file:${tarball}`, ...dependencies },
    });
    const installation = await INSTALLATIONS[manager](await tools());
    const text = JSON.stringify([manifest, installation]);
    const directory = await cachedFolder(`consumer-${manager}-${hash(text)}`, async (staging) => {
        progress(`Installing the package for a user of ${manager}.`);
        const { program, arguments: parameters, environment, settings } = installation;
        for (const [file, content] of Object.entries({ "package.json": manifest, ...settings })) {
            await writeFile(join(staging, file), content);
        }
        await run({
            program,
            arguments: parameters,
            environment: { ...process.env, ...environment },
            directory: staging,
        });
    });
    const isOfManager = (name: string) => name.startsWith(`consumer-${manager}-`);
    await removeUnused(cacheDirectory, isOfManager, UNUSED_AFTER_MILLISECONDS);
    return consumerIn(directory, tarball);
}
