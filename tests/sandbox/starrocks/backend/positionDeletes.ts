import { randomUUID } from "node:crypto";
import type { FrontendProcess } from "../rest/client";
import type { TableMetadata } from "../rest/tableMetadata";
import type { StoredRow } from "./dataFiles";
import type { ObjectStore } from "./objectStore";
import { type Commit, type DataFile, liveFiles, snapshotCommit } from "./snapshots";

/** One line of a position delete file, Iceberg's `file_path` and `pos`. */
type DeletedRow = [file: string, position: number];

export async function deletedPositions(file: DataFile, store: ObjectStore): Promise<Set<number>> {
    const positions = new Set<number>();
    for (const path of file.deleteFiles ?? []) {
        const lines = (await store.read(path)).split("\n").filter((line) => line !== "");
        for (const [deletedFrom, position] of lines.map((line) => JSON.parse(line) as DeletedRow)) {
            if (deletedFrom === file.path) {
                positions.add(position);
            }
        }
    }
    return positions;
}

/** Leaves the data files as they are and adds delete files, as StarRocks does (merge on read). */
export async function deleteRows(
    metadata: TableMetadata,
    rows: readonly StoredRow[],
    store: ObjectStore,
    process: FrontendProcess,
): Promise<Commit> {
    const files = await liveFiles(metadata, store);
    const changed: DataFile[] = [];
    for (const file of files) {
        const deleted = rows.filter((row) => row.file === file.path);
        changed.push(deleted.length === 0 ? file : await withDeleteFile(file, deleted, metadata, store));
    }
    const summary = {
        operation: "delete",
        "added-delete-files": String(new Set(rows.map(({ file }) => file)).size),
        "added-position-deletes": String(rows.length),
    };
    return snapshotCommit(metadata, changed, summary, store, process);
}

async function withDeleteFile(
    file: DataFile,
    deleted: readonly StoredRow[],
    metadata: TableMetadata,
    store: ObjectStore,
): Promise<DataFile> {
    const path = `${metadata.location}/data/delete-${randomUUID()}.json`;
    const lines = deleted.map(({ position }): DeletedRow => [file.path, position]);
    await store.write(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return { ...file, deleteFiles: [...(file.deleteFiles ?? []), path] };
}
