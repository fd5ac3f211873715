import { randomUUID } from "node:crypto";
import type { EngineTable } from "../backend/rowEngine";
import { type ExternalCatalog, isInternal } from "../catalogs/catalogManager";
import type { StatementContext } from "../context";
import { analyzed, failure } from "../errors";
import type { Token } from "../parser/lexer";
import type { StatementOf } from "../parser/statement";
import { ok, type StatementResult } from "../protocol/results";
import { engineSql, engineTableName } from "../query/engineSql";
import { selectItems } from "../query/selectItems";
import { NO_BACKEND } from "../query/sessionValues";
import { type TableReference, tableReferences } from "../query/tableReferences";
import { currentSnapshot, type LoadedTable, tableFields } from "../rest/tableMetadata";
import { requireDatabase, requireFreshTable, resolveExternal, tableName } from "./names";
import { hasSystemTable, isSystemDatabase } from "./systemTables";

interface ReadableTable {
    catalog: ExternalCatalog;
    loaded: LoadedTable;
}

export async function query(
    { tokens }: StatementOf<"query">,
    context: StatementContext,
): Promise<StatementResult> {
    const references = tableReferences(tokens);
    const tables = await readableTables(references, context);
    requireBackend(tables, tokens, context);
    const sql = engineSql(tokens, references, context);
    return {
        kind: "rows",
        ...(await context.frontend.backend.engine.query(sql, await scan(tables, context))),
    };
}

export async function insert(
    { name, columns, source }: StatementOf<"insert">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database, table } = tableName(context, name);
    const external = await resolveExternal(context, catalog);
    const loaded = await requireFreshTable(external, database, table);
    const references = tableReferences(source);
    const sources = await readableTables(references, context);
    const fields = tableFields(loaded.metadata);
    checkColumnCount(columns.length || fields.length, source);
    frontend.access.requireOnTable(session, "INSERT", external.id, database, table);
    if (frontend.faults.noBackend) {
        throw failure(NO_BACKEND);
    }
    const target = { name: "target", fields, rows: [] };
    const sql = engineSql(source, references, context);
    const read = await scan(sources, context);
    const rows = await frontend.backend.engine.insertedRows(target, columns, sql, read);
    const { requirements, updates } = await frontend.backend.append(external, loaded, rows);
    await external.connector.commit(database, table, requirements, updates);
    const label = `insert_${randomUUID().replaceAll("-", "_")}`;
    return ok(rows.length, `{'label':'${label}', 'status':'VISIBLE', 'txnId':'-1'}`);
}

/** Loads every table of a query and checks that it may be read. */
export async function readableTables(
    references: readonly TableReference[],
    context: StatementContext,
): Promise<ReadableTable[]> {
    const tables: ReadableTable[] = [];
    for (const reference of references) {
        const { catalog, database, table } = tableName(context, reference.name);
        if (isSystemDatabase(database)) {
            throw hasSystemTable(database, table)
                ? failure(NO_BACKEND)
                : analyzed("unknownTable", `${database}.${table}`);
        }
        if (isInternal(catalog) && !context.frontend.internalDatabases.has(database)) {
            throw analyzed("unknownDatabase", database);
        }
        const external = await resolveExternal(context, catalog);
        await requireDatabase(external, database);
        const loaded = await external.connector.table(database, table);
        if (loaded === undefined) {
            throw analyzed("unknownTable", `${database}.${table}`);
        }
        const { frontend, session } = context;
        frontend.access.requireOnTable(session, "SELECT", external.id, database, table);
        tables.push({ catalog: external, loaded });
    }
    return tables;
}

export async function scan(
    tables: readonly ReadableTable[],
    { frontend }: StatementContext,
): Promise<EngineTable[]> {
    return Promise.all(
        tables.map(({ catalog, loaded }, index) =>
            frontend.backend.scan(engineTableName(index), catalog, loaded),
        ),
    );
}

/** Constants and LIMIT 0 need none; 4.1 also answers for an empty table by itself. */
function requireBackend(
    tables: readonly ReadableTable[],
    tokens: readonly Token[],
    { frontend: { faults, facts } }: StatementContext,
): void {
    const limitIsZero = tokens.at(-2)?.value === "LIMIT" && tokens.at(-1)?.text === "0";
    if (!faults.noBackend || tables.length === 0 || limitIsZero) {
        return;
    }
    const allEmpty = tables.every(({ loaded }) => currentSnapshot(loaded.metadata) === undefined);
    if (!allEmpty || facts.selectOfEmptyTableNeedsBackend) {
        throw failure(NO_BACKEND);
    }
}

function checkColumnCount(expected: number, source: readonly Token[]): void {
    const given = source[0]?.value === "VALUES" ? firstTupleLength(source) : selectedColumns(source);
    if (given !== undefined && given !== expected) {
        throw analyzed("columnCount", expected, given);
    }
}

function firstTupleLength(source: readonly Token[]): number {
    let depth = 0;
    let values = 1;
    for (const { kind, text } of source.slice(1)) {
        if (kind === "symbol") {
            depth += text === "(" ? 1 : text === ")" ? -1 : 0;
            values += text === "," && depth === 1 ? 1 : 0;
        }
        if (depth === 0) {
            return values;
        }
    }
    return values;
}

/** Unknown where a star stands among the items. */
function selectedColumns(source: readonly Token[]): number | undefined {
    const items = selectItems(source);
    return items.some(({ last }) => source[last]?.text === "*") ? undefined : items.length;
}
