import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { DOCS } from "../../scripts/docs/documents";

const ROOT = join(DOCS, "..");
const PAGE = readFileSync(join(DOCS, "troubleshooting.md"), "utf8");

/** The sources of some folders as one text, in which a message of several literals is in one piece. */
function sourcesIn(...folders: readonly string[]): string {
    return folders
        .flatMap((folder) =>
            readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
                .filter((file) => file.endsWith(".ts"))
                .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
        )
        .join("\n")
        .replace(/["`']\s*\+\s*["`']/g, "")
        .replace(/\\(["`'])/g, "$1");
}

/** What is quoted in the first column of the tables with this heading. */
function quotedUnder(heading: string): string[] {
    return PAGE.split("\n\n")
        .filter((block) => block.trimStart().startsWith(`| ${heading} `))
        .flatMap((table) => table.split("\n").slice(2))
        .flatMap((row) => [...row.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].map(([, text]) => text!));
}

/** The quoted texts that are not in the sources, placeholders aside. */
function notIn(sources: string, quoted: readonly string[]): string[] {
    return quoted.filter((text) =>
        text
            .split(/<[^<>]*>/)
            .map((piece) => piece.trim())
            .some((piece) => !sources.includes(piece)),
    );
}

describe("The page on troubleshooting", () => {
    const components = sourcesIn("components");

    for (const heading of ["Message", "After `waiting for`", "Part"]) {
        it(`quotes under "${heading}" only what this package prints`, () => {
            const quoted = quotedUnder(heading);
            expect(quoted).to.not.deep.equal([]);
            expect(notIn(components, quoted)).to.deep.equal([]);
        });
    }

    it("quotes of StarRocks only what the frontends of the sandbox and of the conformance suite say", () => {
        const quoted = quotedUnder("StarRocks says");
        expect(quoted).to.not.deep.equal([]);
        expect(notIn(sourcesIn("tests/sandbox/starrocks", "tests/conformance"), quoted)).to.deep.equal([]);
    });

    it("has every cause that a diagnosis can name", () => {
        const causes = [...components.matchAll(/\bcause:\s*(?:"([^"]+)"|`([^`]+)`)/g)].map(
            ([, plain, template]) => (plain ?? template)!,
        );
        const missing = causes.filter((cause) =>
            cause.split(/\$\{[^}]*\}/).some((piece) => !PAGE.includes(piece.trim())),
        );
        expect(causes).to.have.length.greaterThan(25);
        expect(missing).to.deep.equal([]);
    });
});
