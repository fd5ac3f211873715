import { writeJson } from "../iceberg/jsonNumbers";
import { type NewTable, newTableMetadata, publishedMetadata, type TableMetadata } from "../iceberg/metadata";
import { checkSchema } from "../iceberg/schemaChecks";
import { tableArn } from "./arns";
import { AwsError } from "./errors";
import type { Tags } from "./iamState";
import { uuid, versionToken } from "./identifiers";
import { checkMaintenanceMayUse } from "./kms";
import { checkEncryption, findNamespace, findTableBucket, tablesOf } from "./s3tables";
import { checkTableName } from "./s3tablesNames";
import type { Encryption, Table } from "./s3tablesState";
import type { Account } from "./state";

export function findTable(account: Account, bucket: string, namespace: string, name: string): Table {
    findNamespace(account, bucket, namespace);
    const table = account.tables.get(`${bucket}/${namespace}/${name}`);
    if (!table) throw new AwsError("NotFoundException", "The specified table does not exist.");
    return table;
}

const pathOf = ({ bucket, namespace, name }: Pick<Table, "bucket" | "namespace" | "name">) =>
    `${bucket}/${namespace}/${name}`;

const warehouseBucket = (table: Table) => table.warehouseLocation.slice("s3://".length);

export function tableOfWarehouse(account: Account, bucket: string): Table | undefined {
    return [...account.tables.values()].find((table) => warehouseBucket(table) === bucket);
}

type IcebergTable = Omit<NewTable, "uuid" | "location" | "now">;

export interface NewS3Table {
    bucket: string;
    namespace: string;
    name: string;
    createdBy: string;
    encryption?: Encryption;
    maintenance?: unknown;
    tags?: Tags;
    /** Left out, the table has no metadata until an engine writes it. */
    iceberg?: IcebergTable;
}

export function createTable(account: Account, request: NewS3Table): Table {
    const { bucket, namespace, name, createdBy, maintenance, tags = {}, iceberg } = request;
    checkTableName(name);
    if (iceberg) checkSchema(iceberg);
    const home = findTableBucket(account, findNamespace(account, bucket, namespace).bucket);
    if (account.tables.has(pathOf(request))) {
        throw new AwsError(
            "ConflictException",
            "A table with an identical name already exists in the namespace.",
        );
    }
    const limit = account.quotas.tablesPerTableBucket;
    if (tablesOf(account, bucket).length >= limit) {
        throw new AwsError(
            "BadRequestException",
            `The table bucket has reached its limit of ${limit} tables.`,
        );
    }
    const id = uuid();
    const encryption = request.encryption ?? home.encryption;
    checkEncryption(account, encryption);
    const table: Table = {
        bucket,
        namespace,
        name,
        id,
        arn: tableArn(account, bucket, id),
        createdAt: account.now(),
        createdBy,
        modifiedAt: account.now(),
        modifiedBy: createdBy,
        encryption,
        maintenance,
        tags,
        versionToken: versionToken(),
        warehouseLocation: `s3://${uuid()}--table-s3`,
    };
    checkMaintenanceMayUse(account, encryption.kmsKeyArn, table.arn);
    account.tables.set(pathOf(table), table);
    account.objects.set(warehouseBucket(table), new Map());
    if (iceberg) {
        const location = table.warehouseLocation;
        writeMetadata(
            account,
            table,
            newTableMetadata({ uuid: uuid(), location, now: account.now(), ...iceberg }),
            createdBy,
        );
    }
    return table;
}

/** Writes the next metadata file and makes it the table's current one. */
export function writeMetadata(
    account: Account,
    table: Table,
    metadata: TableMetadata,
    modifiedBy: string,
): void {
    const previous = table.metadataLocation;
    const log = metadata["metadata-log"];
    const version = previous ? log.length + 1 : 0;
    const next: TableMetadata = previous
        ? {
              ...metadata,
              "metadata-log": [...log, { "metadata-file": previous, "timestamp-ms": table.modifiedAt }],
          }
        : metadata;
    const text = writeJson(publishedMetadata(next));
    if (text.length > account.quotas.tableMetadataBytes) {
        throw new AwsError(
            "BadRequestException",
            "The table metadata file exceeds the maximum size of 50 MB.",
        );
    }
    const key = `metadata/${String(version).padStart(5, "0")}-${uuid()}.metadata.json`;
    account.objects.get(warehouseBucket(table))?.set(key, Buffer.from(text));
    table.metadata = next;
    table.metadataLocation = `${table.warehouseLocation}/${key}`;
    table.versionToken = versionToken();
    table.modifiedAt = account.now();
    table.modifiedBy = modifiedBy;
}

export function renameTable(account: Account, table: Table, to: { namespace: string; name: string }): void {
    checkTableName(to.name);
    findNamespace(account, table.bucket, to.namespace);
    const path = pathOf({ bucket: table.bucket, ...to });
    if (account.tables.has(path)) {
        throw new AwsError(
            "ConflictException",
            "A table with an identical name already exists in the namespace.",
        );
    }
    account.tables.delete(pathOf(table));
    Object.assign(table, to);
    account.tables.set(path, table);
}

/** S3 Tables has no table without its data: a deleted table's objects go with it. */
export function deleteTable(account: Account, table: Table): void {
    account.tables.delete(pathOf(table));
    account.objects.delete(warehouseBucket(table));
}
