import { tableArn, tableBucketArn } from "../account/arns";
import type { Account } from "../account/state";
import { authorize, authorizeKey } from "./authorize";
import type { Principal } from "./principal";

export interface StoragePlace {
    readonly bucket: string;
    readonly namespace?: string;
    readonly table?: string;
}

/** S3 Tables' actions whose resource is the table bucket; the others' is a table, whose ARN has an id and no name. */
const bucketActions = [
    ...["GetTableBucket", "ListNamespaces", "CreateNamespace", "GetNamespace", "DeleteNamespace"],
    ...["ListTables", "CreateTable"],
];

/** What reading and writing encrypted objects needs of the key. */
const keyActions: Record<string, string[]> = {
    GetTableData: ["kms:Decrypt"],
    PutTableData: ["kms:GenerateDataKey", "kms:Decrypt"],
};

/** A table to be made has no id yet: its ARN is that of any table of the bucket. */
const anyTable = "00000000-0000-0000-0000-000000000000";

/** Checks an action of S3 Tables on a table bucket or table, and what it needs of the table's KMS key. */
export function authorizeStorageAction(
    account: Account,
    principal: Principal,
    action: string,
    { bucket, namespace, table }: StoragePlace,
): void {
    const existing = account.tables.get(`${bucket}/${namespace}/${table}`);
    const resource = bucketActions.includes(action)
        ? tableBucketArn(account, bucket)
        : (existing?.arn ?? tableArn(account, bucket, anyTable));
    authorize(account, principal, `s3tables:${action}`, [resource], {
        ...(namespace ? { "s3tables:namespace": namespace } : {}),
        ...(table ? { "s3tables:tableName": table } : {}),
    });
    const encryption = existing?.encryption ?? account.tableBuckets.get(bucket)?.encryption;
    if (!encryption?.kmsKeyArn) return;
    for (const keyAction of keyActions[action] ?? []) {
        authorizeKey(account, principal, keyAction, encryption.kmsKeyArn);
    }
}
