import { optionalProperties } from "./catalogStatements";
import type { Cursor } from "./cursor";
import type { Statement } from "./statement";

export function use(cursor: Cursor): Statement {
    if (cursor.token.kind === "string") {
        return { kind: "useText", text: cursor.string() };
    }
    return { kind: "use", name: cursor.qualifiedName(2) };
}

export function showDatabases(cursor: Cursor): Statement {
    const catalog = takeFrom(cursor) ? cursor.identifierOrString() : undefined;
    return { kind: "showDatabases", catalog, like: cursor.optionalString("LIKE") };
}

export function createDatabase(cursor: Cursor): Statement {
    const ifNotExists = cursor.ifNotExists();
    const name = cursor.qualifiedName(2);
    return { kind: "createDatabase", name, ifNotExists, properties: optionalProperties(cursor) };
}

export function dropDatabase(cursor: Cursor): Statement {
    const ifExists = cursor.ifExists();
    const name = cursor.qualifiedName(2);
    cursor.takeKeyword("FORCE");
    return { kind: "dropDatabase", name, ifExists };
}

export function showTables(cursor: Cursor): Statement {
    const name = takeFrom(cursor) ? cursor.qualifiedName(2) : [];
    return { kind: "showTables", name, like: cursor.optionalString("LIKE") };
}

export function describe(cursor: Cursor): Statement {
    return { kind: "describe", name: cursor.qualifiedName() };
}

export function dropTable(cursor: Cursor): Statement {
    const ifExists = cursor.ifExists();
    return { kind: "dropTable", ifExists, name: cursor.qualifiedName(), force: cursor.takeKeyword("FORCE") };
}

export function insert(cursor: Cursor): Statement {
    cursor.expectKeyword("INTO");
    const name = cursor.qualifiedName();
    const columns = cursor.takeSymbol("(") ? columnNames(cursor) : [];
    return { kind: "insert", name, columns, source: cursor.restOfStatement() };
}

export function deleteFrom(cursor: Cursor): Statement {
    cursor.expectKeyword("FROM");
    const name = cursor.qualifiedName();
    return { kind: "delete", name, where: cursor.restOfStatement() };
}

function columnNames(cursor: Cursor): string[] {
    const names = cursor.list(() => cursor.identifier());
    cursor.expectSymbol(")", [","]);
    return names;
}

function takeFrom(cursor: Cursor): boolean {
    return cursor.takeKeyword("FROM") || cursor.takeKeyword("IN");
}
