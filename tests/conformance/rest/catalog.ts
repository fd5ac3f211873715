export interface Answer {
    status: number;
    body?: object;
    text?: string;
    headers?: Readonly<Record<string, string>>;
}

interface TableDefinition {
    name: string;
    schema: { fields: { id: number; name: string; required: boolean; type: string }[] };
    "partition-spec"?: { fields: object[] };
    properties?: Record<string, string>;
}

const T1_FIELDS = [
    { id: 1, name: "id", required: false, type: "long" },
    { id: 2, name: "name", required: false, type: "string" },
];

/** Namespaces and empty tables of a catalog: db1 with t1 and t2, and db2 with nothing. */
export class FakeCatalog {
    private readonly namespaces = new Map<string, Map<string, object>>([
        ["db1", new Map(["t1", "t2"].map((name) => [name, metadata("db1", named(name))]))],
        ["db2", new Map()],
    ]);

    answer(method: string, path: string, body: string): Answer {
        const [, namespace, , table] = path.split("/").map(decodeURIComponent);
        if (namespace === undefined) {
            return method === "POST" ? this.createNamespace(body) : this.listNamespaces();
        }
        const tables = this.namespaces.get(namespace);
        if (tables === undefined) {
            return icebergError(404, "NoSuchNamespaceException", `/v1/${path}`);
        }
        if (!path.includes("/tables")) {
            return { status: 200, body: { namespace: [namespace], properties: {} } };
        }
        if (table !== undefined) {
            return tableAnswer(method, path, tables, table);
        }
        return method === "POST" ? createTable(namespace, tables, body) : listTables(namespace, tables);
    }

    private listNamespaces(): Answer {
        return { status: 200, body: { namespaces: [...this.namespaces.keys()].map((name) => [name]) } };
    }

    private createNamespace(body: string): Answer {
        const { namespace } = JSON.parse(body) as { namespace: string[] };
        this.namespaces.set(namespace.join("."), new Map());
        return { status: 200, body: { namespace, properties: {} } };
    }
}

export function icebergError(code: number, type: string, message: string): Answer {
    return { status: code, body: { error: { code, type, message } } };
}

function named(name: string): TableDefinition {
    return { name, schema: { fields: T1_FIELDS } };
}

function listTables(namespace: string, tables: ReadonlyMap<string, object>): Answer {
    const identifiers = [...tables.keys()].map((name) => ({ namespace: [namespace], name }));
    return { status: 200, body: { identifiers } };
}

function createTable(namespace: string, tables: Map<string, object>, body: string): Answer {
    const definition = JSON.parse(body) as TableDefinition;
    tables.set(definition.name, metadata(namespace, definition));
    return loaded(tables, definition.name);
}

function tableAnswer(method: string, path: string, tables: Map<string, object>, table: string): Answer {
    if (!tables.has(table)) {
        return icebergError(404, "NoSuchTableException", `/v1/${path}`);
    }
    if (method === "DELETE") {
        tables.delete(table);
        return { status: 204 };
    }
    return loaded(tables, table);
}

function loaded(tables: ReadonlyMap<string, object>, name: string): Answer {
    return {
        status: 200,
        body: {
            "metadata-location": `s3://lake/${name}/metadata/0.json`,
            metadata: tables.get(name),
            config: {},
        },
    };
}

/** Table metadata without any snapshot, complete enough for Iceberg's own parser. */
function metadata(namespace: string, definition: TableDefinition): object {
    const { fields } = definition.schema;
    const partitionFields = definition["partition-spec"]?.fields ?? [];
    return {
        "format-version": Number(definition.properties?.["format-version"] ?? 2),
        "table-uuid": "8d2b1d5c-0c5e-4f5c-9d4a-3a4c0ad7c7f1",
        location: `s3://lake/${namespace}/${definition.name}`,
        "last-sequence-number": 0,
        "last-updated-ms": 1_795_557_000_000,
        "last-column-id": fields.length,
        "current-schema-id": 0,
        schemas: [{ type: "struct", "schema-id": 0, fields }],
        "default-spec-id": 0,
        "partition-specs": [{ "spec-id": 0, fields: partitionFields }],
        "last-partition-id": 999 + partitionFields.length,
        "default-sort-order-id": 0,
        "sort-orders": [{ "order-id": 0, fields: [] }],
        properties: definition.properties ?? {},
        "current-snapshot-id": -1,
        refs: {},
        snapshots: [],
        "snapshot-log": [],
        "metadata-log": [],
    };
}
