/** Table metadata as in the Iceberg specification, in its JSON spelling. */
export interface Field {
    id: number;
    name: string;
    type: unknown;
    required: boolean;
    doc?: string;
}

export interface Schema {
    type: "struct";
    "schema-id": number;
    "identifier-field-ids"?: number[];
    fields: Field[];
}

export interface PartitionField {
    name: string;
    transform: string;
    "source-id": number;
    "field-id": number;
}

export interface PartitionSpec {
    "spec-id": number;
    fields: PartitionField[];
}

export interface SortOrder {
    "order-id": number;
    fields: unknown[];
}

export interface Snapshot {
    "snapshot-id": number;
    "parent-snapshot-id"?: number;
    "sequence-number"?: number;
    "timestamp-ms": number;
    "manifest-list"?: string;
    summary?: Record<string, string>;
    "schema-id"?: number;
}

export interface SnapshotReference {
    "snapshot-id": number;
    type: string;
    [property: string]: unknown;
}

export interface TableMetadata {
    "format-version": number;
    "table-uuid": string;
    location: string;
    "last-sequence-number": number;
    "last-updated-ms": number;
    "last-column-id": number;
    schemas: Schema[];
    "current-schema-id": number;
    "partition-specs": PartitionSpec[];
    "default-spec-id": number;
    "last-partition-id": number;
    "sort-orders": SortOrder[];
    "default-sort-order-id": number;
    properties: Record<string, string>;
    "current-snapshot-id": number;
    refs: Record<string, SnapshotReference>;
    snapshots: Snapshot[];
    statistics: Record<string, unknown>[];
    "partition-statistics": Record<string, unknown>[];
    "snapshot-log": { "snapshot-id": number; "timestamp-ms": number }[];
    "metadata-log": { "metadata-file": string; "timestamp-ms": number }[];
    /** Version 1 repeats the current schema and partition spec under these names. */
    schema?: Schema;
    "partition-spec"?: PartitionField[];
}

export interface NewTable {
    uuid: string;
    location: string;
    now: number;
    schema: Schema;
    spec?: PartitionSpec | null;
    order?: SortOrder | null;
    properties?: Record<string, string>;
}

/** Partition fields without an id start here (Iceberg specification, "Partition evolution"). */
const firstPartitionId = 1000;

/** The highest field id of a type, nested ones included. */
export function highestFieldId(type: unknown): number {
    if (typeof type !== "object" || type === null) return 0;
    const own = Object.entries(type).map(([key, value]) => {
        if (Array.isArray(value)) return Math.max(0, ...value.map(highestFieldId));
        if (key === "id" || key.endsWith("-id")) return key === "schema-id" ? 0 : Number(value);
        return highestFieldId(value);
    });
    return Math.max(0, ...own);
}

export function completeSpec(
    spec: PartitionSpec | null | undefined,
    id: number,
    lastPartitionId: number,
): PartitionSpec {
    let last = lastPartitionId;
    const fields = (spec?.fields ?? []).map((field) => ({
        ...field,
        "field-id": field["field-id"] ?? ++last,
    }));
    return { "spec-id": id, fields };
}

export const highestPartitionId = (specs: PartitionSpec[]) =>
    Math.max(
        firstPartitionId - 1,
        ...specs.flatMap(({ fields }) => fields.map((field) => field["field-id"])),
    );

export function newTableMetadata({
    uuid,
    location,
    now,
    schema,
    spec,
    order,
    properties = {},
}: NewTable): TableMetadata {
    const { "format-version": version, ...kept } = properties;
    const sortOrder: SortOrder = order?.fields?.length
        ? { ...order, "order-id": 1 }
        : { "order-id": 0, fields: [] };
    const partitionSpec = completeSpec(spec, 0, firstPartitionId - 1);
    return {
        "format-version": Number(version ?? 2),
        "table-uuid": uuid,
        location,
        "last-sequence-number": 0,
        "last-updated-ms": now,
        "last-column-id": highestFieldId({ fields: schema.fields }),
        schemas: [{ ...schema, type: "struct", "schema-id": 0 }],
        "current-schema-id": 0,
        "partition-specs": [partitionSpec],
        "default-spec-id": 0,
        "last-partition-id": highestPartitionId([partitionSpec]),
        "sort-orders": [sortOrder],
        "default-sort-order-id": sortOrder["order-id"],
        properties: kept,
        "current-snapshot-id": -1,
        refs: {},
        snapshots: [],
        statistics: [],
        "partition-statistics": [],
        "snapshot-log": [],
        "metadata-log": [],
    };
}

/** What a reader gets: version 1 has the current schema and spec twice. */
export function publishedMetadata(metadata: TableMetadata): TableMetadata {
    if (metadata["format-version"] > 1) return metadata;
    const schema = metadata.schemas.find((one) => one["schema-id"] === metadata["current-schema-id"]);
    const spec = metadata["partition-specs"].find((one) => one["spec-id"] === metadata["default-spec-id"]);
    return { ...metadata, schema, "partition-spec": spec?.fields ?? [] };
}
