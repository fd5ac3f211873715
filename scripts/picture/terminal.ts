import { Terminal } from "@xterm/headless";

/** A piece of a line that looks the same. */
export interface Run {
    readonly text: string;
    /** Number of one of the 16 colours of a terminal; nothing for the usual one. */
    readonly colour?: number;
    readonly isBold: boolean;
}

export type Line = readonly Run[];

export interface Size {
    readonly columns: number;
    readonly rows: number;
}

/** What a terminal of this size shows in the end, with what has scrolled out of it. */
export async function shownLines(output: string, { columns, rows }: Size): Promise<Line[]> {
    const terminal = new Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
    await new Promise<void>((done) => terminal.write(output, done));
    const buffer = terminal.buffer.active;
    const lines = Array.from({ length: buffer.length }, (_, row) => runsOf(buffer.getLine(row)!, columns));
    terminal.dispose();
    return withoutBlankEnds(lines);
}

type BufferLine = NonNullable<ReturnType<Terminal["buffer"]["active"]["getLine"]>>;

function runsOf(line: BufferLine, columns: number): Line {
    const runs: Run[] = [];
    for (let column = 0; column < columns; column += 1) {
        const cell = line.getCell(column)!;
        const next = {
            text: cell.getChars() || " ",
            colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
            isBold: cell.isBold() !== 0,
        };
        const last = runs.at(-1);
        if (last !== undefined && last.colour === next.colour && last.isBold === next.isBold) {
            runs[runs.length - 1] = { ...last, text: last.text + next.text };
        } else {
            runs.push(next);
        }
    }
    const text = runs.at(-1)?.text.trimEnd();
    return text === undefined
        ? []
        : [...runs.slice(0, -1), { ...runs.at(-1)!, text }].filter((run) => run.text !== "");
}

function withoutBlankEnds(lines: readonly Line[]): Line[] {
    const isBlank = (line: Line) => line.every(({ text }) => text.trim() === "");
    const first = lines.findIndex((line) => !isBlank(line));
    const last = lines.findLastIndex((line) => !isBlank(line));
    return lines.slice(Math.max(first, 0), last + 1);
}
