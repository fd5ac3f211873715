import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const LOCK_FILE = resolve(__dirname, "../../../package-lock.json");

interface LockedPackage {
    /** Of the project itself, and of a package that is installed under another name. */
    readonly name?: string;
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
}

/** By place: `""` is the project, `node_modules/a/node_modules/b` what is installed below it. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** What a clone of this checkout gets, on whatever day it is installed. */
export const checkoutsPackages = (): Promise<LockedPackages> => readLockFile(LOCK_FILE);

export async function readLockFile(file: string): Promise<LockedPackages> {
    return (JSON.parse(await readFile(file, "utf8")) as { packages: LockedPackages }).packages;
}

/** npm's lock file of another project, which gets the same releases; npm leaves out what it doesn't ask for. */
export function lockFile(project: object, packages: LockedPackages): string {
    return JSON.stringify({ lockfileVersion: 3, requires: true, packages: { ...packages, "": project } });
}

/** A package of a lock file by the name under which it is installed, as `name@version`. */
export function releaseIn([place, { name, version }]: readonly [string, LockedPackage]): string {
    return `${place === "" ? name : place.split("node_modules/").at(-1)}@${version}`;
}

/** For package managers that don't read npm's lock file: the version of each range that some package asks for. */
export function lockedReleases(
    packages: LockedPackages,
    key: (name: string, range: string) => string,
): Record<string, string> {
    const versions: Record<string, string> = {};
    for (const [place, asking] of Object.entries(packages)) {
        const { dependencies, optionalDependencies, devDependencies } = asking;
        const ranges = { ...dependencies, ...optionalDependencies, ...devDependencies };
        for (const [name, range] of Object.entries(ranges)) {
            const found = findFrom(place, name, packages);
            if (found !== undefined) {
                versions[key(name, range)] = found.version;
            }
        }
    }
    return versions;
}

/** As Node.js looks for it: in the package's own `node_modules`, then in each one above. */
function findFrom(place: string, name: string, packages: LockedPackages): LockedPackage | undefined {
    const found = packages[join(place, "node_modules", name)];
    if (found !== undefined || place === "") {
        return found;
    }
    const above = place.slice(0, place.lastIndexOf("node_modules"));
    return findFrom(above.replace(/\/$/, ""), name, packages);
}
