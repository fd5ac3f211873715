import { AwsError } from "../account/errors";
import { createNamespace, deleteNamespace, findNamespace, namespacesOf, tablesOf } from "../account/s3tables";
import type { Table } from "../account/s3tablesState";
import type { Account } from "../account/state";
import { createTable, deleteTable, findTable, renameTable, writeMetadata } from "../account/tables";
import type { Caller, CatalogRules, Operation, Target } from "./catalogRules";
import { type PartitionSpec, publishedMetadata, type Schema, type SortOrder } from "./metadata";
import { checkRequirements, type Requirement } from "./requirements";
import { applyUpdates, type Update } from "./updates";

export interface Call extends Caller {
    readonly account: Account;
    readonly rules: CatalogRules;
    readonly bucket: string | undefined;
    readonly namespace: string;
    readonly table: string;
    readonly query: URLSearchParams;
    readonly body: Record<string, unknown>;
}

export type Answer = { status: number; body?: unknown };

const ok = (body: unknown): Answer => ({ status: 200, body });
const noContent: Answer = { status: 204 };

async function filter<Item>(items: Item[], isVisible: (item: Item) => Promise<boolean>): Promise<Item[]> {
    const visible = await Promise.all(items.map(isVisible));
    return items.filter((_, index) => visible[index]);
}

/** Pages as in the REST specification: only a client that sends pageToken is given pages. */
function page<Item>(items: Item[], query: URLSearchParams): { items: Item[]; next: Record<string, string> } {
    const start = Number(query.get("pageToken") || 0);
    const size = query.has("pageToken") ? Number(query.get("pageSize") ?? 100) : items.length;
    const end = start + size;
    return {
        items: items.slice(start, end),
        next: end < items.length ? { "next-page-token": String(end) } : {},
    };
}

function inBucket(call: Call): Target & { namespace: string; table: string } {
    const { bucket, namespace, table } = call;
    if (bucket === undefined)
        throw new AwsError("NotFoundException", `The catalog has no namespace ${namespace}.`, 404);
    return { bucket, namespace, table };
}

async function loaded(call: Call, table: Table): Promise<Answer> {
    call.rules.checkReadable(table);
    if (!table.metadata)
        throw new AwsError("BadRequestException", `The table ${table.name} has no Iceberg metadata.`, 400);
    return ok({
        "metadata-location": table.metadataLocation,
        metadata: publishedMetadata(table.metadata),
        config: await call.rules.fileAccess(call, table),
    });
}

/** Appends insert, deletes delete, overwrites do both; compaction ("replace") changes no row. */
const permissionsOfChange: Record<string, string[]> = {
    append: ["INSERT"],
    delete: ["DELETE"],
    overwrite: ["DELETE", "INSERT"],
    replace: [],
};

function dataPermissions(updates: Update[]): string[] {
    return updates
        .filter(({ action }) => action === "add-snapshot")
        .map(
            ({ snapshot }) =>
                (snapshot as { summary?: { operation?: string } }).summary?.operation ?? "append",
        )
        .flatMap((operation) => permissionsOfChange[operation] ?? ["INSERT"]);
}

interface CreateTableBody {
    name?: string;
    schema?: Schema;
    "partition-spec"?: PartitionSpec | null;
    "write-order"?: SortOrder | null;
    properties?: Record<string, string>;
    "stage-create"?: boolean;
}

