import { systemObject } from "../accounts/accessControl";
import { ALL, type GrantedObject } from "../accounts/grantedObject";
import { type ObjectType, objectTypeNamed } from "../accounts/objectTypes";
import { INTERNAL_CATALOG, INTERNAL_CATALOG_ID } from "../catalogs/catalogManager";
import type { StatementContext } from "../context";
import { analyzed, analyzerError } from "../errors";
import type { GrantTarget, PrivilegeChange } from "../parser/statement";

/** The privileges by name; ALL stands for every one of the type. */
export function grantedPrivileges({ privileges, target }: PrivilegeChange): readonly string[] {
    const type = target.kind === "system" ? systemObject().type : objectTypeNamed(target.type);
    if (privileges.includes("ALL")) {
        return type.privileges;
    }
    for (const privilege of privileges) {
        if (!type.privileges.includes(privilege)) {
            throw analyzerError(`Cannot grant or revoke ${privilege} on '${type.name}' type object`);
        }
    }
    return privileges;
}

/**
 * The objects that a GRANT or REVOKE means. Databases and tables belong to the session's current catalog; in an
 * external one their names aren't looked up (observed on both versions).
 */
export function grantedObjects(target: GrantTarget, context: StatementContext): GrantedObject[] {
    if (target.kind === "system") {
        return [systemObject()];
    }
    const type = objectTypeNamed(target.type);
    if (target.kind === "all") {
        return [allObjects(type, target.database, context)];
    }
    return target.names.map((name) =>
        type.name === "CATALOG"
            ? { type, catalogId: catalogId(name[0]!, context), path: [], all: false }
            : namedObject(type, name, context),
    );
}

function allObjects(
    type: ObjectType,
    database: string | undefined,
    context: StatementContext,
): GrantedObject {
    if (type.parts === 0) {
        const id = type.inEveryCatalog ? undefined : INTERNAL_CATALOG_ID;
        return { type, catalogId: id, path: [], all: true };
    }
    const owner = owningCatalog(type, context);
    if (database !== undefined) {
        checkDatabase(owner, database, context);
    }
    const path = type.parts === 2 ? [database ?? ALL, ALL] : [ALL];
    return { type, catalogId: catalogId(owner, context), path, all: true };
}

function namedObject(type: ObjectType, name: readonly string[], context: StatementContext): GrantedObject {
    const withOwner = type.name === "DATABASE" && name.length === 2;
    const owner = withOwner ? name[0]! : owningCatalog(type, context);
    const path = withOwner ? name.slice(1) : [...name];
    if (path.length < type.parts) {
        if (context.session.database === "") {
            throw analyzed("noDatabase");
        }
        path.unshift(context.session.database);
    }
    const id = catalogId(owner, context);
    if (path[0] !== ALL) {
        checkDatabase(owner, path[0]!, context);
    }
    return { type, catalogId: id, path, all: path.includes(ALL) };
}

/** Only tables and databases exist in external catalogs. */
function owningCatalog(type: ObjectType, { session }: StatementContext): string {
    return type.inEveryCatalog ? session.catalog : INTERNAL_CATALOG;
}

function catalogId(name: string, { frontend }: StatementContext): number {
    const id = frontend.catalogs.idOf(name);
    if (id === undefined) {
        throw analyzerError(`cannot find catalog: ${name}`);
    }
    return id;
}

function checkDatabase(catalog: string, database: string, { frontend }: StatementContext): void {
    if (catalog === INTERNAL_CATALOG && !frontend.internalDatabases.has(database)) {
        throw analyzerError(`cannot find db: ${database}`);
    }
}
