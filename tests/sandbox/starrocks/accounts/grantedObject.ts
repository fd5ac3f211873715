import type { ObjectType } from "./objectTypes";

/** Stands for every name of its level. */
export const ALL = "*";

/** What a privilege is held on. `catalogId` is undefined for all catalogs and for types outside catalogs. */
export interface GrantedObject {
    type: ObjectType;
    catalogId: number | undefined;
    /** database, table; as many as the type has parts. */
    path: readonly string[];
    /** Written as ALL …: no single object. */
    all: boolean;
}

export function sameObject(left: GrantedObject, right: GrantedObject): boolean {
    return (
        left.type === right.type &&
        left.catalogId === right.catalogId &&
        left.all === right.all &&
        left.path.join("\0") === right.path.join("\0")
    );
}

export function covers(granted: GrantedObject, asked: GrantedObject): boolean {
    return (
        granted.type === asked.type &&
        (granted.catalogId === undefined || granted.catalogId === asked.catalogId) &&
        granted.path.every((part, index) => part === ALL || part === asked.path[index])
    );
}

/** The wider object first, then by catalog and name. */
export function compareObjects(left: GrantedObject, right: GrantedObject): number {
    const byCatalog = (left.catalogId ?? -1) - (right.catalogId ?? -1);
    return byCatalog !== 0 ? byCatalog : comparePaths(left.path, right.path);
}

/** What stands after ON in SHOW GRANTS and in the error of a REVOKE. */
export function describeObject(object: GrantedObject, catalogName: string | undefined): string {
    const { type, path } = object;
    if (type.name === "SYSTEM") {
        return "SYSTEM";
    }
    if (type.parts === 2 && path[1] === ALL) {
        return `ALL ${type.plural} IN ${path[0] === ALL ? "ALL DATABASES" : `DATABASE ${path[0]}`}`;
    }
    if (object.all) {
        return `ALL ${type.plural}`;
    }
    return `${type.name} ${type.name === "CATALOG" ? catalogName : path.join(".")}`;
}

function comparePaths(left: readonly string[], right: readonly string[]): number {
    for (const [index, part] of left.entries()) {
        const other = right[index] ?? "";
        if (part !== other) {
            return part === ALL || (other !== ALL && part < other) ? -1 : 1;
        }
    }
    return 0;
}
