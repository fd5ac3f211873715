import { cp, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheDirectory, cachedFolder, hash, removeUnused, withLock } from "./cache";
import type { InlineProgram } from "./inlineProgram";
import { run } from "./processes";
import type { Progress } from "./progress";
import { generateSdk, sdkGenerator, sdkHash } from "./sdkGenerator";

const EXAMPLE = resolve(__dirname, "../../../examples/go-quickstart/main.go");
/** What runs the example, and a lock of the modules that it is built with. */
const FIXTURES = resolve(__dirname, "../fixtures/go");
const FILES = ["go.mod", "go.sum", "operate_test.go"];
const FOLDER_PREFIX = "go-quickstart-";

/** The quickstart in Go, compiled with this package's SDK, which is generated from its schema. */
export async function prepareGoProgram(progress: Progress): Promise<InlineProgram> {
    await sdkGenerator(progress);
    const sources = [EXAMPLE, ...FILES.map((file) => join(FIXTURES, file))];
    const texts = await Promise.all(sources.map((file) => readFile(file, "utf8")));
    const name = FOLDER_PREFIX + hash(JSON.stringify([await sdkHash(), texts]));
    const folder = await cachedFolder(name, async (staging) => {
        progress(
            "Compiling the quickstart in Go: up to 2 minutes, and some seconds when only the SDK has changed.",
        );
        for (const source of sources) {
            await cp(source, join(staging, source.split("/").at(-1)!));
        }
        await generateSdk("go", join(staging, "sdk"), progress);
        const build = [
            "test",
            "-c",
            "-tags",
            "osusergo,grpcnotrace",
            "-ldflags",
            "-s -w",
            "-o",
            "program",
            ".",
        ];
        await withLock("go-build", () => run({ program: "go", arguments: build, directory: staging }));
    });
    await removeUnused(cacheDirectory, (each) => each.startsWith(FOLDER_PREFIX));
    return { program: join(folder, "program") };
}
