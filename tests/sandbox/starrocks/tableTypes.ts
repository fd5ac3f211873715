import { failure } from "./errors";
import type { ColumnDefinition } from "./parser/statement";
import type { IcebergField } from "./rest/tableMetadata";

/** How one Iceberg type is written elsewhere. `%` stands for precision and scale. */
interface TypeNames {
    iceberg: string;
    /** Names that CREATE TABLE takes. */
    sql: readonly string[];
    /** As DESC shows it. */
    described: string;
    /** As SHOW CREATE TABLE shows it. */
    created: string;
    duckdb: string;
}

const TYPES: readonly TypeNames[] = [
    names("boolean", ["BOOLEAN"], "BOOLEAN", "boolean", "BOOLEAN"),
    names("int", ["INT", "INTEGER", "SMALLINT", "TINYINT"], "INT", "int(11)", "INTEGER"),
    names("long", ["BIGINT"], "BIGINT", "bigint(20)", "BIGINT"),
    names("float", ["FLOAT"], "FLOAT", "float", "FLOAT"),
    names("double", ["DOUBLE"], "DOUBLE", "double", "DOUBLE"),
    names("decimal%", ["DECIMAL"], "DECIMAL%", "decimal%", "DECIMAL%"),
    names(
        "string",
        ["STRING", "VARCHAR", "CHAR", "TEXT"],
        "VARCHAR(1073741824)",
        "varchar(1073741824)",
        "VARCHAR",
    ),
    names("date", ["DATE"], "DATE", "date", "DATE"),
    names("timestamp", ["DATETIME"], "DATETIME", "datetime", "TIMESTAMP"),
    names("timestamptz", [], "DATETIME", "datetime", "TIMESTAMP"),
    names("binary", ["VARBINARY"], "VARBINARY", "varbinary", "BLOB"),
];

const DEFAULT_DECIMAL = [10, 0];

function icebergType({ type, parameters }: ColumnDefinition): string {
    const found = TYPES.find(({ sql }) => sql.includes(type.toUpperCase()));
    if (found === undefined) {
        throw failure(`Unsupported primitive column type ${type}`);
    }
    const [precision, scale] = [...parameters, ...DEFAULT_DECIMAL.slice(parameters.length)];
    return found.iceberg.replace("%", `(${precision}, ${scale})`);
}

export function newField(column: ColumnDefinition, id: number): IcebergField {
    return {
        id,
        name: column.name,
        required: !column.nullable,
        type: icebergType(column),
        ...(column.comment === undefined ? {} : { doc: column.comment }),
    };
}

export function describedType(field: IcebergField): string {
    return written(field, "described").replace(", ", ",");
}

export function createdType(field: IcebergField): string {
    return written(field, "created");
}

export function duckdbType(field: IcebergField): string {
    return written(field, "duckdb");
}

function written({ type }: IcebergField, form: "described" | "created" | "duckdb"): string {
    const [name, parameters] = splitParameters(type);
    const found = TYPES.find(({ iceberg }) => iceberg.replace("%", "") === name);
    if (found === undefined) {
        throw failure(`Unsupported column type ${JSON.stringify(type)}`);
    }
    return found[form].replace("%", parameters);
}

/** `decimal(10, 2)` gives `decimal` and `(10, 2)`. */
function splitParameters(type: string | object): [name: string, parameters: string] {
    const [, name = "", parameters = ""] = /^(\w+)(\(.*\))?$/.exec(String(type)) ?? [];
    return [name, parameters];
}

function names(
    iceberg: string,
    sql: readonly string[],
    described: string,
    created: string,
    duckdb: string,
): TypeNames {
    return { iceberg, sql, described, created, duckdb };
}
