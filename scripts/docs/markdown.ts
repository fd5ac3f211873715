import { prettyJson } from "./json";

/** Pieces of Markdown. A piece ends without a newline; `page` puts blank lines between them. */

export const page = (...pieces: readonly string[]): string => `${pieces.join("\n\n")}\n`;

/** For the top of a page, after its title. */
export const GENERATED = "<!-- Generated from the code by `npm run docs`. -->";

export const code = (text: string): string => `\`${text}\``;

export const codes = (texts: readonly string[]): string => texts.map(code).join(", ");

export const codeBlock = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

export const json = (value: unknown): string => codeBlock("json", prettyJson(value));

/** Shows its content when it is opened. */
export const folded = (summary: string, content: string): string =>
    `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** A table whose columns are as wide as their widest cell, as the formatter of this repository has them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = head.map((title, column) =>
        Math.max(3, title.length, ...rows.map((row) => row[column]!.length)),
    );
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
