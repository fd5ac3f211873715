import type { Line, Run } from "./terminal";

const CHARACTER_WIDTH = 8.4;
const LINE_HEIGHT = 19;
const MARGIN = 18;
const TITLE_HEIGHT = 30;

/** By number in a terminal's palette, on a dark ground. */
const COLOURS = [
    ...["#6e7681", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#c9d1d9"],
    ...["#8b949e", "#ffa198", "#a5f2ab", "#f2cc60", "#a5d6ff", "#e2c5ff", "#8ae8ee", "#f0f6fc"],
];

/** A picture of a terminal, as text: it can be searched, copied and read aloud. */
export function svgOf(lines: readonly Line[], columns: number, title: string, description: string): string {
    const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * MARGIN);
    const height = TITLE_HEIGHT + lines.length * LINE_HEIGHT + 2 * MARGIN;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(description)}">`,
        `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
        ...["#ff5f57", "#febc2e", "#28c840"].map(
            (colour, index) => `<circle cx="${MARGIN + 4 + index * 18}" cy="20" r="6" fill="${colour}"/>`,
        ),
        `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#c9d1d9">`,
        `<text x="${width / 2}" y="24" text-anchor="middle" fill="#8b949e">${escaped(title)}</text>`,
        ...lines.flatMap((line, row) => texts(line, TITLE_HEIGHT + MARGIN + (row + 1) * LINE_HEIGHT - 5)),
        "</g>",
        "</svg>",
        "",
    ].join("\n");
}

/** Each word group at its own column, whatever the width of the reader's font: spaces count for little in SVG. */
function texts(line: Line, y: number): string[] {
    let column = 0;
    return line.flatMap((run) => {
        const start = column;
        column += run.text.length;
        return [...run.text.matchAll(/\S+(?: \S+)*/g)].map((group) =>
            textOf({ ...run, text: group[0] }, start + group.index, y),
        );
    });
}

function textOf({ text, colour, isBold }: Run, column: number, y: number): string {
    const attributes = [
        `x="${round(MARGIN + column * CHARACTER_WIDTH)}" y="${y}" textLength="${round(text.length * CHARACTER_WIDTH)}"`,
        ...(colour === undefined || colour >= COLOURS.length ? [] : [`fill="${COLOURS[colour]}"`]),
        ...(isBold ? ['font-weight="bold"'] : []),
    ];
    return `<text ${attributes.join(" ")}>${escaped(text)}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function escaped(text: string): string {
    return text
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;");
}
