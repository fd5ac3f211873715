/** The parts of Iceberg's table metadata that StarRocks reads here. */
export interface IcebergField {
    id: number;
    name: string;
    required: boolean;
    type: string | object;
    doc?: string;
}

export interface PartitionSpec {
    "spec-id": number;
    fields: { name: string; transform: string; "source-id": number; "field-id": number }[];
}

export interface Snapshot {
    "snapshot-id": number;
    "parent-snapshot-id"?: number;
    "sequence-number"?: number;
    "timestamp-ms": number;
    "manifest-list": string;
    summary: Record<string, string>;
    "schema-id"?: number;
}

export interface TableMetadata {
    "table-uuid": string;
    location: string;
    "last-sequence-number"?: number;
    "last-column-id"?: number;
    "format-version"?: number;
    schemas?: { "schema-id": number; fields: IcebergField[] }[];
    schema?: { fields: IcebergField[] };
    "current-schema-id"?: number;
    "partition-specs"?: PartitionSpec[];
    "default-spec-id"?: number;
    "current-snapshot-id"?: number | null;
    snapshots?: Snapshot[];
}

export interface LoadedTable {
    metadata: TableMetadata;
    /** Credentials and settings that the catalog vends for this table. */
    config?: Record<string, string>;
}

export function tableFields(metadata: TableMetadata): IcebergField[] {
    const current = metadata.schemas?.find((schema) => schema["schema-id"] === metadata["current-schema-id"]);
    return (current ?? metadata.schemas?.[0] ?? metadata.schema)?.fields ?? [];
}

export function partitionColumns(metadata: TableMetadata): string[] {
    const spec = metadata["partition-specs"]?.find((each) => each["spec-id"] === metadata["default-spec-id"]);
    const identity = spec?.fields.filter((field) => field.transform === "identity") ?? [];
    const fields = tableFields(metadata);
    return identity.map((field) => fields.find((each) => each.id === field["source-id"])!.name);
}

export function currentSnapshot(metadata: TableMetadata): Snapshot | undefined {
    return metadata.snapshots?.find((each) => each["snapshot-id"] === metadata["current-snapshot-id"]);
}
