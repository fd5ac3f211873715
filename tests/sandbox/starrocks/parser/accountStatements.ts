import type { Cursor } from "./cursor";
import type { Authentication, RoleSelection, Statement, UserName } from "./statement";

const NATIVE_PASSWORD = "MYSQL_NATIVE_PASSWORD";

export function createRole(cursor: Cursor): Statement {
    const ifNotExists = cursor.ifNotExists();
    const names = roleNames(cursor);
    return { kind: "createRole", names, ifNotExists, comment: cursor.optionalString("COMMENT") };
}

export function dropRole(cursor: Cursor): Statement {
    const ifExists = cursor.ifExists();
    return { kind: "dropRole", ifExists, names: roleNames(cursor) };
}

export function alterRole(cursor: Cursor): Statement {
    const names = roleNames(cursor);
    cursor.expectKeyword("SET");
    cursor.expectKeyword("COMMENT");
    cursor.takeSymbol("=");
    return { kind: "alterRole", names, comment: cursor.string() };
}

export function createUser(cursor: Cursor): Statement {
    const ifNotExists = cursor.ifNotExists();
    const user = userName(cursor);
    const authentication = optionalAuthentication(cursor);
    const defaultRoles = cursor.takeKeyword("DEFAULT", "ROLE") ? roleNames(cursor) : [];
    return { kind: "createUser", user, ifNotExists, authentication, defaultRoles };
}

export function alterUser(cursor: Cursor): Statement {
    const user = userName(cursor);
    const authentication = optionalAuthentication(cursor);
    const defaultRoles = cursor.takeKeyword("DEFAULT", "ROLE") ? roleSelection(cursor) : undefined;
    return { kind: "alterUser", user, authentication, defaultRoles };
}

export function dropUser(cursor: Cursor): Statement {
    const ifExists = cursor.ifExists();
    return { kind: "dropUser", ifExists, user: userName(cursor) };
}

export function setPassword(cursor: Cursor): Statement {
    const user = cursor.takeKeyword("FOR") ? userName(cursor) : undefined;
    cursor.expectSymbol("=");
    const hashed = !cursor.takeKeyword("PASSWORD");
    if (!hashed) {
        cursor.expectSymbol("(");
    }
    const authentication = { plugin: NATIVE_PASSWORD, password: cursor.string(), hashed };
    if (!hashed) {
        cursor.expectSymbol(")");
    }
    return { kind: "setPassword", user, authentication };
}

export function userName(cursor: Cursor): UserName {
    const name = cursor.identifierOrString();
    if (!cursor.takeSymbol("@")) {
        return { name, host: "%", domain: false };
    }
    if (cursor.takeSymbol("[")) {
        const host = cursor.identifierOrString();
        cursor.expectSymbol("]");
        return { name, host, domain: true };
    }
    return { name, host: cursor.identifierOrString(), domain: false };
}

export function roleNames(cursor: Cursor): string[] {
    return cursor.list(() => cursor.identifierOrString());
}

export function roleSelection(cursor: Cursor): RoleSelection {
    if (cursor.takeKeyword("ALL")) {
        return { kind: "all", except: cursor.takeKeyword("EXCEPT") ? roleNames(cursor) : [] };
    }
    if (cursor.takeKeyword("NONE")) {
        return { kind: "none" };
    }
    return cursor.takeKeyword("DEFAULT") ? { kind: "default" } : { kind: "list", roles: roleNames(cursor) };
}

function optionalAuthentication(cursor: Cursor): Authentication | undefined {
    if (!cursor.takeKeyword("IDENTIFIED")) {
        return undefined;
    }
    if (cursor.takeKeyword("WITH")) {
        const plugin = cursor.identifierOrString().toUpperCase();
        const hashed = cursor.isKeyword("AS");
        const secret = cursor.takeKeyword("AS") || cursor.takeKeyword("BY") ? cursor.string() : "";
        return { plugin, password: secret, hashed };
    }
    cursor.expectKeyword("BY", ["WITH"]);
    const hashed = cursor.takeKeyword("PASSWORD");
    return { plugin: NATIVE_PASSWORD, password: cursor.string(), hashed };
}
