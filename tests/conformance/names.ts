import { randomInt } from "node:crypto";
import type { Cell, Text } from "./steps";

/** `~lake` in a statement or in a result. */
const PLACEHOLDER = /~([A-Za-z]\w*)/g;

/** Keeps this run's objects apart from everybody else's: each name begins with the run's prefix. */
export class Names {
    readonly prefix = `cf${randomInt(36 ** 5, 36 ** 6).toString(36)}_`;

    private readonly others: Readonly<Record<string, string>>;

    /** Placeholders that stand for something else than an object: `~host`, `~root` and `~prefix`. */
    constructor(others: Readonly<Record<"host" | "root", string>>) {
        this.others = { ...others, prefix: this.prefix };
    }

    fill(text: string): string {
        return text.replace(PLACEHOLDER, (_, name: string) => this.others[name] ?? this.prefix + name);
    }

    fillCell(cell: Cell): Cell {
        return typeof cell === "string" ? this.fill(cell) : cell;
    }

    fits(expected: Text, text: string): boolean {
        return expected instanceof RegExp
            ? new RegExp(this.fill(expected.source), expected.flags).test(text)
            : this.fill(expected) === text;
    }

    areOwn(row: readonly Cell[]): boolean {
        return row.some((cell) => String(cell).includes(this.prefix));
    }
}
