import { type Cursor, QUOTED_TEXT } from "./cursor";
import type { Properties, Statement } from "./statement";

export function createCatalog(cursor: Cursor): Statement {
    cursor.expectKeyword("CATALOG");
    const ifNotExists = cursor.ifNotExists();
    const name = cursor.identifierOrString();
    const comment = cursor.optionalString("COMMENT");
    cursor.expectKeyword("PROPERTIES", comment === undefined ? ["COMMENT"] : []);
    return { kind: "createCatalog", name, ifNotExists, comment, properties: propertyList(cursor) };
}

export function alterCatalog(cursor: Cursor): Statement {
    const name = cursor.identifierOrString();
    cursor.expectKeyword("SET");
    return { kind: "alterCatalog", name, properties: propertyList(cursor) };
}

export function dropCatalog(cursor: Cursor): Statement {
    const ifExists = cursor.ifExists();
    return { kind: "dropCatalog", ifExists, name: cursor.identifierOrString() };
}

export function showCatalogs(cursor: Cursor): Statement {
    return { kind: "showCatalogs", like: cursor.optionalString("LIKE") };
}

export function optionalProperties(cursor: Cursor): Properties {
    return cursor.takeKeyword("PROPERTIES") ? propertyList(cursor) : [];
}

function propertyList(cursor: Cursor): Properties {
    cursor.expectSymbol("(");
    const properties: Properties = [property(cursor)];
    while (!cursor.takeSymbol(")")) {
        cursor.expectSymbol(",");
        properties.push(property(cursor));
    }
    return properties;
}

function property(cursor: Cursor): Properties[number] {
    if (cursor.token.kind !== "string") {
        throw cursor.unexpected(QUOTED_TEXT);
    }
    const key = cursor.string().trim();
    cursor.expectSymbol("=");
    const value = cursor.string();
    if (!cursor.isSymbol(",") && !cursor.isSymbol(")")) {
        throw cursor.unexpected(["','", "')'"]);
    }
    return [key, value];
}
