/**
 * What StarRocks may do with the tables.
 *
 * The level determines all permissions: the IAM actions, the Lake Formation permissions and the privileges in
 * StarRocks. Each level includes the one before it. docs/permissions.md lists what each one grants.
 *
 * @enum
 */
export const AccessLevel = {
    /** List namespaces and tables, and query tables (`SELECT`). */
    Read: "Read",
    /** `Read`, and change rows and schemas of existing tables (`INSERT`, `DELETE`, `ALTER TABLE`). */
    Write: "Write",
    /** `Write`, and create and drop tables, and create namespaces (`CREATE TABLE`, `DROP TABLE`, `CREATE DATABASE`). */
    Manage: "Manage",
} as const;

export type AccessLevel = (typeof AccessLevel)[keyof typeof AccessLevel];

/**
 * What controls which data StarRocks may read and write. It must match the mode of the account's mount, which the
 * preview checks.
 *
 * @enum
 */
export const AccessMode = {
    /** Lake Formation grants, which vend credentials for the data. Requires the mount in Lake Formation mode. */
    LakeFormation: "LakeFormation",
    /**
     * IAM alone; StarRocks reads the data with its own credentials. Requires the mount in IAM mode on Glue's endpoint,
     * and no mount on S3 Tables'.
     */
    Iam: "Iam",
} as const;

export type AccessMode = (typeof AccessMode)[keyof typeof AccessMode];

/**
 * The Iceberg REST endpoint that serves the tables.
 *
 * @enum
 */
export const IcebergEndpoint = {
    /** Glue's endpoint, which serves the table buckets through the mount. */
    Glue: "Glue",
    /** S3 Tables' own endpoint, which needs no mount and doesn't support Lake Formation: only with `AccessMode.Iam`. */
    S3Tables: "S3Tables",
} as const;

export type IcebergEndpoint = (typeof IcebergEndpoint)[keyof typeof IcebergEndpoint];

/** The kinds of Glue resource on which an action of a table bucket is checked, outermost first. */
export const GlueResource = {
    Catalog: "catalog",
    Database: "database",
    Table: "table",
} as const;

export type GlueResource = (typeof GlueResource)[keyof typeof GlueResource];

/** What a Lake Formation permission is granted on. */
export type LakeFormationResource = "catalog" | "namespace" | "tables";

/** What an action of S3 Tables is checked on; for a namespace, on the bucket with the namespace as a condition. */
export type S3TablesResource = "bucket" | "namespace" | "table";

interface S3TablesAction {
    readonly action: string;
    readonly resource: S3TablesResource;
    /** The one endpoint that needs it; both, if left out. */
    readonly endpoint?: IcebergEndpoint;
}

interface AccessRow {
    /** Glue actions that the level adds; each is checked on its own resource and on all that enclose it. */
    readonly glueActions: readonly { readonly action: string; readonly resource: GlueResource }[];
    /** Lake Formation permissions that the level adds, by what they are granted on. */
    readonly lakeFormation: Readonly<Record<LakeFormationResource, readonly string[]>>;
    /** S3 Tables actions that the level adds where no credentials are vended. */
    readonly s3TablesActions: readonly S3TablesAction[];
    /** Privileges in StarRocks that the level adds, by what they are granted on. */
    readonly starRocks: StarRocksPrivileges;
}

/** Privileges in StarRocks by the kind of object that they are granted on. */
export interface StarRocksPrivileges {
    readonly catalog: readonly string[];
    readonly databases: readonly string[];
    readonly tables: readonly string[];
}

/**
 * THE table: one row per level, holding what it adds to the level before.
 *
 * Which operation needs what is AWS's list of the Iceberg REST operations of Glue
 * (https://docs.aws.amazon.com/glue/latest/dg/iceberg-rest-apis.html) and of S3 Tables
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-open-source.html). What StarRocks never calls through
 * that endpoint is not here: it answers `DROP DATABASE` itself (StarRocks/starrocks#65023) and has no
 * statement that changes the properties of a namespace, so neither glue:DeleteDatabase nor
 * glue:UpdateDatabase is of any use to it.
 *
 * `DESCRIBE` on tables is implied by `SELECT`; it is listed because Lake Formation reports it as a grant of
 * its own, on the table, while it reports `SELECT` on the columns.
 */
