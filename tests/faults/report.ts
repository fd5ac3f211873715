import type { Outcome } from "./runCell";

interface Run {
    readonly version: string;
    readonly outcomes: readonly Outcome[];
}

/** What came of each fault, and of all cells in the last line. */
export function report(runs: readonly Run[], print: (line: string) => void): void {
    const all = runs.flatMap(({ outcomes }) => outcomes);
    const faults = [...new Set(all.map(({ cell }) => cell.fault.name))];
    print(row(["fault", "cells", "passed", "went through", "slowest"]));
    for (const fault of faults) {
        const its = all.filter(({ cell }) => cell.fault.name === fault);
        const slowest = Math.max(...its.map(({ milliseconds }) => milliseconds));
        print(
            row([
                fault,
                String(its.length),
                String(its.filter(hasPassed).length),
                String(its.filter(({ error }) => error === undefined).length),
                `${(slowest / 1000).toFixed(1)} s`,
            ]),
        );
    }
    const passed = all.filter(hasPassed).length;
    print(`${passed} passed, ${all.length - passed} failed`);
}

const hasPassed = ({ problems }: Outcome) => problems.length === 0;

const WIDTHS = [28, 7, 8, 14, 8];

function row(columns: readonly string[]): string {
    return columns
        .map((text, index) => text.padEnd(WIDTHS[index]!))
        .join("")
        .trimEnd();
}
