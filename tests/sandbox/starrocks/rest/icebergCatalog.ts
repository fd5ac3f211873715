import { type FrontendProcess, RestClient } from "./client";
import type { LoadedTable } from "./tableMetadata";

interface Configuration {
    defaults?: Record<string, string>;
    overrides?: Record<string, string>;
}

interface Page {
    "next-page-token"?: string | null;
}

/** Iceberg's RESTSessionCatalog: one method for each call that StarRocks makes. */
export class IcebergRestCatalog {
    private constructor(
        private readonly client: RestClient,
        private readonly prefix: string,
    ) {}

    /** GET v1/config, what Iceberg calls initialize. */
    static async load(
        properties: ReadonlyMap<string, string>,
        process: FrontendProcess,
    ): Promise<IcebergRestCatalog> {
        const client = new RestClient(properties, process);
        await client.authenticate();
        const warehouse = properties.get("warehouse");
        const { defaults = {}, overrides = {} } = await client.request<Configuration>({
            method: "GET",
            path: "v1/config",
            query: warehouse === undefined ? undefined : { warehouse },
            errors: "default",
        });
        const prefix = overrides.prefix ?? properties.get("prefix") ?? defaults.prefix;
        return new IcebergRestCatalog(client, prefix === undefined ? "v1/" : `v1/${prefix}/`);
    }

    async listNamespaces(): Promise<string[]> {
        const pages = await this.pages<{ namespaces: string[][] }>("namespaces", "namespace");
        return pages.flatMap((page) => page.namespaces.map((levels) => levels.join(".")));
    }

    loadNamespace(namespace: string): Promise<{ properties?: Record<string, string> }> {
        return this.client.request({
            method: "GET",
            path: this.namespacePath(namespace),
            errors: "namespace",
        });
    }

    async createNamespace(namespace: string): Promise<void> {
        await this.client.request({
            method: "POST",
            path: `${this.prefix}namespaces`,
            body: { namespace: [namespace], properties: {} },
            errors: "namespace",
        });
    }

    async dropNamespace(namespace: string): Promise<void> {
        await this.client.request({
            method: "DELETE",
            path: this.namespacePath(namespace),
            errors: "namespace",
        });
    }

    async listTables(namespace: string): Promise<string[]> {
        const path = `namespaces/${encodeURIComponent(namespace)}/tables`;
        const pages = await this.pages<{ identifiers: { name: string }[] }>(path, "namespace");
        return pages.flatMap((page) => page.identifiers.map(({ name }) => name));
    }

    loadTable(namespace: string, table: string): Promise<LoadedTable> {
        return this.client.request({
            method: "GET",
            path: this.tablePath(namespace, table),
            query: { snapshots: "all" },
            errors: "table",
        });
    }

    async createTable(namespace: string, definition: object): Promise<void> {
        await this.client.request({
            method: "POST",
            path: `${this.namespacePath(namespace)}/tables`,
            body: definition,
            errors: "table",
        });
    }

    async dropTable(namespace: string, table: string, purge: boolean): Promise<void> {
        await this.client.request({
            method: "DELETE",
            path: this.tablePath(namespace, table),
            query: purge ? { purgeRequested: "true" } : undefined,
            errors: "table",
        });
    }

    async commit(namespace: string, table: string, requirements: object[], updates: object[]): Promise<void> {
        await this.client.request({
            method: "POST",
            path: this.tablePath(namespace, table),
            body: { identifier: { namespace: [namespace], name: table }, requirements, updates },
            errors: "commit",
        });
    }

    private async pages<Content>(path: string, errors: "namespace"): Promise<Content[]> {
        const pages: Content[] = [];
        let pageToken: string | null | undefined = "";
        while (pageToken !== undefined && pageToken !== null) {
            const page: Content & Page = await this.client.request({
                method: "GET",
                path: this.prefix + path,
                query: { pageToken },
                errors,
            });
            pages.push(page);
            pageToken = page["next-page-token"];
        }
        return pages;
    }

    private namespacePath(namespace: string): string {
        return `${this.prefix}namespaces/${encodeURIComponent(namespace)}`;
    }

    private tablePath(namespace: string, table: string): string {
        return `${this.namespacePath(namespace)}/tables/${encodeURIComponent(table)}`;
    }
}
