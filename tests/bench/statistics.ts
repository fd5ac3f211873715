/** What several runs of one measurement came to, in milliseconds. */
export interface Spread {
    readonly median: number;
    readonly lowest: number;
    readonly highest: number;
}

export function spreadOf(values: readonly number[]): Spread {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = Math.floor(sorted.length / 2);
    const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    return { median, lowest: sorted[0]!, highest: sorted.at(-1)! };
}

/** How much one resource more takes, by the medians of the smallest and the largest number of them. */
export function slopeOf(
    points: readonly (readonly [count: number, milliseconds: number])[],
): number | undefined {
    const sorted = [...points].sort(([one], [other]) => one - other);
    const [first, last] = [sorted[0], sorted.at(-1)];
    return first === undefined || last === undefined || first[0] === last[0]
        ? undefined
        : (last[1] - first[1]) / (last[0] - first[0]);
}
