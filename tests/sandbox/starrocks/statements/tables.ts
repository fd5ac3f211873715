import { ANY } from "../accounts/privileges";
import { isInternal } from "../catalogs/catalogManager";
import type { StatementContext } from "../context";
import { analyzed, failure } from "../errors";
import type { ColumnDefinition, PartitionField, StatementOf } from "../parser/statement";
import { type Cell, ok, type StatementResult, textRows } from "../protocol/results";
import { type LoadedTable, tableFields } from "../rest/tableMetadata";
import { createdType, describedType, newField } from "../tableTypes";
import { requireDatabase, resolveExternal, type TableName, tableName } from "./names";

const FIRST_PARTITION_FIELD_ID = 1000;

export async function createTable(
    statement: StatementOf<"createTable">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database, table } = tableName(context, statement.name);
    const external = await resolveExternal(context, catalog);
    const { id, connector } = external;
    await requireDatabase(external, database);
    if (await connector.hasTable(database, table)) {
        if (statement.ifNotExists) {
            return ok();
        }
        throw analyzed("tableExists", table);
    }
    frontend.access.requireOnDatabase(session, "CREATE TABLE", id, database);
    const definition = tableDefinition(table, statement, context);
    // The connector asks once more, as the analyzer's answer doesn't reach it.
    await connector.hasTable(database, table);
    await connector.createTable(database, definition);
    return ok();
}

export async function dropTable(
    statement: StatementOf<"dropTable">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database, table } = tableName(context, statement.name);
    const external = await resolveExternal(context, catalog);
    await requireDatabase(external, database);
    if ((await external.connector.table(database, table)) === undefined) {
        if (statement.ifExists) {
            return ok();
        }
        throw analyzed("unknownTable", table);
    }
    frontend.access.requireOnTable(session, "DROP", external.id, database, table);
    const purge = statement.force && frontend.facts.purgesOnForcedDrop;
    await external.connector.dropTable(database, table, purge);
    return ok();
}

export async function describe(
    { name }: StatementOf<"describe">,
    context: StatementContext,
): Promise<StatementResult> {
    const { metadata } = await visibleTable(tableName(context, name), context);
    const rows = tableFields(metadata).map((field): Cell[] => [
        field.name,
        describedType(field),
        field.required ? "No" : "Yes",
        "false",
        null,
        "",
        field.doc ?? null,
    ]);
    return textRows(["Field", "Type", "Null", "Key", "Default", "Extra", "Comment"], rows);
}

export async function showCreateTable(
    statement: StatementOf<"showCreateTable">,
    context: StatementContext,
): Promise<StatementResult> {
    const name = tableName(context, statement.name);
    const { metadata } = await visibleTable(name, context);
    const columns = tableFields(metadata).map((field) => {
        const nullability = field.required ? "NOT NULL" : "DEFAULT NULL";
        return `  \`${field.name}\` ${createdType(field)} ${nullability}`;
    });
    const text =
        `CREATE TABLE \`${name.table}\` (\n${columns.join(",\n")}\n)\n` +
        `PROPERTIES ("location" = "${metadata.location}");`;
    return textRows(["Table", "Create Table"], [[name.table, text]]);
}

async function visibleTable(
    { catalog, database, table }: TableName,
    context: StatementContext,
): Promise<LoadedTable> {
    const { frontend, session } = context;
    if (isInternal(catalog) && !frontend.internalDatabases.has(database)) {
        throw analyzed("unknownDatabase", database);
    }
    const external = await resolveExternal(context, catalog);
    await requireDatabase(external, database);
    const loaded = await external.connector.table(database, table);
    if (loaded === undefined) {
        throw analyzed("unknownTable", table);
    }
    frontend.access.requireOnTable(session, ANY, external.id, database, table);
    return loaded;
}

/** Iceberg's CreateTableRequest, field by field as both versions send it. */
function tableDefinition(
    name: string,
    { columns, partitions, properties }: StatementOf<"createTable">,
    { frontend: { facts } }: StatementContext,
): object {
    for (const [key, value] of properties) {
        if (facts.fixedTableProperties.includes(key)) {
            const own = facts.newTableProperties[key];
            throw failure(`Multiple entries with same key: ${key}=${own} and ${key}=${value}`);
        }
    }
    return {
        name,
        location: null,
        schema: {
            type: "struct",
            "schema-id": 0,
            fields: columns.map((column, index) => newField(column, index + 1)),
        },
        "partition-spec": {
            "spec-id": 0,
            fields: partitions.map((field, index) => partitionField(field, index, columns)),
        },
        "write-order": null,
        properties: { ...facts.newTableProperties, ...Object.fromEntries(properties) },
        "stage-create": false,
    };
}

function partitionField(
    { transform, parameter, column }: PartitionField,
    index: number,
    columns: readonly ColumnDefinition[],
): object {
    const sourceId = columns.findIndex(({ name }) => name === column) + 1;
    if (sourceId === 0) {
        throw failure(`Cannot find source column: ${column}`);
    }
    return {
        name: transform === "identity" ? column : `${column}_${transform}`,
        transform: parameter === undefined ? transform : `${transform}[${parameter}]`,
        "source-id": sourceId,
        "field-id": FIRST_PARTITION_FIELD_ID + index,
    };
}
