import { randomInt, randomUUID } from "node:crypto";
import type { Json } from "@duckdb/node-api";
import type { FrontendProcess } from "../rest/client";
import {
    currentSnapshot,
    partitionColumns,
    type Snapshot,
    type TableMetadata,
    tableFields,
} from "../rest/tableMetadata";
import type { ObjectStore } from "./objectStore";

export type Row = Json[];

interface DataFile {
    path: string;
    recordCount: number;
    partition: Record<string, Json>;
}

/** A simplification of Parquet and Avro: data files hold one JSON array a line, the manifest list is JSON. */
interface ManifestList {
    dataFiles: DataFile[];
}

/** Files are scanned from the newest to the oldest, which gives the row order of StarRocks' own example. */
export async function readRows(metadata: TableMetadata, store: ObjectStore): Promise<Row[]> {
    const rows: Row[] = [];
    for (const { path } of (await liveFiles(metadata, store)).reverse()) {
        const lines = (await store.read(path)).split("\n").filter((line) => line !== "");
        rows.push(...lines.map((line) => JSON.parse(line) as Row));
    }
    return rows;
}

export interface Append {
    requirements: object[];
    updates: object[];
}

/** Writes the files of an INSERT, one for each partition, and words the commit that adds them. */
export async function appendRows(
    metadata: TableMetadata,
    rows: Row[],
    store: ObjectStore,
    process: FrontendProcess,
): Promise<Append> {
    const added = await writeDataFiles(metadata, rows, store);
    const snapshotId = randomInt(1, 2 ** 47);
    const manifestList = `${metadata.location}/metadata/snap-${snapshotId}-${randomUUID()}.json`;
    const content: ManifestList = { dataFiles: [...(await liveFiles(metadata, store)), ...added] };
    await store.write(manifestList, JSON.stringify(content));
    const parent = metadata["current-snapshot-id"] ?? undefined;
    const hasParent = parent !== undefined && parent !== -1;
    const snapshot: Snapshot = {
        "snapshot-id": snapshotId,
        ...(hasParent ? { "parent-snapshot-id": parent } : {}),
        ...(metadata["format-version"] === 1
            ? {}
            : { "sequence-number": (metadata["last-sequence-number"] ?? 0) + 1 }),
        "timestamp-ms": process.now().getTime(),
        "manifest-list": manifestList,
        summary: {
            operation: "append",
            "added-data-files": String(added.length),
            "added-records": String(rows.length),
            "engine-name": "starrocks",
        },
        "schema-id": metadata["current-schema-id"] ?? 0,
    };
    return {
        requirements: [
            { type: "assert-table-uuid", uuid: metadata["table-uuid"] },
            { type: "assert-ref-snapshot-id", ref: "main", "snapshot-id": hasParent ? parent : null },
        ],
        updates: [
            { action: "add-snapshot", snapshot },
            { action: "set-snapshot-ref", "ref-name": "main", type: "branch", "snapshot-id": snapshotId },
        ],
    };
}

async function liveFiles(metadata: TableMetadata, store: ObjectStore): Promise<DataFile[]> {
    const snapshot = currentSnapshot(metadata);
    if (snapshot === undefined) {
        return [];
    }
    return (JSON.parse(await store.read(snapshot["manifest-list"])) as ManifestList).dataFiles;
}

async function writeDataFiles(metadata: TableMetadata, rows: Row[], store: ObjectStore): Promise<DataFile[]> {
    const files: DataFile[] = [];
    for (const { partition, members } of partitioned(metadata, rows)) {
        const path = `${metadata.location}/data/${randomUUID()}.json`;
        await store.write(path, members.map((row) => `${JSON.stringify(row)}\n`).join(""));
        files.push({ path, recordCount: members.length, partition });
    }
    return files;
}

function partitioned(metadata: TableMetadata, rows: Row[]) {
    const names = tableFields(metadata).map(({ name }) => name);
    const columns = partitionColumns(metadata);
    const partitions = new Map<string, { partition: Record<string, Json>; members: Row[] }>();
    for (const row of rows) {
        const partition = Object.fromEntries(columns.map((name) => [name, row[names.indexOf(name)]!]));
        const key = JSON.stringify(partition);
        const known = partitions.get(key) ?? { partition, members: [] };
        known.members.push(row);
        partitions.set(key, known);
    }
    return partitions.values();
}
