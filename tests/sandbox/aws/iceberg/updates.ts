import { AwsError } from "../account/errors";
import {
    completeSpec,
    highestFieldId,
    highestPartitionId,
    type PartitionSpec,
    type Schema,
    type Snapshot,
    type SnapshotReference,
    type SortOrder,
    type TableMetadata,
} from "./metadata";

export interface Update {
    action: string;
    [property: string]: unknown;
}

/** In a commit, -1 means "the one that this commit added last". */
const lastAdded = -1;

const highest = (ids: number[]) => Math.max(-1, ...ids);

function without(kept: Record<string, string>, removed: string[]): Record<string, string> {
    return Object.fromEntries(Object.entries(kept).filter(([key]) => !removed.includes(key)));
}

const byId = (property: string, update: Update) => (statistics: Record<string, unknown>) =>
    statistics[property] !== update[property];

/** One row per update of the Iceberg REST specification; each changes the draft in place. */
const actions: Record<string, (draft: TableMetadata, update: Update) => void> = {
    "assign-uuid": (draft, { uuid }) => {
        if (draft["table-uuid"] !== uuid)
            throw new AwsError("BadRequestException", "Cannot reassign uuid", 400);
    },
    "upgrade-format-version": (draft, update) => {
        const version = Number(update["format-version"]);
        if (version < draft["format-version"] || version > 2) {
            throw new AwsError("BadRequestException", `Unsupported format version: ${version}`, 400);
        }
        draft["format-version"] = version;
    },
    "add-schema": (draft, update) => {
        const id = highest(draft.schemas.map((schema) => schema["schema-id"])) + 1;
        const schema = { ...(update.schema as Schema), "schema-id": id };
        draft.schemas = [...draft.schemas, schema];
        draft["last-column-id"] = Math.max(
            draft["last-column-id"],
            highestFieldId({ fields: schema.fields }),
        );
    },
    "set-current-schema": (draft, update) => {
        const id = Number(update["schema-id"]);
        draft["current-schema-id"] =
            id === lastAdded ? highest(draft.schemas.map((one) => one["schema-id"])) : id;
    },
    "add-spec": (draft, update) => {
        const id = highest(draft["partition-specs"].map((spec) => spec["spec-id"])) + 1;
        const spec = completeSpec(update.spec as PartitionSpec, id, draft["last-partition-id"]);
        draft["partition-specs"] = [...draft["partition-specs"], spec];
        draft["last-partition-id"] = Math.max(draft["last-partition-id"], highestPartitionId([spec]));
    },
    "set-default-spec": (draft, update) => {
        const id = Number(update["spec-id"]);
        draft["default-spec-id"] =
            id === lastAdded ? highest(draft["partition-specs"].map((spec) => spec["spec-id"])) : id;
    },
    "add-sort-order": (draft, update) => {
        const id = highest(draft["sort-orders"].map((order) => order["order-id"])) + 1;
        draft["sort-orders"] = [
            ...draft["sort-orders"],
            { ...(update["sort-order"] as SortOrder), "order-id": id },
        ];
    },
    "set-default-sort-order": (draft, update) => {
        const id = Number(update["sort-order-id"]);
        draft["default-sort-order-id"] =
            id === lastAdded ? highest(draft["sort-orders"].map((order) => order["order-id"])) : id;
    },
    "add-snapshot": (draft, update) => {
        const snapshot = update.snapshot as Snapshot;
        if (draft.snapshots.some((one) => one["snapshot-id"] === snapshot["snapshot-id"])) {
            throw new AwsError(
                "BadRequestException",
                `Snapshot already exists for id: ${snapshot["snapshot-id"]}`,
                400,
            );
        }
        draft.snapshots = [...draft.snapshots, snapshot];
        draft["last-sequence-number"] = Math.max(
            draft["last-sequence-number"],
            snapshot["sequence-number"] ?? 0,
        );
    },
    "set-snapshot-ref": (draft, update) => {
        const { action: _, "ref-name": name, ...reference } = update;
        const id = reference["snapshot-id"];
        const snapshot = draft.snapshots.find((one) => one["snapshot-id"] === id);
        if (!snapshot)
            throw new AwsError("BadRequestException", `Cannot set ${name} to unknown snapshot: ${id}`, 400);
        draft.refs = { ...draft.refs, [name as string]: reference as SnapshotReference };
        if (name !== "main") return;
        draft["current-snapshot-id"] = snapshot["snapshot-id"];
        draft["snapshot-log"] = [
            ...draft["snapshot-log"],
            { "snapshot-id": snapshot["snapshot-id"], "timestamp-ms": snapshot["timestamp-ms"] },
        ];
    },
    "remove-snapshots": (draft, update) => {
        const ids = update["snapshot-ids"] as number[];
        draft.snapshots = draft.snapshots.filter((one) => !ids.includes(one["snapshot-id"]));
        draft["snapshot-log"] = draft["snapshot-log"].filter((entry) => !ids.includes(entry["snapshot-id"]));
    },
    "remove-snapshot-ref": (draft, update) => {
        const { [update["ref-name"] as string]: _, ...kept } = draft.refs;
        draft.refs = kept;
        if (update["ref-name"] === "main") draft["current-snapshot-id"] = -1;
    },
    "set-properties": (draft, { updates }) => {
        draft.properties = { ...draft.properties, ...(updates as Record<string, string>) };
    },
    "remove-properties": (draft, { removals }) => {
        draft.properties = without(draft.properties, removals as string[]);
    },
    "set-statistics": (draft, update) => {
        const kept = draft.statistics.filter(byId("snapshot-id", update));
        draft.statistics = [...kept, update.statistics as Record<string, unknown>];
    },
    "remove-statistics": (draft, update) => {
        draft.statistics = draft.statistics.filter(byId("snapshot-id", update));
    },
    "remove-partition-specs": (draft, update) => {
        const ids = update["spec-ids"] as number[];
        draft["partition-specs"] = draft["partition-specs"].filter((spec) => !ids.includes(spec["spec-id"]));
    },
    "remove-schemas": (draft, update) => {
        const ids = update["schema-ids"] as number[];
        draft.schemas = draft.schemas.filter((schema) => !ids.includes(schema["schema-id"]));
    },
    "set-location": (draft, { location }) => {
        if (location === draft.location) return;
        throw new AwsError(
            "BadRequestException",
            "The location of a table in a table bucket cannot be changed.",
            400,
        );
    },
};

export function applyUpdates(metadata: TableMetadata, updates: Update[], now: number): TableMetadata {
    const draft = { ...metadata, "last-updated-ms": now };
    for (const update of updates) {
        const apply = actions[update.action];
        if (!apply) throw new AwsError("BadRequestException", `Unsupported update: ${update.action}`, 400);
        apply(draft, update);
    }
    return draft;
}
