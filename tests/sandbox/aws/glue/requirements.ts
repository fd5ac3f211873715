import type { Operation } from "../iceberg/catalogRules";

/** The part of the catalog that a Lake Formation permission is needed on. */
export type Level = "catalog" | "database" | "table";

export interface OperationRequirements {
    /** Each must be allowed on every resource that the action has. */
    glue: string[];
    lakeFormation?: { level: Level; anyOf: string[]; required: string };
    /** Needed by whoever reaches S3 Tables for Glue: the caller in IAM mode, else the registered role. */
    s3tables: string[];
}

/**
 * https://docs.aws.amazon.com/glue/latest/dg/iceberg-rest-apis.html gives the Glue action and the Lake Formation
 * permissions of each operation; S3 Tables' actions are those of its own endpoint for the same operation.
 * What a listing shows is filtered object by object (see visibility).
 */
export const requirements: Record<Exclude<Operation, "renameTable">, OperationRequirements> = {
    getConfig: { glue: ["GetCatalog"], s3tables: ["GetTableBucket"] },
    listNamespaces: { glue: ["GetDatabases"], s3tables: ["ListNamespaces"] },
    createNamespace: {
        glue: ["CreateDatabase"],
        lakeFormation: { level: "catalog", anyOf: ["ALL", "CREATE_DATABASE"], required: "Create Database" },
        s3tables: ["CreateNamespace"],
    },
    loadNamespace: {
        glue: ["GetDatabase"],
        lakeFormation: { level: "database", anyOf: ["ALL", "DESCRIBE", "SELECT"], required: "Describe" },
        s3tables: ["GetNamespace"],
    },
    updateNamespaceProperties: {
        glue: ["UpdateDatabase"],
        lakeFormation: { level: "database", anyOf: ["ALL", "ALTER"], required: "Alter" },
        s3tables: [],
    },
    dropNamespace: {
        glue: ["DeleteDatabase"],
        lakeFormation: { level: "database", anyOf: ["ALL", "DROP"], required: "Drop" },
        s3tables: ["DeleteNamespace"],
    },
    listTables: {
        glue: ["GetTables"],
        s3tables: ["ListTables"],
    },
    createTable: {
        glue: ["CreateTable"],
        lakeFormation: { level: "database", anyOf: ["ALL", "CREATE_TABLE"], required: "Create Table" },
        s3tables: ["CreateTable", "UpdateTableMetadataLocation", "PutTableData", "GetTableMetadataLocation"],
    },
    loadTable: {
        glue: ["GetTable"],
        lakeFormation: { level: "table", anyOf: ["ALL", "SELECT", "DESCRIBE"], required: "Describe" },
        s3tables: ["GetTable", "GetTableMetadataLocation", "GetTableData"],
    },
    tableExists: {
        glue: ["GetTable"],
        lakeFormation: { level: "table", anyOf: ["ALL", "SELECT", "DESCRIBE"], required: "Describe" },
        s3tables: ["GetTable"],
    },
    updateTable: {
        glue: ["UpdateTable"],
        lakeFormation: { level: "table", anyOf: ["ALL", "ALTER"], required: "Alter" },
        s3tables: ["UpdateTableMetadataLocation", "PutTableData", "GetTableMetadataLocation"],
    },
    dropTable: {
        glue: ["DeleteTable"],
        lakeFormation: { level: "table", anyOf: ["ALL", "DROP"], required: "Drop" },
        s3tables: ["DeleteTable"],
    },
};

/** What an object needs to appear in a listing. */
export const visibility = {
    namespace: { glue: "GetDatabases", anyOf: ["ALL", "DESCRIBE", "SELECT"] },
    table: { glue: "GetTables", anyOf: ["ALL", "DESCRIBE", "SELECT"] },
};
