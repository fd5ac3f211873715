import type { Totals } from "./suite";
import type { Target } from "./target";

export function reportTotals({ failures, skipped }: Totals, { version }: Target): string[] {
    return [
        ...failures.flatMap(({ name, sql, difference: { expected, got } }) => [
            `FAILED on ${version}: ${name}`,
            ...(sql === "" ? [] : [`    statement  ${shortened(sql)}`]),
            `    expected   ${shortened(expected)}`,
            `    got        ${shortened(got)}`,
        ]),
        ...[...skipped].flatMap(([reason, names]) => [
            `Skipped, as it ${reason}:`,
            ...names.map((name) => `    ${name}`),
        ]),
    ];
}

/** The totals of any suite. */
interface Counted {
    readonly passed: number;
    readonly failures: readonly unknown[];
    readonly skipped?: Totals["skipped"];
}

export function summary(all: readonly Counted[]): string {
    const passed = all.reduce((sum, totals) => sum + totals.passed, 0);
    const failed = all.reduce((sum, totals) => sum + totals.failures.length, 0);
    const skipped = all.reduce((sum, totals) => sum + [...(totals.skipped?.values() ?? [])].flat().length, 0);
    return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** Enough of a text to see what it is about. */
function shortened(text: string): string {
    const line = text.replaceAll("\n", "\\n");
    return line.length > 1500 ? `${line.slice(0, 1500)}… (${line.length} characters)` : line;
}
