import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";
import { targetsIn } from "./support/pages";

const ROOT = resolve(__dirname, "..", "..");

/** The pages that people read, from README.md on. */
function pages(): string[] {
    const inFolder = (folder: string) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
            .map((file) => join(folder, file));
    return [
        ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
        ...inFolder("docs"),
        ...inFolder("examples"),
    ];
}

/** The anchors that GitHub gives to a page's headings, and those that are written out. */
function anchorsOf(page: string): Set<string> {
    const text = readFileSync(page, "utf8").replace(/^( *)```.*?^\1```/gms, "");
    const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!));
    for (const [, heading] of text.matchAll(/^#+ (.+)$/gm)) {
        const slug = heading!
            .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
            .toLowerCase()
            .replace(/[^\p{L}\p{N}_ -]/gu, "")
            .replaceAll(" ", "-");
        let anchor = slug;
        for (let count = 1; anchors.has(anchor); count++) {
            anchor = `${slug}-${count}`;
        }
        anchors.add(anchor);
    }
    return anchors;
}

/** Why a target leads nowhere; nothing if it leads somewhere. */
function problemWith(target: string, page: string): string | undefined {
    const [path, anchor] = target.split("#") as [string, string | undefined];
    const file = path === "" ? page : resolve(dirname(page), decodeURI(path));
    if (!existsSync(file)) {
        return `${target}: there is no such file`;
    }
    return anchor === undefined || anchorsOf(file).has(anchor)
        ? undefined
        : `${target}: there is no such heading`;
}

describe("The links of a page", () => {
    for (const page of pages()) {
        it(`lead somewhere: ${page}`, () => {
            const file = join(ROOT, page);
            const problems = targetsIn(file).map((target) => problemWith(target, file));
            expect(problems.filter((problem) => problem !== undefined)).to.deep.equal([]);
        });
    }

    it("stay inside the repository", () => {
        const outside = pages().flatMap((page) =>
            targetsIn(join(ROOT, page)).filter((target) =>
                relative(ROOT, resolve(dirname(join(ROOT, page)), target)).startsWith(".."),
            ),
        );
        expect(outside).to.deep.equal([]);
    });
});
