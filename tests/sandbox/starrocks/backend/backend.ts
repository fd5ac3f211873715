import type { ExternalCatalog } from "../catalogs/catalogManager";
import type { FrontendProcess } from "../rest/client";
import { currentSnapshot, type LoadedTable, tableFields } from "../rest/tableMetadata";
import { dataAccess } from "./dataAccess";
import { appendRows, type Row, readRows, type StoredRow } from "./dataFiles";
import { ObjectStore } from "./objectStore";
import { deleteRows } from "./positionDeletes";
import { type EngineTable, RowEngine } from "./rowEngine";
import type { Commit } from "./snapshots";

/** StarRocks' backend: the one that touches data files. */
export class Backend {
    readonly engine = new RowEngine();

    constructor(private readonly process: FrontendProcess) {}

    async scan(name: string, catalog: ExternalCatalog, table: LoadedTable): Promise<EngineTable> {
        const rows = await this.storedRows(catalog, table);
        return { name, fields: tableFields(table.metadata), rows: rows.map(({ values }) => values) };
    }

    async storedRows(catalog: ExternalCatalog, table: LoadedTable): Promise<StoredRow[]> {
        return currentSnapshot(table.metadata) === undefined
            ? []
            : readRows(table.metadata, this.store(catalog, table));
    }

    async append(catalog: ExternalCatalog, table: LoadedTable, rows: Row[]): Promise<Commit> {
        return appendRows(table.metadata, rows, this.store(catalog, table), this.process);
    }

    async delete(catalog: ExternalCatalog, table: LoadedTable, rows: readonly StoredRow[]): Promise<Commit> {
        return deleteRows(table.metadata, rows, this.store(catalog, table), this.process);
    }

    close(): Promise<void> {
        return this.engine.close();
    }

    private store(catalog: ExternalCatalog, table: LoadedTable): ObjectStore {
        const access = dataAccess(table, catalog.connector.properties, this.process.environment);
        return new ObjectStore(access, this.process);
    }
}