export const operations: Record<Exclude<Operation, "getConfig">, (call: Call) => Promise<Answer>> = {
    async listNamespaces(call) {
        const { account, rules, bucket, query } = call;
        if (bucket === undefined) return ok({ namespaces: [] });
        await rules.authorize(call, "listNamespaces", { bucket });
        if (query.get("parent"))
            throw new AwsError("BadRequestException", "Namespaces have a single level.", 400);
        const visible = await filter(namespacesOf(account, bucket), (one) =>
            rules.isVisibleNamespace(call, one),
        );
        const { items, next } = page(visible, query);
        return ok({ namespaces: items.map(({ name }) => [name]), ...next });
    },

    async createNamespace(call) {
        const { account, rules, principal } = call;
        const { namespace: path, properties } = call.body as {
            namespace?: string[];
            properties?: Record<string, string>;
        };
        const [name, ...deeper] = path ?? [];
        if (!name || deeper.length > 0)
            throw new AwsError("BadRequestException", "Namespaces have a single level.", 400);
        const target = { bucket: inBucket(call).bucket, namespace: name };
        await rules.authorize(call, "createNamespace", target);
        const namespace = createNamespace(account, { ...target, name, createdBy: principal.arn, properties });
        rules.created(call, target);
        return ok({ namespace: [name], properties: namespace.properties });
    },

    async loadNamespace(call) {
        const { bucket, namespace } = inBucket(call);
        await call.rules.authorize(call, "loadNamespace", { bucket, namespace });
        return ok({
            namespace: [namespace],
            properties: findNamespace(call.account, bucket, namespace).properties,
        });
    },

    async updateNamespaceProperties(call) {
        const { bucket, namespace } = inBucket(call);
        await call.rules.authorize(call, "updateNamespaceProperties", { bucket, namespace });
        const found = findNamespace(call.account, bucket, namespace);
        const { removals = [], updates = {} } = call.body as {
            removals?: string[];
            updates?: Record<string, string>;
        };
        const removed = removals.filter((key) => key in found.properties);
        const kept = Object.entries(found.properties).filter(([key]) => !removals.includes(key));
        found.properties = { ...Object.fromEntries(kept), ...updates };
        const missing = removals.filter((key) => !removed.includes(key));
        return ok({ removed, updated: Object.keys(updates), missing });
    },

    async dropNamespace(call) {
        const { bucket, namespace } = inBucket(call);
        await call.rules.authorize(call, "dropNamespace", { bucket, namespace });
        deleteNamespace(call.account, bucket, namespace);
        call.rules.dropped({ bucket, namespace });
        return noContent;
    },

    async listTables(call) {
        const { bucket, namespace } = inBucket(call);
        await call.rules.authorize(call, "listTables", { bucket, namespace });
        findNamespace(call.account, bucket, namespace);
        const tables = tablesOf(call.account, bucket, namespace);
        const { items, next } = page(
            await filter(tables, (one) => call.rules.isVisibleTable(call, one)),
            call.query,
        );
        return ok({ identifiers: items.map(({ name }) => ({ namespace: [namespace], name })), ...next });
    },

    async createTable(call) {
        const { account, rules, principal } = call;
        const { bucket, namespace } = inBucket(call);
        const body = call.body as CreateTableBody;
        const { name, schema, properties } = body;
        if (!name || !schema)
            throw new AwsError("BadRequestException", "A table needs a name and a schema.", 400);
        if (body["stage-create"])
            throw new AwsError("BadRequestException", "Staged table creation is not supported.", 400);
        const target = { bucket, namespace, table: name };
        await rules.authorize(call, "createTable", target);
        rules.checkNewTable(
            schema.fields.map((field) => field.name),
            name,
        );
        const iceberg = { schema, spec: body["partition-spec"], order: body["write-order"], properties };
        const table = createTable(account, { bucket, namespace, name, createdBy: principal.arn, iceberg });
        rules.created(call, target);
        return loaded(call, table);
    },

    async loadTable(call) {
        const { bucket, namespace, table } = inBucket(call);
        await call.rules.authorize(call, "loadTable", { bucket, namespace, table });
        return loaded(call, findTable(call.account, bucket, namespace, table));
    },

    async tableExists(call) {
        const { bucket, namespace, table } = inBucket(call);
        await call.rules.authorize(call, "tableExists", { bucket, namespace, table });
        findTable(call.account, bucket, namespace, table);
        return noContent;
    },

    async updateTable(call) {
        const { account, rules, principal } = call;
        const target = inBucket(call);
        const { requirements = [], updates = [] } = call.body as {
            requirements?: Requirement[];
            updates?: Update[];
        };
        await rules.authorize(call, "updateTable", { ...target, dataPermissions: dataPermissions(updates) });
        const table = findTable(account, target.bucket, target.namespace, target.table);
        if (!table.metadata)
            throw new AwsError(
                "BadRequestException",
                `The table ${table.name} has no Iceberg metadata.`,
                400,
            );
        checkRequirements(table.metadata, requirements);
        writeMetadata(account, table, applyUpdates(table.metadata, updates, account.now()), principal.arn);
        return ok({
            "metadata-location": table.metadataLocation,
            metadata: publishedMetadata(table.metadata),
        });
    },

    async dropTable(call) {
        const target = inBucket(call);
        await call.rules.authorize(call, "dropTable", target);
        call.rules.checkPurge(/^true$/i.test(call.query.get("purgeRequested") ?? ""));
        deleteTable(call.account, findTable(call.account, target.bucket, target.namespace, target.table));
        call.rules.dropped(target);
        return noContent;
    },

    async renameTable(call) {
        const { source, destination } = call.body as Record<string, { namespace: string[]; name: string }>;
        const [namespace, table] = [source?.namespace[0] ?? "", source?.name ?? ""];
        const { bucket } = inBucket(call);
        await call.rules.authorize(call, "renameTable", { bucket, namespace, table });
        renameTable(call.account, findTable(call.account, bucket, namespace, table), {
            namespace: destination?.namespace[0] ?? "",
            name: destination?.name ?? "",
        });
        return noContent;
    },
};
