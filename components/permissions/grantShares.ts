/**
 * Who has which part in what a grantee holds, in StarRocks or in Lake Formation. Neither counts who gave a
 * permission, so a resource has to know itself what it may take away again. Entries are single permissions on single
 * objects, as texts.
 */

/** What the other resources of the program have to do with a grantee and what it is granted on. */
export interface Siblings {
    /** What they declare now or have declared before, so that they gave it. */
    given(): Promise<ReadonlySet<string>>;
    /** What the program declares, by whichever resource. */
    declared(): Promise<ReadonlySet<string>>;
    /** What was taken away from the grantee in this run. */
    taken(): Promise<ReadonlySet<string>>;
    /** Tells them what was taken away. */
    noteTaken(entries: readonly string[]): void;
}

/** Of a resource that is on its own. */
export const NO_SIBLINGS: Siblings = {
    given: async () => new Set(),
    declared: async () => new Set(),
    taken: async () => new Set(),
    noteTaken: () => {},
};

/** The part of a resource's state that says what is its own. */
export interface Shares {
    /** What it declares. */
    readonly grants: readonly string[];
    /** What of it was held before, by another stack's doing or by hand; nothing in state of an earlier release. */
    readonly found?: readonly string[];
}

/**
 * Thrown if some of the grants were given, or may have been: the next operation must not mistake them for grants that
 * were held before.
 */
export class PartlyGiven<State> extends Error {
    constructor(
        message: string,
        readonly state: State,
    ) {
        super(message);
    }
}

/** The entries that are not among others. */
export function missingOf(entries: readonly string[], others: ReadonlySet<string>): string[] {
    return entries.filter((entry) => !others.has(entry));
}

/** What a resource gave itself, and may take. */
export function ownEntries(shares: Shares | undefined): string[] {
    return shares === undefined ? [] : missingOf(shares.grants, new Set(shares.found));
}

/**
 * The permissions that a new resource finds already held, except those that the program itself gave.
 *
 * @param predecessors what the replaced resource gave.
 * @param siblings what other resources of the program gave.
 */
export function foundAtFirst(
    { grants }: Shares,
    held: ReadonlySet<string>,
    predecessors: readonly string[],
    siblings: ReadonlySet<string>,
): string[] {
    const given = new Set([...predecessors, ...siblings]);
    return grants.filter((entry) => held.has(entry) && !given.has(entry));
}

/**
 * The permissions that a changed resource counts as found: the earlier ones, and of the new ones those already held.
 */
export function foundAfterChange(
    old: Shares,
    wanted: Shares,
    held: ReadonlySet<string>,
    siblings: ReadonlySet<string>,
): string[] {
    const isStill = new Set(wanted.grants);
    const added = missingOf(wanted.grants, new Set(old.grants));
    return [
        ...(old.found ?? []).filter((entry) => isStill.has(entry)),
        ...foundAtFirst({ grants: added }, held, [], siblings),
    ];
}
