/** The names most like a misspelt one, best first: StarRocks ranks them by Jaro-Winkler similarity. */
export function mostSimilar(name: string, candidates: readonly string[], count: number): string[] {
    return candidates
        .map((candidate) => ({ candidate, similarity: jaroWinkler(name, candidate) }))
        .sort((left, right) => right.similarity - left.similarity)
        .slice(0, count)
        .map(({ candidate }) => candidate);
}

function jaroWinkler(left: string, right: string): number {
    const similarity = jaro(left, right);
    if (similarity < 0.7) {
        return similarity;
    }
    let prefix = 0;
    while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) {
        prefix++;
    }
    const scale = Math.min(0.1, 1 / Math.max(left.length, right.length));
    return similarity + scale * prefix * (1 - similarity);
}

function jaro(left: string, right: string): number {
    const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
    const taken = new Set<number>();
    const matchedLeft: string[] = [];
    for (let index = 0; index < left.length; index++) {
        const last = Math.min(right.length - 1, index + reach);
        for (let other = Math.max(0, index - reach); other <= last; other++) {
            if (!taken.has(other) && left[index] === right[other]) {
                taken.add(other);
                matchedLeft.push(left[index]!);
                break;
            }
        }
    }
    if (matchedLeft.length === 0) {
        return 0;
    }
    const matchedRight = [...taken].sort((a, b) => a - b).map((index) => right[index]!);
    const displaced = matchedLeft.filter((letter, index) => letter !== matchedRight[index]).length;
    const matches = matchedLeft.length;
    const transpositions = Math.floor(displaced / 2);
    return (matches / left.length + matches / right.length + (matches - transpositions) / matches) / 3;
}
