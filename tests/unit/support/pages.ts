import { readFileSync } from "node:fs";

/** The text without what GitHub shows as code. */
function prose(page: string): string {
    return readFileSync(page, "utf8")
        .replace(/^( *)```.*?^\1```/gms, "")
        .replace(/`[^`\n]*`/g, "code");
}

/** Targets of a page's links and pictures inside of the repository, in Markdown and in HTML. */
export function targetsIn(page: string): string[] {
    const links = prose(page).matchAll(/\]\(([^()\s]+)\)|\b(?:href|src|srcset)="([^"]+)"/g);
    return [...links]
        .map(([, markdown, html]) => (markdown ?? html)!)
        .filter((target) => !/^[a-z]+:/.test(target));
}
