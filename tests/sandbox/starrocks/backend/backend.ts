import type { ExternalCatalog } from "../catalogs/catalogManager";
import type { FrontendProcess } from "../rest/client";
import { currentSnapshot, type LoadedTable, tableFields } from "../rest/tableMetadata";
import { dataAccess } from "./dataAccess";
import { type Append, appendRows, type Row, readRows } from "./dataFiles";
import { ObjectStore } from "./objectStore";
import { type EngineTable, RowEngine } from "./rowEngine";

/** StarRocks' backend: the one that touches data files. */
export class Backend {
    readonly engine = new RowEngine();

    constructor(private readonly process: FrontendProcess) {}

    async scan(name: string, catalog: ExternalCatalog, table: LoadedTable): Promise<EngineTable> {
        const rows =
            currentSnapshot(table.metadata) === undefined
                ? []
                : await readRows(table.metadata, this.store(catalog, table));
        return { name, fields: tableFields(table.metadata), rows };
    }

    async append(catalog: ExternalCatalog, table: LoadedTable, rows: Row[]): Promise<Append> {
        return appendRows(table.metadata, rows, this.store(catalog, table), this.process);
    }

    close(): Promise<void> {
        return this.engine.close();
    }

    private store(catalog: ExternalCatalog, table: LoadedTable): ObjectStore {
        const access = dataAccess(table, catalog.connector.properties, this.process.environment);
        return new ObjectStore(access, this.process);
    }
}
