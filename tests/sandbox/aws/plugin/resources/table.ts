import { tableBucketName } from "../../account/arns";
import * as s3tables from "../../account/s3tables";
import type { Encryption, Table } from "../../account/s3tablesState";
import type { Account } from "../../account/state";
import { createTable, deleteTable, findTable, renameTable } from "../../account/tables";
import { authorizeKey } from "../../authorization/authorize";
import type { Principal } from "../../authorization/principal";
import type { Field } from "../../iceberg/metadata";
import type { Properties, ResourceType } from "../resourceType";
import { isChanged, isGiven, tagsOnCreate, tagsOnUpdate } from "../rights";
import { orAbsent, tagsOf, text, timestamp } from "../values";
import { checkEncryption, checkTableMaintenance } from "./s3tablesChecks";

const awsDefaultMaintenance = {
    icebergCompaction: { status: "enabled", settings: { targetFileSizeMb: 512 } },
    icebergSnapshotManagement: {
        status: "enabled",
        settings: { maxSnapshotAgeHours: 120, minSnapshotsToKeep: 1 },
    },
};

/** Ids are `<bucket ARN>;<namespace>;<table>` as the table was called when it was created. */
function byId(account: Account, id: string, state: Properties): Table {
    const [arn = "", namespace = "", name = ""] = id.split(";");
    const renamed = { namespace: text(state.namespace) || namespace, name: text(state.name) || name };
    return findTable(account, tableBucketName(arn), renamed.namespace, renamed.name);
}

interface DeclaredSchema {
    iceberg: {
        schema: { fields: { name: string; type: string; required?: boolean }[] };
        properties?: Record<string, string>;
    };
}

function icebergOf(metadata: unknown) {
    if (!metadata) return undefined;
    const { schema, properties } = (metadata as DeclaredSchema).iceberg;
    const fields: Field[] = schema.fields.map(({ name, type, required = false }, index) => ({
        id: index + 1,
        name,
        type,
        required,
    }));
    return { schema: { type: "struct" as const, "schema-id": 0, fields }, properties };
}

/** The first metadata file is written by the caller, with the bucket's key. */
function checkKey(account: Account, deployer: Principal, { metadata }: Properties, key?: string): void {
    if (metadata === undefined || key === undefined) return;
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) authorizeKey(account, deployer, action, key);
}

const maintenanceAction = "s3tables:PutTableMaintenanceConfiguration";

export const table: ResourceType = {
    token: "aws:s3tables/table:Table",
    title: "S3 Tables Table",
    inputs: {
        format: { required: true, forceNew: true },
        name: {},
        namespace: { required: true },
        tableBucketArn: { required: true, forceNew: true },
        encryptionConfiguration: { computed: true, forceNew: true },
        maintenanceConfiguration: { computed: true },
        // An edited schema replaces the table and isn't read back.
        metadata: { forceNew: true, writeOnly: true },
        region: { computed: true, forceNew: true },
        tags: {},
    },
    outputs: [
        ...[
            "arn",
            "createdAt",
            "createdBy",
            "metadataLocation",
            "modifiedAt",
            "modifiedBy",
            "ownerAccountId",
        ],
        ...["tagsAll", "type", "versionToken", "warehouseLocation"],
    ],
    changedByUpdates: ["modifiedAt", "modifiedBy"],
    autoname: "name",
    rights: {
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3Buckets_CreateTable.html
        create: [
            { action: "s3tables:CreateTable", arn: (_, { tableBucketArn }) => text(tableBucketArn) },
            { action: "s3tables:PutTableData", when: isGiven("metadata") },
            { action: "s3tables:PutTableEncryption", when: isGiven("encryptionConfiguration") },
            { action: maintenanceAction, when: isGiven("maintenanceConfiguration") },
            tagsOnCreate("s3tables:TagResource"),
        ],
        read: [
            "s3tables:GetTable",
            "s3tables:GetTableMaintenanceConfiguration",
            "s3tables:GetTableEncryption",
            "s3tables:ListTagsForResource",
        ],
        update: [
            {
                action: "s3tables:RenameTable",
                when: (news, olds) => isChanged("name")(news, olds) || isChanged("namespace")(news, olds),
            },
            { action: maintenanceAction, when: isChanged("maintenanceConfiguration") },
            ...tagsOnUpdate("s3tables:TagResource", "s3tables:UntagResource"),
        ],
        delete: ["s3tables:DeleteTable"],
    },
    arn(account, { arn, tableBucketArn, namespace, name }) {
        const path = `${tableBucketName(text(tableBucketArn))}/${namespace}/${name}`;
        return text(arn) || (account.tables.get(path)?.arn ?? `${tableBucketArn}/table/*`);
    },
    check: (inputs) => [
        ...(inputs.format === "ICEBERG" ? [] : [{ property: "format", reason: "expected one of [ICEBERG]" }]),
        ...checkEncryption(inputs),
        ...checkTableMaintenance(inputs),
    ],

    create({ account, deployer }, inputs) {
        const bucket = s3tables.findTableBucket(account, text(inputs.tableBucketArn));
        checkKey(account, deployer, inputs, bucket.encryption.kmsKeyArn);
        const created = createTable(account, {
            bucket: bucket.name,
            namespace: text(inputs.namespace),
            name: text(inputs.name),
            createdBy: deployer.arn,
            encryption: inputs.encryptionConfiguration as Encryption | undefined,
            maintenance: inputs.maintenanceConfiguration,
            tags: tagsOf(inputs.tags),
            iceberg: icebergOf(inputs.metadata),
        });
        return { id: `${bucket.arn};${created.namespace};${created.name}` };
    },

    read({ account }, id, state) {
        const found = byId(account, id, state);
        const { name, namespace, encryption, maintenance, tags, arn, createdBy, modifiedBy } = found;
        return {
            inputs: {
                format: "ICEBERG",
                name,
                namespace,
                tableBucketArn: s3tables.findTableBucket(account, found.bucket).arn,
                maintenanceConfiguration: maintenance,
                region: account.region,
                tags: orAbsent(tags),
            },
            outputs: {
                arn,
                createdAt: timestamp(found.createdAt),
                createdBy,
                encryptionConfiguration: encryption,
                maintenanceConfiguration: maintenance ?? awsDefaultMaintenance,
                metadataLocation: found.metadataLocation,
                modifiedAt: timestamp(found.modifiedAt),
                modifiedBy,
                ownerAccountId: account.id,
                tagsAll: tags,
                type: "customer",
                versionToken: found.versionToken,
                warehouseLocation: found.warehouseLocation,
            },
        };
    },

    update({ account }, id, news, olds) {
        const found = byId(account, id, olds);
        const to = { namespace: text(news.namespace), name: text(news.name) };
        if (to.namespace !== found.namespace || to.name !== found.name) renameTable(account, found, to);
        found.maintenance = news.maintenanceConfiguration ?? found.maintenance;
        found.tags = tagsOf(news.tags);
    },

    remove({ account }, id, state) {
        deleteTable(account, byId(account, id, state));
    },
};
