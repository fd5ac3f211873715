import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");

/** A piece of code of a page, as its reader copies it. */
export interface Snippet {
    /** Page and line. */
    readonly place: string;
    readonly language: string;
    readonly text: string;
}

/** The pages that people write, and the API reference, which has the examples of the docstrings. */
const PAGES = [
    "README.md",
    "docs/api/README.md",
    ...readdirSync(join(ROOT, "docs"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => join("docs", file)),
];

export function snippets(...languages: readonly string[]): Snippet[] {
    return PAGES.flatMap((page) => snippetsIn(page)).filter(({ language }) => languages.includes(language));
}

export function snippetsIn(page: string): Snippet[] {
    const text = readFileSync(join(ROOT, page), "utf8");
    return [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map(([, indent, language, body], index) => {
        const before = text.slice(0, [...text.matchAll(/^ *```\w+\n/gm)][index]!.index);
        return {
            place: `${page}:${before.split("\n").length}`,
            language: language!,
            text: body!.replace(new RegExp(`^${indent}`, "gm"), ""),
        };
    });
}