const ROWS: Readonly<Record<AccessLevel, AccessRow>> = {
    Read: {
        glueActions: [
            { action: "glue:GetCatalog", resource: GlueResource.Catalog },
            { action: "glue:GetDatabase", resource: GlueResource.Database },
            { action: "glue:GetDatabases", resource: GlueResource.Database },
            { action: "glue:GetTable", resource: GlueResource.Table },
            { action: "glue:GetTables", resource: GlueResource.Table },
        ],
        lakeFormation: { catalog: [], namespace: ["DESCRIBE"], tables: ["DESCRIBE", "SELECT"] },
        s3TablesActions: [
            { action: "s3tables:GetTableBucket", resource: "bucket" },
            { action: "s3tables:ListNamespaces", resource: "bucket" },
            { action: "s3tables:GetNamespace", resource: "namespace" },
            { action: "s3tables:ListTables", resource: "namespace" },
            { action: "s3tables:GetTable", resource: "table", endpoint: IcebergEndpoint.Glue },
            { action: "s3tables:GetTableData", resource: "table" },
            { action: "s3tables:GetTableMetadataLocation", resource: "table" },
        ],
        starRocks: { catalog: ["USAGE"], databases: [], tables: ["SELECT"] },
    },
    Write: {
        glueActions: [{ action: "glue:UpdateTable", resource: GlueResource.Table }],
        lakeFormation: { catalog: [], namespace: [], tables: ["ALTER", "DELETE", "INSERT"] },
        s3TablesActions: [
            { action: "s3tables:PutTableData", resource: "table" },
            { action: "s3tables:UpdateTableMetadataLocation", resource: "table" },
        ],
        starRocks: { catalog: [], databases: [], tables: ["ALTER", "DELETE", "INSERT", "UPDATE"] },
    },
    Manage: {
        glueActions: [
            { action: "glue:CreateDatabase", resource: GlueResource.Database },
            { action: "glue:CreateTable", resource: GlueResource.Table },
            { action: "glue:DeleteTable", resource: GlueResource.Table },
        ],
        lakeFormation: { catalog: ["CREATE_DATABASE"], namespace: ["CREATE_TABLE"], tables: ["DROP"] },
        s3TablesActions: [
            { action: "s3tables:CreateNamespace", resource: "bucket" },
            { action: "s3tables:CreateTable", resource: "namespace" },
            { action: "s3tables:DeleteTable", resource: "table" },
        ],
        starRocks: { catalog: ["CREATE DATABASE"], databases: ["CREATE TABLE"], tables: ["DROP"] },
    },
};

const ORDER: readonly AccessLevel[] = [AccessLevel.Read, AccessLevel.Write, AccessLevel.Manage];

function rowsUpTo(level: AccessLevel): readonly AccessRow[] {
    return ORDER.slice(0, ORDER.indexOf(level) + 1).map((each) => ROWS[each]);
}

/** The Glue actions of a level that are checked on resources of the given kind, in alphabetical order. */
export function glueActions(level: AccessLevel, resource: GlueResource): string[] {
    const kinds = Object.values(GlueResource);
    const enclosed = kinds.slice(kinds.indexOf(resource));
    return rowsUpTo(level)
        .flatMap((row) => row.glueActions)
        .filter((each) => enclosed.includes(each.resource))
        .map((each) => each.action)
        .sort();
}

/** The Lake Formation permissions of a level on one kind of resource, in alphabetical order. */
export function lakeFormationPermissions(level: AccessLevel, resource: LakeFormationResource): string[] {
    return rowsUpTo(level)
        .flatMap((row) => row.lakeFormation[resource])
        .sort();
}

/** The S3 Tables actions of a level on one kind of resource, in alphabetical order. */
export function s3TablesActions(
    level: AccessLevel,
    endpoint: IcebergEndpoint,
    resource: S3TablesResource,
): string[] {
    return rowsUpTo(level)
        .flatMap((row) => row.s3TablesActions)
        .filter((each) => each.resource === resource && (each.endpoint ?? endpoint) === endpoint)
        .map((each) => each.action)
        .sort();
}

/** The privileges of a level in StarRocks. */
export function starRocksPrivileges(level: AccessLevel): StarRocksPrivileges {
    const privilegesOn = (kind: keyof StarRocksPrivileges) =>
        rowsUpTo(level)
            .flatMap((row) => row.starRocks[kind])
            .sort();
    return {
        catalog: privilegesOn("catalog"),
        databases: privilegesOn("databases"),
        tables: privilegesOn("tables"),
    };
}

/** True if the level may make namespaces of its own, so that its permissions can't be limited to named ones. */
export function createsNamespaces(level: AccessLevel): boolean {
    return glueActions(level, GlueResource.Database).includes("glue:CreateDatabase");
}
