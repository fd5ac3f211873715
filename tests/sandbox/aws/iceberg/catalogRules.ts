import type { Namespace, Table } from "../account/s3tablesState";
import type { Principal } from "../authorization/principal";

/** The operations of the Iceberg REST specification that at least one of the two endpoints has. */
export type Operation =
    | "getConfig"
    | "listNamespaces"
    | "createNamespace"
    | "loadNamespace"
    | "updateNamespaceProperties"
    | "dropNamespace"
    | "listTables"
    | "createTable"
    | "loadTable"
    | "tableExists"
    | "updateTable"
    | "dropTable"
    | "renameTable";

export interface Caller {
    readonly principal: Principal;
    /** The client asked for vended credentials. */
    readonly wantsCredentials: boolean;
    /** Whether Lake Formation grants have spread; decided once per request. */
    readonly grantsAreKnown: () => boolean;
}

export interface Target {
    readonly bucket: string;
    readonly namespace?: string;
    readonly table?: string;
    /** Of a commit: the kinds of change to the data, as Lake Formation names the permission. */
    readonly dataPermissions?: readonly string[];
}

/** What differs between Glue's endpoint and S3 Tables' own: names, rights, and a few limits. */
export interface CatalogRules {
    /** The table bucket of a warehouse, or `undefined` for a catalog without table buckets. */
    bucketOfWarehouse(caller: Caller, warehouse: string | null): Promise<string | undefined>;
    prefixOf(bucket: string | undefined): string;
    /** Takes the prefix off the path. */
    splitPrefix(caller: Caller, segments: string[]): Promise<{ bucket: string | undefined; rest: string[] }>;
    /** Refuses what the caller may not do; also checks that what the operation is about exists. */
    authorize(caller: Caller, operation: Operation, target: Target): Promise<void>;
    isVisibleNamespace(caller: Caller, namespace: Namespace): Promise<boolean>;
    isVisibleTable(caller: Caller, table: Table): Promise<boolean>;
    checkNewTable(fieldNames: string[], name: string): void;
    checkReadable(table: Table): void;
    checkPurge(purgeRequested: boolean): void;
    /** Properties for the client's FileIO: vended credentials, where the endpoint has them to give. */
    fileAccess(caller: Caller, table: Table): Promise<Record<string, string>>;
    /** After the caller made a namespace, or with `table` a table. */
    created(caller: Caller, target: Target): void;
    dropped(target: Target): void;
    readonly unsupported: readonly Operation[];
}
