import type { FrontendProcess } from "../rest/client";
import { RestFailure } from "../rest/failures";
import { IcebergRestCatalog } from "../rest/icebergCatalog";
import { restProperties } from "../rest/properties";
import type { LoadedTable } from "../rest/tableMetadata";
import { checkConnector, checkNativeCatalog, nativeType } from "./connectorChecks";
import { ConnectorFailure, initFailure } from "./connectorFailure";

/** A loaded table is served from memory for this long (iceberg_table_cache_refresh_interval_sec). */
const TABLE_CACHE_MILLISECONDS = 60_000;

export interface ConnectorSettings {
    name: string;
    type: string;
    properties: ReadonlyMap<string, string>;
    /** Made from the log after a restart and not by a statement. */
    replayed: boolean;
}

/** A catalog's way to its tables. Makes its REST catalog when first used and remembers only success. */
export class Connector {
    private loaded: IcebergRestCatalog | undefined;
    private readonly databases = new Set<string>();
    private readonly tables = new Map<string, { table: LoadedTable; at: number }>();

    constructor(
        private readonly settings: ConnectorSettings,
        private readonly process: FrontendProcess,
    ) {
        if (this.isIceberg) {
            checkConnector(settings.properties, process.facts);
        }
    }

    get properties(): ReadonlyMap<string, string> {
        return this.settings.properties;
    }

    /** Called at CREATE and ALTER by versions that don't wait for the first use. */
    async load(): Promise<void> {
        if (this.isIceberg) {
            await this.restCatalog();
        }
    }

    async listDatabases(): Promise<string[]> {
        const catalog = await this.restCatalog();
        return wording("Failed to list all databases using REST Catalog", catalog.listNamespaces());
    }

    async hasDatabase(database: string): Promise<boolean> {
        return this.databases.has(database) || (await this.databaseProperties(database)) !== undefined;
    }

    /** The properties as the server has them now, or undefined when there is no such database. */
    async databaseProperties(database: string): Promise<Record<string, string> | undefined> {
        const catalog = await this.restCatalog();
        const found = await absentIfNotFound(
            wording("Failed to get database using REST Catalog", catalog.loadNamespace(database)),
        );
        if (found === undefined) {
            return undefined;
        }
        this.databases.add(database);
        return found.properties ?? {};
    }

    async createDatabase(database: string): Promise<void> {
        const catalog = await this.restCatalog();
        await bare(catalog.createNamespace(database));
    }

    async dropDatabase(database: string): Promise<void> {
        const catalog = await this.restCatalog();
        await bare(catalog.dropNamespace(database));
        this.databases.delete(database);
    }

    async listTables(database: string): Promise<string[]> {
        const catalog = await this.restCatalog();
        return wording("Failed to list tables using REST Catalog", catalog.listTables(database));
    }

    /** Asks the server, whatever is cached. */
    async hasTable(database: string, table: string): Promise<boolean> {
        const catalog = await this.restCatalog();
        const found = await absentIfNotFound(
            wording("Failed to check tableExists using REST Catalog", catalog.loadTable(database, table)),
        );
        return found !== undefined;
    }

    async table(database: string, table: string): Promise<LoadedTable | undefined> {
        const cached = this.tables.get(tableKey(database, table));
        const now = this.process.now().getTime();
        return cached !== undefined && now - cached.at < TABLE_CACHE_MILLISECONDS
            ? cached.table
            : this.freshTable(database, table);
    }

    async freshTable(database: string, table: string): Promise<LoadedTable | undefined> {
        const catalog = await this.restCatalog();
        const found = await absentIfNotFound(
            withReason(
                wording("Failed to load table using REST Catalog", catalog.loadTable(database, table)),
            ),
        );
        if (found !== undefined) {
            this.tables.set(tableKey(database, table), { table: found, at: this.process.now().getTime() });
        }
        return found;
    }

    async createTable(database: string, definition: object): Promise<void> {
        const catalog = await this.restCatalog();
        await bare(catalog.createTable(database, definition));
    }

    async dropTable(database: string, table: string, purge: boolean): Promise<void> {
        const catalog = await this.restCatalog();
        await bare(catalog.dropTable(database, table, purge));
        this.tables.delete(tableKey(database, table));
    }

    async commit(database: string, table: string, requirements: object[], updates: object[]): Promise<void> {
        const catalog = await this.restCatalog();
        await bare(catalog.commit(database, table, requirements, updates));
        this.tables.delete(tableKey(database, table));
    }

    private get isIceberg(): boolean {
        return this.settings.type.toLowerCase() === "iceberg";
    }

    private async restCatalog(): Promise<IcebergRestCatalog> {
        this.loaded ??= await this.loadRestCatalog();
        return this.loaded;
    }

    private async loadRestCatalog(): Promise<IcebergRestCatalog> {
        const { name, type, properties, replayed } = this.settings;
        const { facts, environment } = this.process;
        try {
            if (this.isIceberg) {
                checkNativeCatalog(properties, facts);
            }
            if (!this.isIceberg || nativeType(properties) !== "rest") {
                throw new ConnectorFailure("This sandbox has only Iceberg REST catalogs");
            }
            return await wording(
                "Failed to load rest catalog",
                IcebergRestCatalog.load(restProperties(properties, environment), this.process),
            );
        } catch (error) {
            if (error instanceof ConnectorFailure && replayed && facts.loadsCatalogAtCreate) {
                throw new ConnectorFailure(initFailure(type, name, error.text), error.reason);
            }
            throw error;
        }
    }
}

function tableKey(database: string, table: string): string {
    return JSON.stringify([database, table]);
}

async function wording<Answer>(text: string, call: Promise<Answer>): Promise<Answer> {
    try {
        return await call;
    } catch (error) {
        throw error instanceof RestFailure ? new RestRefusal(text, error) : error;
    }
}

/** Not observed: how a refused load reads. The reason is shown, as a sandbox is there to tell it. */
async function withReason<Answer>(call: Promise<Answer>): Promise<Answer> {
    try {
        return await call;
    } catch (error) {
        throw error instanceof RestRefusal ? error.withReason() : error;
    }
}

/** Statements that write show the exception's own text. */
async function bare<Answer>(call: Promise<Answer>): Promise<Answer> {
    try {
        return await call;
    } catch (error) {
        throw error instanceof RestFailure ? new ConnectorFailure(error.message) : error;
    }
}

async function absentIfNotFound<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
    try {
        return await call;
    } catch (error) {
        if (error instanceof RestRefusal && error.status === 404) {
            return undefined;
        }
        throw error;
    }
}

class RestRefusal extends ConnectorFailure {
    readonly status: number | undefined;

    constructor(
        text: string,
        private readonly failure: RestFailure,
    ) {
        super(text, failure.message);
        this.status = failure.status;
    }

    withReason(): RestRefusal {
        return new RestRefusal(this.textWithReason, this.failure);
    }
}
