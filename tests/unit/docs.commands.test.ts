import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import manifest from "../../package.json";
import sandboxManifest from "../../sandbox/package.json";

const ROOT = join(__dirname, "../..");
const PAGES = [
    ...["README.md", "CONTRIBUTING.md"],
    ...readdirSync(join(ROOT, "docs"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => join("docs", file)),
];
const PROGRAMS = [...Object.keys(manifest.bin), ...Object.keys(sandboxManifest.bin)];
/** Those that a reader's own project would have. */
const READERS_OWN = ["test:integration"];

describe("The commands on a page", () => {
    for (const page of PAGES) {
        it(`exist: ${page}`, () => {
            const text = readFileSync(join(ROOT, page), "utf8");
            const scripts = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name!);
            const programs = [...text.matchAll(/\bnpx ([\w-]+)/g)].map(([, name]) => name!);
            expect([...Object.keys(manifest.scripts), ...READERS_OWN]).to.include.members(scripts);
            expect(PROGRAMS).to.include.members(programs);
        });
    }

    it("have arguments for npm pack and npm install that fit together", () => {
        const [, pattern] = /npm install ~\/(\S+)\.tgz/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))!;
        expect(pattern).to.equal(`${manifest.name}-[0-9]*`);
    });
});
