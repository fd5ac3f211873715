import type { StatementContext } from "../context";
import { analyzerError, failure } from "../errors";
import type { StatementOf } from "../parser/statement";
import { ok, type StatementResult } from "../protocol/results";
import { NO_BACKEND } from "../query/sessionValues";
import { tableFields } from "../rest/tableMetadata";
import { newField } from "../tableTypes";
import { requireFreshTable, resolveExternal, tableName } from "./names";

/** In a commit, -1 means "the schema that this commit adds". */
const ADDED_SCHEMA = -1;

/** Commits the new schema as Iceberg's SchemaUpdate does. */
export async function addColumns(
    { name, columns }: StatementOf<"addColumns">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database, table } = tableName(context, name);
    const external = await resolveExternal(context, catalog);
    const loaded = await requireFreshTable(external, database, table);
    frontend.access.requireOnTable(session, "ALTER", external.id, database, table);
    if (frontend.faults.noBackend) {
        throw failure(NO_BACKEND);
    }
    if (columns.some(({ nullable }) => !nullable)) {
        throw analyzerError("column in iceberg table must be nullable");
    }
    const { metadata } = loaded;
    const fields = tableFields(metadata);
    const twice = columns.find((column) => fields.some((field) => field.name === column.name));
    if (twice !== undefined) {
        throw failure(`Cannot add column, name already exists: ${twice.name}`);
    }
    const lastColumnId = metadata["last-column-id"] ?? Math.max(...fields.map(({ id }) => id));
    const added = columns.map((column, index) => newField(column, lastColumnId + 1 + index));
    const schemaIds = metadata.schemas?.map((schema) => schema["schema-id"]) ?? [0];
    const schema = {
        type: "struct",
        "schema-id": Math.max(...schemaIds) + 1,
        fields: [...fields, ...added],
    };
    await external.connector.commit(
        database,
        table,
        [
            { type: "assert-table-uuid", uuid: metadata["table-uuid"] },
            { type: "assert-last-assigned-field-id", "last-assigned-field-id": lastColumnId },
            { type: "assert-current-schema-id", "current-schema-id": metadata["current-schema-id"] ?? 0 },
        ],
        [
            { action: "add-schema", schema, "last-column-id": lastColumnId + added.length },
            { action: "set-current-schema", "schema-id": ADDED_SCHEMA },
        ],
    );
    return ok();
}
