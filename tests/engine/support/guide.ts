import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const DOCS = resolve(__dirname, "../../../docs");

/** A page of docs/ by its headings, so that a test can run what it tells people to run. */
export interface Guide {
    /** Texts of the code blocks in a language below a heading, down to the next one of the same level. */
    blocks(heading: string, language: string): string[];
}

export function openGuide(page: string): Guide {
    const sections = readFileSync(join(DOCS, page), "utf8").split(/^## /m);
    return {
        blocks: (heading, language) => {
            const section = sections.find((text) => text.startsWith(`${heading}\n`));
            if (section === undefined) {
                throw new Error(`${page} has no heading "${heading}"`);
            }
            const blocks = section.matchAll(/^```(\w+)\n(.*?)^```$/gms);
            return [...blocks].filter(([, name]) => name === language).map(([, , text]) => text!);
        },
    };
}

/** A program after an edit that is written as a diff. */
export function edited(program: string, diff: string): string {
    const lines = diff.split("\n");
    const side = (other: string) =>
        lines
            .filter((line) => !line.startsWith(other))
            .map((line) => line.slice(1))
            .join("\n");
    const [before, after, ...more] = program.split(side("+"));
    if (after === undefined || more.length > 0) {
        throw new Error(
            `this is in the program ${after === undefined ? "not" : "more than"} once:\n${side("+")}`,
        );
    }
    return before + side("-") + after;
}
