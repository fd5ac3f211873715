import { hasPassed, type Outcome } from "./outcome";

/** What came of each fault and of each operation, and of all cells in the last lines. */
export function report(all: readonly Outcome[], print: (line: string) => void): void {
    const outcomes = all.filter(({ skipped }) => skipped === undefined);
    for (const by of ["fault", "operation"] as const) {
        print(row([by, "cells", "passed", "told", "went through", "slowest"]));
        for (const value of new Set(outcomes.map((each) => each[by]))) {
            print(
                row(
                    figuresOf(
                        value,
                        outcomes.filter((each) => each[by] === value),
                    ),
                ),
            );
        }
        print("");
    }
    for (const { name, skipped } of all.filter((each) => each.skipped !== undefined)) {
        print(`skipped: ${name} (${skipped})`);
    }
    const passed = outcomes.filter(hasPassed);
    const told = passed.filter(({ isTold }) => isTold).length;
    print(`${passed.length - told} survived, ${told} told (lost grants of others, each with its statement)`);
    print(`${passed.length} passed, ${outcomes.length - passed.length} failed`);
}

function figuresOf(title: string, outcomes: readonly Outcome[]): string[] {
    const slowest = Math.max(...outcomes.map(({ milliseconds }) => milliseconds));
    return [
        title,
        ...[
            outcomes,
            outcomes.filter(hasPassed),
            outcomes.filter(({ isTold }) => isTold),
            outcomes.filter(({ error }) => error === undefined),
        ].map(({ length }) => String(length)),
        `${(slowest / 1000).toFixed(1)} s`,
    ];
}

const WIDTHS = [52, 7, 8, 6, 14, 8];

function row(columns: readonly string[]): string {
    return columns
        .map((text, index) => text.padEnd(WIDTHS[index]!))
        .join("")
        .trimEnd();
}
