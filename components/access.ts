/**
 * What StarRocks may do with the tables.
 *
 * One level decides everything that grants access: the IAM actions, the Lake Formation permissions and
 * the privileges in StarRocks. A level includes the one before it.
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

/** The kinds of Glue resource on which an action of a table bucket is checked, outermost first. */
export const GlueResource = {
    Catalog: "catalog",
    Database: "database",
    Table: "table",
} as const;

export type GlueResource = (typeof GlueResource)[keyof typeof GlueResource];

interface AccessRow {
    /** Glue actions that the level adds; each is checked on its own resource and on all that enclose it. */
    readonly glueActions: readonly { readonly action: string; readonly resource: GlueResource }[];
    /** Lake Formation permissions that the level adds, by what they are granted on. */
    readonly lakeFormation: {
        readonly catalog: readonly string[];
        readonly namespace: readonly string[];
        readonly tables: readonly string[];
    };
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
 * (https://docs.aws.amazon.com/glue/latest/dg/iceberg-rest-apis.html). What StarRocks never calls through
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
        starRocks: { catalog: ["USAGE"], databases: [], tables: ["SELECT"] },
    },
    Write: {
        glueActions: [{ action: "glue:UpdateTable", resource: GlueResource.Table }],
        lakeFormation: { catalog: [], namespace: [], tables: ["ALTER", "DELETE", "INSERT"] },
        starRocks: { catalog: [], databases: [], tables: ["ALTER", "DELETE", "INSERT", "UPDATE"] },
    },
    Manage: {
        glueActions: [
            { action: "glue:CreateDatabase", resource: GlueResource.Database },
            { action: "glue:CreateTable", resource: GlueResource.Table },
            { action: "glue:DeleteTable", resource: GlueResource.Table },
        ],
        lakeFormation: { catalog: ["CREATE_DATABASE"], namespace: ["CREATE_TABLE"], tables: ["DROP"] },
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
export function lakeFormationPermissions(
    level: AccessLevel,
    resource: "catalog" | "namespace" | "tables",
): string[] {
    return rowsUpTo(level)
        .flatMap((row) => row.lakeFormation[resource])
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
