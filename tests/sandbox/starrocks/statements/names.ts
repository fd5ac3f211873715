import { type ExternalCatalog, INTERNAL_CATALOG_ID, isInternal } from "../catalogs/catalogManager";
import type { StatementContext } from "../context";
import { analyzed, failure } from "../errors";
import type { LoadedTable } from "../rest/tableMetadata";

export interface DatabaseName {
    catalog: string;
    database: string;
}

export interface TableName extends DatabaseName {
    table: string;
}

/** `db` or `catalog.db`; nothing stands for the current one. */
export function databaseName({ session }: StatementContext, parts: readonly string[]): DatabaseName {
    const [database = session.database, catalog = session.catalog] = [...parts].reverse();
    if (database === "") {
        throw analyzed("noDatabase");
    }
    return { catalog, database };
}

/** `table`, `db.table` or `catalog.db.table`. */
export function tableName(context: StatementContext, parts: readonly string[]): TableName {
    return { ...databaseName(context, parts.slice(0, -1)), table: parts.at(-1)! };
}

/** The catalog with its id for privileges; `external` is undefined for default_catalog. */
export async function resolveCatalog(
    { frontend }: StatementContext,
    name: string,
): Promise<{ id: number; external: ExternalCatalog | undefined }> {
    if (isInternal(name)) {
        return { id: INTERNAL_CATALOG_ID, external: undefined };
    }
    const external = await frontend.catalogs.resolve(name);
    return { id: external.id, external };
}

/** Tables exist only in external catalogs here. */
export async function resolveExternal(context: StatementContext, name: string): Promise<ExternalCatalog> {
    const { external } = await resolveCatalog(context, name);
    if (external === undefined) {
        throw failure("This sandbox keeps no tables in default_catalog");
    }
    return external;
}

/** The table as the REST catalog has it now, not as it was cached. */
export async function requireFreshTable(
    catalog: ExternalCatalog,
    database: string,
    table: string,
): Promise<LoadedTable> {
    await requireDatabase(catalog, database);
    const loaded = await catalog.connector.freshTable(database, table);
    if (loaded === undefined) {
        throw analyzed("unknownTable", table);
    }
    return loaded;
}

export async function requireDatabase(catalog: ExternalCatalog, database: string): Promise<void> {
    if (!(await catalog.connector.hasDatabase(database))) {
        throw analyzed("unknownDatabase", database);
    }
}
