import { failure } from "../errors";
import { compareObjects, covers, type GrantedObject, sameObject } from "./grantedObject";
import { OBJECT_TYPES } from "./objectTypes";

export interface PrivilegeEntry {
    object: GrantedObject;
    privileges: Set<string>;
    withGrantOption: boolean;
}

/** Any privilege on the object will do. */
export const ANY = "ANY";

/** What one role or user holds. Entries of a dropped catalog stay; only SHOW GRANTS leaves them out. */
export class PrivilegeCollection {
    private entries: PrivilegeEntry[] = [];

    grant(privileges: readonly string[], object: GrantedObject, withGrantOption: boolean): void {
        const plain = this.entry(object, false);
        const grantable = this.entry(object, true);
        const added = withGrantOption ? grantable : plain;
        const news = privileges.filter(
            (privilege) => withGrantOption || !grantable?.privileges.has(privilege),
        );
        if (added !== undefined) {
            for (const privilege of news) {
                added.privileges.add(privilege);
            }
        } else if (news.length > 0) {
            this.entries.push({ object, privileges: new Set(news), withGrantOption });
        }
        if (withGrantOption && plain !== undefined) {
            this.take(plain, privileges);
        }
    }

    /**
     * Taking what isn't held is refused only if there are entries of that type, none of them for this object.
     * `description` words the refusal.
     */
    revoke(privileges: readonly string[], object: GrantedObject, description: string): void {
        const sameType = this.entries.filter((entry) => entry.object.type === object.type);
        const held = sameType.filter((entry) => sameObject(entry.object, object));
        if (sameType.length > 0 && held.length === 0) {
            throw failure(`There is no such grant defined on ${description}`);
        }
        for (const entry of held) {
            this.take(entry, privileges);
        }
    }

    allows(privilege: string, object: GrantedObject, asGrantor = false): boolean {
        return this.entries.some(
            (entry) =>
                covers(entry.object, object) &&
                (!asGrantor || entry.withGrantOption) &&
                (privilege === ANY || entry.privileges.has(privilege)),
        );
    }

    /** In the order of SHOW GRANTS. */
    listed(): PrivilegeEntry[] {
        const types: readonly object[] = Object.values(OBJECT_TYPES);
        return [...this.entries].sort(
            (left, right) =>
                types.indexOf(left.object.type) - types.indexOf(right.object.type) ||
                compareObjects(left.object, right.object),
        );
    }

    private entry(object: GrantedObject, withGrantOption: boolean): PrivilegeEntry | undefined {
        return this.entries.find(
            (entry) => entry.withGrantOption === withGrantOption && sameObject(entry.object, object),
        );
    }

    private take(entry: PrivilegeEntry, privileges: readonly string[]): void {
        for (const privilege of privileges) {
            entry.privileges.delete(privilege);
        }
        this.entries = this.entries.filter((each) => each.privileges.size > 0);
    }
}
