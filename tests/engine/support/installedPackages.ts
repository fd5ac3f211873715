import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface InstalledPackage {
    readonly name: string;
    readonly version: string;
}

/** Every copy of every package in a folder's `node_modules`; a symbolic link to a copy is none. */
export async function installedPackages(directory: string): Promise<InstalledPackage[]> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const places = entries.flatMap((entry) => {
        const name = /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(entry.parentPath)?.[1];
        const isManifest = entry.isFile() && entry.name === "package.json";
        return isManifest && name !== undefined ? [{ name, folder: entry.parentPath }] : [];
    });
    return Promise.all(
        places.map(async ({ name, folder }) => {
            const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
            return { name, version: (manifest as { version: string }).version };
        }),
    );
}
