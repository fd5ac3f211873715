import { tableBucketArn } from "../../account/arns";
import * as s3tables from "../../account/s3tables";
import { checkBucketName } from "../../account/s3tablesNames";
import type { Encryption } from "../../account/s3tablesState";
import { deleteTable } from "../../account/tables";
import type { Context, Failure, Properties, ResourceType } from "../resourceType";
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
function empty({ account }: Context, bucket: string): void {
    for (const table of s3tables.tablesOf(account, bucket)) deleteTable(account, table);
    for (const { name } of s3tables.namespacesOf(account, bucket))
        s3tables.deleteNamespace(account, bucket, name);
}

export const tableBucket: ResourceType = {
    token: "aws:s3tables/tableBucket:TableBucket",
    title: "S3 Tables Table Bucket",
    inputs: {
        name: { forceNew: true },
        encryptionConfiguration: { computed: true },
        forceDestroy: { writeOnly: true },
        maintenanceConfiguration: { computed: true },
        region: { computed: true, forceNew: true },
        tags: {},
    },
    outputs: ["arn", "createdAt", "ownerAccountId", "tagsAll"],
    autoname: "name",
    rights: {
        create: ["s3tables:CreateTableBucket"],
        read: [
            "s3tables:GetTableBucket",
            "s3tables:GetTableBucketMaintenanceConfiguration",
            "s3tables:GetTableBucketEncryption",
        ],
        update: ["s3tables:PutTableBucketMaintenanceConfiguration", "s3tables:PutTableBucketEncryption"],
        delete: ["s3tables:DeleteTableBucket"],
    },
    arn: (account, { arn, id, name }) => text(arn ?? id) || tableBucketArn(account, text(name)),
    check: (inputs) => [...checkName(inputs), ...checkEncryption(inputs), ...checkBucketMaintenance(inputs)],

    create({ account }, { name, encryptionConfiguration, maintenanceConfiguration, tags }) {
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
        const { name } = s3tables.findTableBucket(context.account, id);
        if (forceDestroy === true) empty(context, name);
        s3tables.deleteTableBucket(context.account, name);
    },
};
