import { optionalProperties } from "./catalogStatements";
import type { Cursor } from "./cursor";
import type { ColumnDefinition, PartitionField, Statement } from "./statement";

const TRANSFORMS = ["IDENTITY", "BUCKET", "TRUNCATE", "YEAR", "MONTH", "DAY", "HOUR", "VOID"];

export function createTable(cursor: Cursor): Statement {
    const ifNotExists = cursor.ifNotExists();
    const name = cursor.qualifiedName();
    cursor.expectSymbol("(");
    const columns = cursor.list(() => columnDefinition(cursor));
    cursor.expectSymbol(")", [","]);
    if (cursor.takeKeyword("ENGINE")) {
        cursor.expectSymbol("=");
        cursor.identifier();
    }
    const comment = cursor.optionalString("COMMENT");
    const partitions = cursor.takeKeyword("PARTITION", "BY") ? partitionFields(cursor) : [];
    const properties = optionalProperties(cursor);
    return { kind: "createTable", name, ifNotExists, columns, comment, partitions, properties };
}

/** Only new columns at the end: their place can't be chosen here. */
export function alterTable(cursor: Cursor): Statement {
    const name = cursor.qualifiedName();
    cursor.expectKeyword("ADD");
    cursor.expectKeyword("COLUMN");
    if (!cursor.takeSymbol("(")) {
        return { kind: "addColumns", name, columns: [columnDefinition(cursor)] };
    }
    const columns = cursor.list(() => columnDefinition(cursor));
    cursor.expectSymbol(")", [","]);
    return { kind: "addColumns", name, columns };
}

function columnDefinition(cursor: Cursor): ColumnDefinition {
    const name = cursor.identifier();
    const type = cursor.token.kind === "word" ? cursor.next().value : cursor.identifier();
    const parameters = cursor.takeSymbol("(") ? numbers(cursor) : [];
    const nullable = !cursor.takeKeyword("NOT", "NULL");
    cursor.takeKeyword("NULL");
    return { name, type, parameters, nullable, comment: cursor.optionalString("COMMENT") };
}

function partitionFields(cursor: Cursor): PartitionField[] {
    const parenthesised = cursor.takeSymbol("(");
    const fields = cursor.list(() => partitionField(cursor));
    if (parenthesised) {
        cursor.expectSymbol(")", [","]);
    }
    return fields;
}

function partitionField(cursor: Cursor): PartitionField {
    const name = cursor.identifier();
    if (!TRANSFORMS.includes(name.toUpperCase()) || !cursor.takeSymbol("(")) {
        return { transform: "identity", parameter: undefined, column: name };
    }
    const column = cursor.identifier();
    const parameter = cursor.takeSymbol(",") ? Number(cursor.next().text) : undefined;
    cursor.expectSymbol(")");
    return { transform: name.toLowerCase(), parameter, column };
}

function numbers(cursor: Cursor): number[] {
    const values = cursor.list(() => Number(cursor.next().text));
    cursor.expectSymbol(")");
    return values;
}
