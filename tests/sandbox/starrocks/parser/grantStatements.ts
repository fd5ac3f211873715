import { OBJECT_TYPES, type ObjectType, PRIVILEGE_NAMES } from "../accounts/objectTypes";
import { roleNames, userName } from "./accountStatements";
import type { Cursor } from "./cursor";
import type { Grantee, GrantTarget, Statement } from "./statement";

export function grant(cursor: Cursor): Statement {
    if (isRoleList(cursor)) {
        const roles = roleNames(cursor);
        expectAfterRoles(cursor, "TO");
        return { kind: "grantRole", roles, grantee: grantee(cursor) };
    }
    const change = privilegesAndTarget(cursor);
    cursor.expectKeyword("TO");
    const receiver = grantee(cursor);
    const withGrantOption = cursor.takeKeyword("WITH", "GRANT", "OPTION");
    return { kind: "grantPrivilege", ...change, grantee: receiver, withGrantOption };
}

export function revoke(cursor: Cursor): Statement {
    if (isRoleList(cursor)) {
        const roles = roleNames(cursor);
        expectAfterRoles(cursor, "FROM");
        return { kind: "revokeRole", roles, grantee: grantee(cursor) };
    }
    const change = privilegesAndTarget(cursor);
    cursor.expectKeyword("FROM");
    return { kind: "revokePrivilege", ...change, grantee: grantee(cursor) };
}

export function showGrants(cursor: Cursor): Statement {
    return { kind: "showGrants", grantee: cursor.takeKeyword("FOR") ? grantee(cursor) : undefined };
}

function isRoleList(cursor: Cursor): boolean {
    return cursor.token.kind === "string" || privilegeAhead(cursor) === undefined;
}

function expectAfterRoles(cursor: Cursor, word: string): void {
    if (cursor.isKeyword("ON")) {
        throw cursor.noViableStatement();
    }
    cursor.expectKeyword(word, [","]);
}

function grantee(cursor: Cursor): Grantee {
    if (cursor.takeKeyword("ROLE")) {
        return { kind: "role", name: cursor.identifierOrString() };
    }
    cursor.takeKeyword("USER");
    return { kind: "user", user: userName(cursor) };
}

function privilegesAndTarget(cursor: Cursor): { privileges: string[]; target: GrantTarget } {
    const privileges = cursor.list(() => privilege(cursor));
    cursor.expectKeyword("ON");
    return { privileges, target: target(cursor) };
}

function privilege(cursor: Cursor): string {
    const name = privilegeAhead(cursor);
    if (name === undefined) {
        throw cursor.noViableStatement();
    }
    cursor.takeKeyword(...name.split(" "));
    if (name === "ALL") {
        cursor.takeKeyword("PRIVILEGES");
    }
    return name;
}

/** The longest privilege name that stands here. */
function privilegeAhead(cursor: Cursor): string | undefined {
    return PRIVILEGE_NAMES.find((name) => cursor.isKeyword(...name.split(" ")));
}

function target(cursor: Cursor): GrantTarget {
    if (cursor.takeKeyword("SYSTEM")) {
        return { kind: "system" };
    }
    if (cursor.takeKeyword("ALL")) {
        const type = objectType(cursor, (definition) => definition.plural);
        if (type === undefined) {
            throw cursor.noViableStatement();
        }
        return { kind: "all", type: type.name, database: type.parts === 2 ? inDatabase(cursor) : undefined };
    }
    const type = objectType(cursor, (definition) => definition.name) ?? OBJECT_TYPES.TABLE;
    const largest = type.name === "CATALOG" ? 1 : 2;
    return { kind: "named", type: type.name, names: cursor.list(() => objectName(cursor, largest)) };
}

function objectType(cursor: Cursor, wording: (type: ObjectType) => string): ObjectType | undefined {
    const types = Object.values(OBJECT_TYPES).filter((type) => cursor.isKeyword(...wording(type).split(" ")));
    const longest = types.sort((left, right) => wording(right).length - wording(left).length)[0];
    if (longest !== undefined) {
        cursor.takeKeyword(...wording(longest).split(" "));
    }
    return longest;
}

function inDatabase(cursor: Cursor): string | undefined {
    cursor.expectKeyword("IN");
    if (cursor.takeKeyword("ALL")) {
        cursor.expectKeyword("DATABASES");
        return undefined;
    }
    cursor.expectKeyword("DATABASE", ["ALL"]);
    return cursor.identifier();
}

function objectName(cursor: Cursor, largest: number): string[] {
    const parts = [cursor.takeSymbol("*") ? "*" : cursor.identifierOrString()];
    while (parts.length < largest && cursor.takeSymbol(".")) {
        parts.push(cursor.takeSymbol("*") ? "*" : cursor.identifier());
    }
    return parts;
}
