import { analyzed, failure, sqlError } from "../errors";
import type { FrontendProcess } from "../rest/client";
import { CatalogLock } from "./catalogLock";
import { Connector } from "./connector";
import { ConnectorFailure, initFailure } from "./connectorFailure";
import type { CatalogDefinition } from "./showCreate";

export const INTERNAL_CATALOG = "default_catalog";
export const INTERNAL_CATALOG_ID = 0;

const RESOURCE_MAPPING_PREFIX = "resource_mapping_inside_catalog_";

export interface ExternalCatalog extends CatalogDefinition {
    /** Grants belong to the id, so they don't survive DROP and CREATE. */
    id: number;
    type: string;
    connector: Connector;
}

export function isInternal(name: string): boolean {
    return name.toLowerCase() === INTERNAL_CATALOG;
}

export function isResourceMapping(name: string): boolean {
    return name.startsWith(RESOURCE_MAPPING_PREFIX);
}

export class CatalogManager {
    private readonly catalogs = new Map<string, ExternalCatalog>();
    private readonly lock = new CatalogLock();
    private lastId = INTERNAL_CATALOG_ID;

    constructor(private readonly process: FrontendProcess) {}

    /** All external catalogs by name in byte order. Waits for the lock. */
    async list(): Promise<ExternalCatalog[]> {
        await this.lock.free();
        return [...this.catalogs.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
    }

    /** Waits for the lock. */
    async find(name: string): Promise<ExternalCatalog | undefined> {
        await this.lock.free();
        return this.catalogs.get(name);
    }

    /** The same for the analyzer, which refuses an unknown catalog. */
    async resolve(name: string): Promise<ExternalCatalog> {
        const catalog = await this.find(name);
        if (catalog === undefined) {
            throw analyzed("unknownCatalog", name);
        }
        return catalog;
    }

    /** Grants and their checks don't take the lock. */
    peek(name: string): ExternalCatalog | undefined {
        return this.catalogs.get(name);
    }

    idOf(name: string): number | undefined {
        return isInternal(name) ? INTERNAL_CATALOG_ID : this.catalogs.get(name)?.id;
    }

    nameOf(id: number): string | undefined {
        return id === INTERNAL_CATALOG_ID
            ? INTERNAL_CATALOG
            : [...this.catalogs.values()].find((catalog) => catalog.id === id)?.name;
    }

    create(type: string, definition: CatalogDefinition, ifNotExists: boolean): Promise<void> {
        return this.lock.exclusively(async () => {
            const { name, properties } = definition;
            if (isInternal(name) || this.catalogs.has(name)) {
                if (ifNotExists) {
                    return;
                }
                throw sqlError("catalogExists", name);
            }
            const connector = await this.connect(name, type, properties).catch((error: unknown) => {
                throw error instanceof ConnectorFailure
                    ? failure(`connector create failed {${initFailure(type, name, error.text)}}`)
                    : error;
            });
            this.lastId += 1;
            this.catalogs.set(name, { ...definition, id: this.lastId, type, connector });
        });
    }

    /** A missing catalog and the internal one are passed over in silence. */
    alter(name: string, changes: ReadonlyMap<string, string>): Promise<void> {
        return this.lock.exclusively(async () => {
            const catalog = this.catalogs.get(name);
            if (
                catalog === undefined ||
                [...changes].every(([key, value]) => catalog.properties.get(key) === value)
            ) {
                return;
            }
            const properties = new Map([...catalog.properties, ...changes]);
            const connector = await this.connect(name, catalog.type, properties).catch((error: unknown) => {
                throw error instanceof ConnectorFailure
                    ? failure(this.process.facts.refusedAlter(initFailure(catalog.type, name, error.text)))
                    : error;
            });
            this.catalogs.set(name, { ...catalog, properties, connector });
        });
    }

    drop(name: string, ifExists: boolean): Promise<void> {
        return this.lock.exclusively(async () => {
            if (!this.catalogs.delete(name) && !ifExists) {
                throw sqlError("unknownCatalog", name);
            }
        });
    }

    /** After a restart no connector has contacted anything yet. */
    restart(): void {
        for (const catalog of this.catalogs.values()) {
            const { name, type, properties } = catalog;
            catalog.connector = new Connector({ name, type, properties, replayed: true }, this.process);
        }
    }

    private async connect(
        name: string,
        type: string,
        properties: ReadonlyMap<string, string>,
    ): Promise<Connector> {
        const connector = new Connector({ name, type, properties, replayed: false }, this.process);
        if (this.process.facts.loadsCatalogAtCreate) {
            await connector.load();
        }
        return connector;
    }
}
