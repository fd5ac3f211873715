/** The name that a misspelled one most likely means; nothing if none is close. */
export function nearest(name: string, names: readonly string[]): string | undefined {
    // Nobody misspells so much, and the table of distances grows with the square of it.
    if (name.length > 200) {
        return undefined;
    }
    const ranked = names
        .map((each) => ({ each, distance: distance(simplified(name), simplified(each)) }))
        .filter(({ each, distance: found }) => found <= Math.max(1, Math.floor(each.length / 4)))
        .sort((one, other) => one.distance - other.distance);
    return ranked[0]?.each;
}

/** Letter case and separators are confused most often. */
function simplified(name: string): string {
    return name.toLowerCase().replace(/[-_.]/g, "");
}

/** Letters to add, remove, change or swap to make one text the other. */
function distance(one: string, other: string): number {
    let before: number[] = [];
    let last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let row = 1; row <= one.length; row++) {
        const current = [row];
        for (let column = 1; column <= other.length; column++) {
            const same = one[row - 1] === other[column - 1];
            const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
            current.push(
                Math.min(
                    last[column]! + 1,
                    current[column - 1]! + 1,
                    last[column - 1]! + (same ? 0 : 1),
                    swapped && row > 1 && column > 1 ? before[column - 2]! + 1 : Number.POSITIVE_INFINITY,
                ),
            );
        }
        [before, last] = [last, current];
    }
    return last[other.length]!;
}
