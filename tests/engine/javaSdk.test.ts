import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cachedFolder, hash } from "./support/cache";
import { run } from "./support/processes";
import { printProgress } from "./support/progress";
import { generateSdk, obstacleToSdks } from "./support/sdkGenerator";

const FIXTURES = join(__dirname, "fixtures/java");
const PROJECT = join(FIXTURES, "pom.xml");

describe("The SDK for Java", function () {
    this.timeout(200_000);
    let folder: string | undefined;

    before(async function () {
        const obstacle = (await obstacleToSdks()) ?? (await obstacleToJava());
        if (obstacle !== undefined) {
            printProgress(`The SDK for Java isn't compiled: ${obstacle}.`);
            this.skip();
        }
        folder = await mkdtemp(join(tmpdir(), "java-sdk-"));
    });

    after(async () => {
        if (folder !== undefined) {
            await rm(folder, { recursive: true });
        }
    });

    it("compiles, with a program that has the quickstart's arguments", async () => {
        const sdk = folder!;
        await generateSdk("java", sdk, printProgress);
        const generated = await readdir(sdk, { recursive: true });
        const sources = generated.filter((file) => file.endsWith(".java")).map((file) => join(sdk, file));
        const list = join(sdk, "sources");
        await writeFile(list, [...sources, join(FIXTURES, "App.java")].join("\n"));
        const classes = join(sdk, "classes");
        await run({
            program: "javac",
            arguments: [
                "-proc:none",
                "-nowarn",
                "-cp",
                join(await libraries(), "*"),
                "-d",
                classes,
                `@${list}`,
            ],
        });
        expect(await readdir(classes)).to.include("App.class");
    });
});

/** Pulumi's SDK for Java with what it needs, from Maven's registry. */
async function libraries(): Promise<string> {
    return cachedFolder(`java-libraries-${hash(await readFile(PROJECT, "utf8"))}`, async (staging) => {
        printProgress("Getting Pulumi's SDK for Java with Maven, once for all test runs.");
        await run({
            program: "mvn",
            arguments: [
                "-q",
                "-B",
                "-f",
                PROJECT,
                "dependency:copy-dependencies",
                `-DoutputDirectory=${staging}`,
            ],
        });
    });
}

async function obstacleToJava(): Promise<string | undefined> {
    try {
        await run({ program: "javac", arguments: ["-version"] });
        await run({ program: "mvn", arguments: ["-v"] });
        return undefined;
    } catch {
        return "no javac or no mvn on PATH";
    }
}
