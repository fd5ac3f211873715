import { randomUUID } from "node:crypto";
import type { Json } from "@duckdb/node-api";
import type { FrontendProcess } from "../rest/client";
import { partitionColumns, type TableMetadata, tableFields } from "../rest/tableMetadata";
import type { ObjectStore } from "./objectStore";
import { deletedPositions } from "./positionDeletes";
import { type Commit, type DataFile, liveFiles, snapshotCommit } from "./snapshots";

export type Row = Json[];

/** A row and where it is stored. */
export interface StoredRow {
    file: string;
    position: number;
    values: Row;
}

/** Files are scanned from the newest to the oldest, which gives the row order of StarRocks' own example. */
export async function readRows(metadata: TableMetadata, store: ObjectStore): Promise<StoredRow[]> {
    const rows: StoredRow[] = [];
    const columns = tableFields(metadata).length;
    for (const file of (await liveFiles(metadata, store)).reverse()) {
        const lines = (await store.read(file.path)).split("\n").filter((line) => line !== "");
        const deleted = await deletedPositions(file, store);
        const stored = lines.map((line, position) => ({
            file: file.path,
            position,
            values: completed(JSON.parse(line) as Row, columns),
        }));
        rows.push(...stored.filter(({ position }) => !deleted.has(position)));
    }
    return rows;
}

/** Writes the files of an INSERT, one for each partition, and words the commit that adds them. */
export async function appendRows(
    metadata: TableMetadata,
    rows: Row[],
    store: ObjectStore,
    process: FrontendProcess,
): Promise<Commit> {
    const added = await writeDataFiles(metadata, rows, store);
    const files = [...(await liveFiles(metadata, store)), ...added];
    const summary = {
        operation: "append",
        "added-data-files": String(added.length),
        "added-records": String(rows.length),
    };
    return snapshotCommit(metadata, files, summary, store, process);
}

/** A file that is older than a column has no values of it. */
function completed(row: Row, columns: number): Row {
    return [...row, ...Array<null>(columns - row.length).fill(null)];
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
