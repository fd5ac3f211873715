import { randomUUID } from "node:crypto";
import type { StoredRow } from "../backend/dataFiles";
import { type EngineTable, quoteName } from "../backend/rowEngine";
import type { StatementContext } from "../context";
import { analyzerError, failure } from "../errors";
import type { StatementOf } from "../parser/statement";
import { ok, type StatementResult } from "../protocol/results";
import { engineSql } from "../query/engineSql";
import { NO_BACKEND } from "../query/sessionValues";
import { tableReferences } from "../query/tableReferences";
import { type LoadedTable, tableFields } from "../rest/tableMetadata";
import { requireFreshTable, resolveExternal, tableName } from "./names";
import { readableTables, scan } from "./queries";

const TARGET = "target";
/** The hidden column that numbers the rows; Iceberg's own for it is `_pos`. */
const ROW_NUMBER = "_pos";

/** Iceberg's DELETE came with 4.1. Texts of the analyzer as in its tests; none of it was observed live. */
export async function deleteRows(
    { name, where }: StatementOf<"delete">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database, table } = tableName(context, name);
    const external = await resolveExternal(context, catalog);
    if (!frontend.facts.deletesIcebergRows) {
        throw analyzerError("Table of iceberg catalog doesn't support [DELETE]");
    }
    const loaded = await requireFreshTable(external, database, table);
    if (where[0]?.value !== "WHERE") {
        throw analyzerError("Delete must specify where clause to prevent full table delete");
    }
    const references = tableReferences(where);
    const sources = await readableTables(references, context);
    frontend.access.requireOnTable(session, "DELETE", external.id, database, table);
    if (loaded.metadata["format-version"] === 1) {
        throw failure("Deletes are supported in V2 and above");
    }
    if (frontend.faults.noBackend) {
        throw failure(NO_BACKEND);
    }
    const rows = await frontend.backend.storedRows(external, loaded);
    const sql =
        `SELECT ${quoteName(ROW_NUMBER)} FROM ${quoteName(TARGET)} AS ${quoteName(table)} ` +
        engineSql(where, references, context);
    const tables = [numbered(loaded, rows), ...(await scan(sources, context))];
    const found = await frontend.backend.engine.query(sql, tables);
    const deleted = found.rows.map(([number]) => rows[Number(number)]!);
    if (deleted.length > 0) {
        const { requirements, updates } = await frontend.backend.delete(external, loaded, deleted);
        await external.connector.commit(database, table, requirements, updates);
    }
    const label = `delete_${randomUUID().replaceAll("-", "_")}`;
    return ok(deleted.length, `{'label':'${label}', 'status':'VISIBLE', 'txnId':'-1'}`);
}

function numbered({ metadata }: LoadedTable, rows: readonly StoredRow[]): EngineTable {
    return {
        name: TARGET,
        fields: [...tableFields(metadata), { id: 0, name: ROW_NUMBER, required: true, type: "long" }],
        rows: rows.map(({ values }, index) => [...values, index]),
    };
}
