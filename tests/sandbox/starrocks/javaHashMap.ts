const SMALLEST_CAPACITY = 16;
const LOAD_FACTOR = 0.75;

/**
 * The order in which Java's `new HashMap<>(map)` iterates over these keys: SHOW CREATE CATALOG prints the
 * properties of such a copy. Keys of one bucket keep their order of insertion, for the copy that of the map.
 */
export function copiedMapOrder(keys: readonly string[]): string[] {
    const capacity = powerOfTwo(Math.floor(keys.length / LOAD_FACTOR + 1));
    return byBucket(grownMapOrder(keys, stringHashCode), stringHashCode, capacity);
}

/** The order of a HashMap that grew by insertion. */
export function grownMapOrder<Key>(keys: readonly Key[], hashCode: (key: Key) => number): Key[] {
    const capacity = Math.max(SMALLEST_CAPACITY, powerOfTwo(keys.length / LOAD_FACTOR));
    return byBucket(keys, hashCode, capacity);
}

export function stringHashCode(text: string): number {
    let hash = 0;
    for (let index = 0; index < text.length; index++) {
        hash = hashStep(hash, text.charCodeAt(index));
    }
    return hash;
}

export function booleanHashCode(value: boolean): number {
    return value ? 1231 : 1237;
}

export function hashStep(hash: number, next: number): number {
    return (Math.imul(31, hash) + next) | 0;
}

function byBucket<Key>(keys: readonly Key[], hashCode: (key: Key) => number, capacity: number): Key[] {
    const bucket = (key: Key) => {
        const hash = hashCode(key);
        return (hash ^ (hash >>> 16)) & (capacity - 1);
    };
    return [...keys].sort((left, right) => bucket(left) - bucket(right));
}

function powerOfTwo(atLeast: number): number {
    return 2 ** Math.ceil(Math.log2(atLeast));
}
