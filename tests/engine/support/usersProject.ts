import { installedPackages } from "./installedPackages";
import {
    checkoutsPackages,
    type LockedPackages,
    lockedReleases,
    lockFile,
    releaseIn,
} from "./lockedReleases";
import { packagesOfOldestPeers } from "./oldestPeers";

export type PackageManagerName = "npm" | "pnpm" | "yarn";

/** Texts by file name. */
export type Files = Readonly<Record<string, string>>;

export interface Project {
    readonly name: string;
    readonly private: true;
    readonly dependencies: Readonly<Record<string, string>>;
}

/** By manager: the releases that its user gets, and the project's files that make it take them. */
const LOCKED = {
    npm: {
        packages: packagesOfOldestPeers,
        files: (project: Project, packages: LockedPackages) => ({
            "package.json": JSON.stringify(project),
            "package-lock.json": lockFile(project, packages),
        }),
    },
    pnpm: {
        packages: checkoutsPackages,
        files: (project: Project, packages: LockedPackages) => {
            const overrides = lockedReleases(packages, (name, range) => `${name}@${range}`);
            return { "package.json": JSON.stringify({ ...project, pnpm: { overrides } }) };
        },
    },
    yarn: {
        packages: checkoutsPackages,
        files: (project: Project, packages: LockedPackages) => {
            const resolutions = lockedReleases(packages, (name, range) => `${name}@npm:${range}`);
            return { "package.json": JSON.stringify({ ...project, resolutions }) };
        },
    },
} as const;

export interface LockedProject {
    readonly files: Files;
    /** Refuses a folder in which the manager has installed something else. */
    verify(directory: string): Promise<void>;
}

/** A project of a user of this manager that gets the same releases on whatever day it is installed. */
export async function lockedProject(manager: PackageManagerName, project: Project): Promise<LockedProject> {
    const packages = await LOCKED[manager].packages();
    return {
        files: LOCKED[manager].files(project, packages),
        verify: async (directory) => {
            const named = Object.entries(project.dependencies).map(([name, version]) => `${name}@${version}`);
            const locked = new Set([...Object.entries(packages).map(releaseIn), ...named]);
            const installed = (await installedPackages(directory)).map(
                ({ name, version }) => `${name}@${version}`,
            );
            const unlocked = installed.filter((each) => !locked.has(each));
            if (unlocked.length > 0) {
                throw new Error(
                    `${manager} has installed what the lock files of this checkout don't name: ${unlocked.join(", ")}. ` +
                        "They are renewed by npm install, and by npm run lock-oldest-peers.",
                );
            }
        },
    };
}
