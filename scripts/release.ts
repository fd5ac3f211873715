/**
 * What the release workflow runs: `check <tag>` refuses a tag that isn't ready, `stamp` writes the origin into the
 * manifests, which is never committed, and `notes <tag>` prints the changes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { changesOf, problemsWith } from "./release/changes";
import { missingIn, type Publisher, stamped } from "./release/manifest";

const ROOT = resolve(__dirname, "..");
/** By manifest: its folder in the repository. */
const MANIFESTS: Readonly<Record<string, string | undefined>> = {
    "package.json": undefined,
    "sandbox/package.json": "sandbox",
};

const text = (file: string) => readFileSync(join(ROOT, file), "utf8");

function publisher(): Publisher {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
    const said = JSON.parse(text("publish.json")) as Publisher;
    return { ...said, repository: said.repository || (server && name ? `${server}/${name}` : "") };
}

function requireNone(problems: readonly string[]): void {
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
}

const COMMANDS: Readonly<Record<string, (tag: string) => void>> = {
    check: (tag) => {
        const versions = Object.keys(MANIFESTS).map((file) => [file, JSON.parse(text(file)).version]);
        requireNone([
            ...problemsWith(tag, Object.fromEntries(versions), text("CHANGELOG.md")),
            ...missingIn(publisher()).map((problem) => `publish.json: ${problem}`),
        ]);
    },
    stamp: () => {
        requireNone(missingIn(publisher()));
        for (const [file, directory] of Object.entries(MANIFESTS)) {
            const manifest = stamped(JSON.parse(text(file)), publisher(), directory);
            writeFileSync(join(ROOT, file), `${JSON.stringify(manifest, null, 4)}\n`);
        }
    },
    notes: (tag) => console.log(changesOf(tag.replace(/^v/, ""), text("CHANGELOG.md")) ?? ""),
};

const [command = "", tag = ""] = process.argv.slice(2);
try {
    const run = COMMANDS[command];
    if (run === undefined || (command !== "stamp" && !/^v\d+\.\d+\.\d+/.test(tag))) {
        throw new Error("usage: npm run release -- check v<version> | stamp | notes v<version>");
    }
    run(tag);
} catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
}
