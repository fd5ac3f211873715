import { tableBucketArn } from "../../account/arns";
import { AwsError } from "../../account/errors";
import * as s3tables from "../../account/s3tables";
import { checkBucketName } from "../../account/s3tablesNames";
import type { Encryption, TableBucket } from "../../account/s3tablesState";
import type { Account } from "../../account/state";
import { deleteTable } from "../../account/tables";
import { authorize } from "../../authorization/authorize";
import { type Faults, strikes } from "../../faults";
import type { Context, Failure, Properties, ResourceType } from "../resourceType";
import { isChanged, isGiven, tagsOnCreate, tagsOnUpdate } from "../rights";
import { orAbsent, tagsOf, text, timestamp } from "../values";
import { checkBucketMaintenance, checkEncryption } from "./s3tablesChecks";

const awsDefaultMaintenance = {
    icebergUnreferencedFileRemoval: {
        status: "enabled",
        settings: { nonCurrentDays: 10, unreferencedDays: 3 },
    },
};

function checkName({ name }: Properties): Failure[] {
    try {
        checkBucketName(text(name));
        return [];
    } catch (error) {
        return [{ property: "name", reason: (error as Error).message }];
    }
}

/** `forceDestroy`: the provider empties a bucket that can't be deleted. */
function empty({ account, deployer }: Context, { name: bucket, arn }: TableBucket): void {
    const namespaces = s3tables.namespacesOf(account, bucket);
    if (namespaces.length === 0) return;
    authorize(account, deployer, "s3tables:ListNamespaces", [arn]);
    authorize(account, deployer, "s3tables:ListTables", [arn]);
    for (const table of s3tables.tablesOf(account, bucket)) {
        authorize(account, deployer, "s3tables:DeleteTable", [table.arn]);
        deleteTable(account, table);
    }
    authorize(account, deployer, "s3tables:DeleteNamespace", [arn]);
    for (const { name } of namespaces) s3tables.deleteNamespace(account, bucket, name);
}

/** The AWS provider doesn't try again. */
function checkTransition({ deletedTableBuckets }: Account, faults: Faults, name: string): void {
    if (!deletedTableBuckets.has(name) || !strikes(faults, "bucketNameInTransition")) return;
    throw new AwsError(
        "ConflictException",
        "The bucket is in a transitional state because of a previous deletion attempt.",
    );
}

const maintenanceAction = "s3tables:PutTableBucketMaintenanceConfiguration";
const encryptionAction = "s3tables:PutTableBucketEncryption";

export const tableBucket: ResourceType = {
    token: "aws:s3tables/tableBucket:TableBucket",
    title: "S3 Tables Table Bucket",
    inputs: {
        name: { forceNew: true },
        encryptionConfiguration: { computed: true },
        forceDestroy: { writeOnly: true, default: false },
        maintenanceConfiguration: { computed: true },
        region: { computed: true, forceNew: true },
        tags: {},
    },
    outputs: ["arn", "createdAt", "ownerAccountId", "tagsAll"],
    autoname: "name",
    rights: {
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3Buckets_CreateTableBucket.html
        create: [
            "s3tables:CreateTableBucket",
            { action: encryptionAction, when: isGiven("encryptionConfiguration") },
            { action: maintenanceAction, when: isGiven("maintenanceConfiguration") },
            tagsOnCreate("s3tables:TagResource"),
        ],
        read: [
            "s3tables:GetTableBucket",
            "s3tables:GetTableBucketMaintenanceConfiguration",
            "s3tables:GetTableBucketEncryption",
            "s3tables:ListTagsForResource",
        ],
        update: [
            { action: maintenanceAction, when: isChanged("maintenanceConfiguration") },
            { action: encryptionAction, when: isChanged("encryptionConfiguration") },
            ...tagsOnUpdate("s3tables:TagResource", "s3tables:UntagResource"),
        ],
        delete: ["s3tables:DeleteTableBucket"],
    },
    arn: (account, { arn, id, name }) => text(arn ?? id) || tableBucketArn(account, text(name)),
    check: (inputs) => [...checkName(inputs), ...checkEncryption(inputs), ...checkBucketMaintenance(inputs)],

    create({ account, faults }, { name, encryptionConfiguration, maintenanceConfiguration, tags }) {
        checkTransition(account, faults, text(name));
        const bucket = s3tables.createTableBucket(account, {
            name: text(name),
            encryption: encryptionConfiguration as Encryption | undefined,
            maintenance: maintenanceConfiguration,
            tags: tagsOf(tags),
        });
        return { id: bucket.arn };
    },

    read({ account }, id) {
        const { name, arn, createdAt, encryption, maintenance, tags } = s3tables.findTableBucket(account, id);
        return {
            inputs: {
                name,
                encryptionConfiguration: encryption.kmsKeyArn ? encryption : undefined,
                maintenanceConfiguration: maintenance,
                region: account.region,
                tags: orAbsent(tags),
            },
            outputs: {
                arn,
                createdAt: timestamp(createdAt),
                encryptionConfiguration: encryption,
                maintenanceConfiguration: maintenance ?? awsDefaultMaintenance,
                ownerAccountId: account.id,
                tagsAll: tags,
            },
        };
    },

    update({ account }, id, { encryptionConfiguration, maintenanceConfiguration, tags }) {
        const bucket = s3tables.findTableBucket(account, id);
        const encryption = (encryptionConfiguration as Encryption | undefined) ?? bucket.encryption;
        s3tables.checkEncryption(account, encryption);
        Object.assign(bucket, {
            encryption,
            maintenance: maintenanceConfiguration ?? bucket.maintenance,
            tags: tagsOf(tags),
        });
    },

    remove(context, id, { forceDestroy }) {
        const bucket = s3tables.findTableBucket(context.account, id);
        if (forceDestroy === true) empty(context, bucket);
        s3tables.deleteTableBucket(context.account, bucket.name);
    },
};
