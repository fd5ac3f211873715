import { randomInt, randomUUID } from "node:crypto";
import type { Json } from "@duckdb/node-api";
import type { FrontendProcess } from "../rest/client";
import { currentSnapshot, type Snapshot, type TableMetadata } from "../rest/tableMetadata";
import type { ObjectStore } from "./objectStore";

export interface DataFile {
    path: string;
    recordCount: number;
    partition: Record<string, Json>;
    /** Position delete files that name rows of this file. */
    deleteFiles?: string[];
}

/** A simplification of Parquet and Avro: data files hold one JSON array a line, the manifest list is JSON. */
interface ManifestList {
    dataFiles: DataFile[];
}

/** What a commit asks the catalog to check and to change. */
export interface Commit {
    requirements: object[];
    updates: object[];
}

export async function liveFiles(metadata: TableMetadata, store: ObjectStore): Promise<DataFile[]> {
    const snapshot = currentSnapshot(metadata);
    if (snapshot === undefined) {
        return [];
    }
    return (JSON.parse(await store.read(snapshot["manifest-list"])) as ManifestList).dataFiles;
}

/** Writes the manifest list of a snapshot that holds these files, and words the commit that adds it. */
export async function snapshotCommit(
    metadata: TableMetadata,
    dataFiles: DataFile[],
    summary: Snapshot["summary"],
    store: ObjectStore,
    process: FrontendProcess,
): Promise<Commit> {
    const snapshotId = randomInt(1, 2 ** 47);
    const manifestList = `${metadata.location}/metadata/snap-${snapshotId}-${randomUUID()}.json`;
    const content: ManifestList = { dataFiles };
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
        summary: { ...summary, "engine-name": "starrocks" },
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
