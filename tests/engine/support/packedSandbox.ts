import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused } from "./cache";
import { run } from "./processes";

const CHECKOUT = resolve(__dirname, "../../..");
const PACKAGE = join(CHECKOUT, "sandbox");
const FOLDER_PREFIX = "consumer-sandbox-";

/**
 * The sandbox's package as `npm pack` makes it, in a folder with what its manifest names and nothing else: that comes
 * from this checkout. Returns where it is, and the program that npm would link into `.bin`.
 */
export async function installedSandbox(): Promise<{ readonly folder: string; readonly program: string }> {
    const manifest = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
    const { name, bin, dependencies } = manifest as {
        name: string;
        bin: Record<string, string>;
        dependencies: Record<string, string>;
    };
    const folder = await cachedFolder(`${FOLDER_PREFIX}${await hashOfSources()}`, async (staging) => {
        await run({ program: "npm", arguments: ["pack", PACKAGE, "--loglevel=error"], directory: staging });
        const tarball = (await readdir(staging)).find((file) => file.endsWith(".tgz"));
        const installed = join(staging, "node_modules", name);
        await mkdir(installed, { recursive: true });
        await run({
            program: "tar",
            arguments: ["-xzf", join(staging, tarball!), "-C", installed, "--strip-components=1"],
        });
        for (const each of Object.keys(dependencies)) {
            await mkdir(dirname(join(staging, "node_modules", each)), { recursive: true });
            await symlink(join(CHECKOUT, "node_modules", each), join(staging, "node_modules", each));
        }
    });
    await removeUnused(cacheDirectory, (each) => each.startsWith(FOLDER_PREFIX));
    const installed = join(folder, "node_modules", name);
    return { folder: installed, program: join(installed, bin[name]!) };
}

async function hashOfSources(): Promise<string> {
    const texts = [CHECKOUT];
    for (const folder of ["sandbox/src", "tests/sandbox"]) {
        const entries = await readdir(join(CHECKOUT, folder), { recursive: true, withFileTypes: true });
        for (const file of entries
            .filter((each) => each.isFile())
            .map((each) => join(each.parentPath, each.name))) {
            texts.push(await readFile(file, "utf8"));
        }
    }
    for (const file of ["package.json", "tsconfig.json"]) {
        texts.push(await readFile(join(PACKAGE, file), "utf8"));
    }
    return hash(texts.join("\0"));
}
