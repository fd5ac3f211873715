import { randomBytes } from "node:crypto";

/**
 * The mark that a catalog carries as a property: StarRocks keeps and shows any property (observed on 3.5.7 and
 * 4.1-dev), so anyone who looks at a catalog sees who manages it, and a resource can tell its own catalog from one that
 * merely looks the same.
 */
export const OWNER_PROPERTY = "pulumi.owner";

/** Whose a catalog is. */
export interface OwnerMark {
    /** `<organization>/<project>/<stack>/<name>`, the same for all instances of a resource. */
    readonly owner: string;
    /** Tells a resource from the one that replaces it. Empty in a mark that somebody wrote by hand. */
    readonly instance: string;
}

/** A mark as a property's value. */
export function markText({ owner, instance }: OwnerMark): string {
    return `${owner}#${instance}`;
}

export function parseMark(text: string): OwnerMark {
    const end = text.lastIndexOf("#");
    return end < 0
        ? { owner: text, instance: "" }
        : { owner: text.slice(0, end), instance: text.slice(end + 1) };
}

/** A mark that no other resource carries, nor another instance of the same one. */
export function newMark(owner: string): string {
    return markText({ owner, instance: randomBytes(6).toString("hex") });
}

/** The mark of a resource under its current name: after a rename with an alias, its owner text changes. */
export function markFor(owner: string, mark: string | undefined): string {
    return mark === undefined ? newMark(owner) : markText({ ...parseMark(mark), owner });
}

/** Whose a catalog is, seen from a resource that is about to make, change or drop it. */
export type Ownership =
    /** It has no mark. */
    | "nobody"
    /** This resource's, be it another instance: an interrupted run left it, or it is being replaced. */
    | "own"
    /** Of another name in the same stack: the resource was renamed. */
    | "sameStack"
    | "anotherStack";

export function ownership(mark: string | undefined, owner: string): Ownership {
    if (mark === undefined) {
        return "nobody";
    }
    const theirs = parseMark(mark).owner;
    if (theirs === owner) {
        return "own";
    }
    return stackOf(theirs) === stackOf(owner) ? "sameStack" : "anotherStack";
}

/** `<organization>/<project>/<stack>` of an owner. */
export function stackOf(owner: string): string {
    return owner.slice(0, Math.max(owner.lastIndexOf("/"), 0));
}

/** Name of the resource of an owner. */
export function resourceOf(owner: string): string {
    return decoded(owner.slice(owner.lastIndexOf("/") + 1));
}

/** What a hand has written into a mark need not be text that can be decoded. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
