import { link, mkdir, readdir, readlink, symlink } from "node:fs/promises";
import { join } from "node:path";

/** Copies a folder by hard links: real files for Node, which follows symbolic links away, and no space taken. */
export async function linkTree(from: string, to: string): Promise<void> {
    await mkdir(to, { recursive: true });
    const entries = await readdir(from, { withFileTypes: true });
    await Promise.all(
        entries.map(async (entry) => {
            const source = join(from, entry.name);
            const target = join(to, entry.name);
            if (entry.isDirectory()) {
                await linkTree(source, target);
            } else if (entry.isSymbolicLink()) {
                await symlink(await readlink(source), target);
            } else {
                await link(source, target);
            }
        }),
    );
}
