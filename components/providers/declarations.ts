import type { Siblings } from "../permissions/grantShares";

/** A single thing that somebody holds, in the words of whoever grants it: `SELECT ON ALL TABLES IN DATABASE sales`. */
type Entry = string;

/** What one resource declares, or declared before, for one grantee on one catalog. */
export interface Declaration<Target> {
    /** Owner of the resource. */
    readonly owner: string;
    readonly target: Target;
    readonly entries: readonly Entry[];
}

/**
 * What the resources of the program that is running declare, of one kind of grant.
 *
 * The engine hands every declared resource to `check`, in one process, so by then it is known what one resource must
 * not take because another one declares it, in whatever order the engine works on them. What a resource that isn't
 * in the program any more had declared is not known here.
 */
export class Declarations<Target> {
    /** By owner. */
    private readonly now = new Map<string, Declaration<Target>>();
    private readonly before = new Map<string, Declaration<Target>>();
    private readonly taken: { readonly target: Target; readonly entries: readonly Entry[] }[] = [];

    /** @param isSame whether two targets are one, which may have to be asked for. */
    constructor(private readonly isSame: (one: Target, other: Target) => Promise<boolean>) {}

    /** Notes what the program declares, and what the resource's state says that it declared before. */
    declare(now: Declaration<Target>, before: Declaration<Target> | undefined): void {
        this.now.set(now.owner, now);
        if (before !== undefined) {
            this.before.set(before.owner, before);
        }
    }

    /** What the program declares for a target, by whichever resource. */
    declared(target: Target): Promise<Set<Entry>> {
        return this.entriesFor(target, [...this.now.values()]);
    }

    /** What other resources of the program declare for a target or have declared before, so that they gave it. */
    async givenByOthers(target: Target, owner: string | undefined): Promise<Set<Entry>> {
        const others = [...this.now.values(), ...this.before.values()].filter((each) => each.owner !== owner);
        return this.entriesFor(target, others);
    }

    /** Records what was revoked: a resource that declares it and is processed later has to grant it again. */
    noteTaken(target: Target, entries: readonly Entry[]): void {
        this.taken.push({ target, entries });
    }

    /** What was taken from a target in this run. */
    takenFrom(target: Target): Promise<Set<Entry>> {
        return this.entriesFor(target, this.taken);
    }

    /** Whether some of what a resource declares was taken in this run, before the resource was known. */
    async hasLost(target: Target, entries: readonly Entry[]): Promise<boolean> {
        const taken = await this.takenFrom(target);
        return entries.some((entry) => taken.has(entry));
    }

    /** What a resource has to know of the others. */
    siblingsOf(target: Target, owner: string | undefined): Siblings {
        return {
            given: () => this.givenByOthers(target, owner),
            declared: () => this.declared(target),
            taken: () => this.takenFrom(target),
            noteTaken: (entries) => this.noteTaken(target, entries),
        };
    }

    private async entriesFor(
        target: Target,
        declarations: readonly Omit<Declaration<Target>, "owner">[],
    ): Promise<Set<Entry>> {
        const entries = new Set<Entry>();
        for (const declaration of declarations) {
            if (await this.isSame(target, declaration.target)) {
                for (const entry of declaration.entries) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }
}
