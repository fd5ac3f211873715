/**
 * What StarRocks needs each permission for. The operations are those of Glue's and S3 Tables' Iceberg REST endpoints:
 * https://docs.aws.amazon.com/glue/latest/dg/iceberg-rest-apis.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-open-source.html
 */

export const ACTION_PURPOSES: Readonly<Record<string, string>> = {
    "glue:GetCatalog": "GetConfig: `CREATE EXTERNAL CATALOG`, and the first use after a restart",
    "glue:GetDatabase": "LoadNamespace: `USE`",
    "glue:GetDatabases": "ListNamespaces: `SHOW DATABASES`",
    "glue:GetTable": "LoadTable: `SELECT`, `DESC`, and the start of every change",
    "glue:GetTables": "ListTables: `SHOW TABLES`",
    "glue:UpdateTable": "UpdateTable, the commit: `INSERT`, `DELETE`, `ALTER TABLE`",
    "glue:CreateDatabase": "CreateNamespace: `CREATE DATABASE`",
    "glue:CreateTable": "CreateTable: `CREATE TABLE`",
    "glue:DeleteTable": "DeleteTable: `DROP TABLE`",
    "lakeformation:GetDataAccess": "Lake Formation vends credentials for the data: `SELECT`, `INSERT`",
    "s3tables:GetTableBucket": "GetConfig: `CREATE EXTERNAL CATALOG`, and the first use after a restart",
    "s3tables:ListNamespaces": "ListNamespaces: `SHOW DATABASES`",
    "s3tables:GetNamespace": "LoadNamespace: `USE`",
    "s3tables:ListTables": "ListTables: `SHOW TABLES`",
    "s3tables:GetTable": "LoadTable through Glue: `SELECT`",
    "s3tables:GetTableMetadataLocation": "LoadTable: `SELECT`, and the start of every change",
    "s3tables:GetTableData": "read metadata and data files: `SELECT`",
    "s3tables:PutTableData":
        "write metadata and data files: `INSERT`, `DELETE`, `ALTER TABLE`, `CREATE TABLE`",
    "s3tables:UpdateTableMetadataLocation":
        "UpdateTable, the commit: `INSERT`, `DELETE`, `ALTER TABLE`, `CREATE TABLE`",
    "s3tables:CreateNamespace": "CreateNamespace: `CREATE DATABASE`",
    "s3tables:CreateTable": "CreateTable: `CREATE TABLE`",
    "s3tables:DeleteTable": "DeleteTable: `DROP TABLE`",
    "kms:Decrypt": "read encrypted files",
    "kms:GenerateDataKey": "write encrypted files",
};

export const LAKE_FORMATION_PURPOSES: Readonly<Record<string, string>> = {
    DESCRIBE: "see the namespace or the table: `SHOW DATABASES`, `SHOW TABLES`, `DESC`",
    SELECT: "read the data: `SELECT`",
    INSERT: "add data: `INSERT`",
    DELETE: "remove data: `DELETE`, `INSERT OVERWRITE`",
    ALTER: "commit a change of the table: `INSERT`, `DELETE`, `ALTER TABLE`",
    CREATE_DATABASE: "`CREATE DATABASE`",
    CREATE_TABLE: "`CREATE TABLE`",
    DROP: "`DROP TABLE`",
};

export const STARROCKS_PURPOSES: Readonly<Record<string, string>> = {
    USAGE: "`SET CATALOG`, `SHOW DATABASES`",
    SELECT: "`SELECT`",
    INSERT: "`INSERT`",
    UPDATE: "`UPDATE`, in releases that support it for Iceberg",
    DELETE: "`DELETE`",
    ALTER: "`ALTER TABLE`",
    DROP: "`DROP TABLE`",
    "CREATE TABLE": "`CREATE TABLE`",
    "CREATE DATABASE": "`CREATE DATABASE`",
};

/** A permission without words is a mistake of this table, not of the reader. */
export function purposeOf(purposes: Readonly<Record<string, string>>, permission: string): string {
    const purpose = purposes[permission];
    if (purpose === undefined) {
        throw new Error(`scripts/docs/purposes.ts doesn't say what ${permission} is for`);
    }
    return purpose;
}
