import * as s3tables from "@pulumi/aws/s3tables";
import * as pulumi from "@pulumi/pulumi";
import type { Encryption } from "./encryption";

/** A column of a table. */
export interface ColumnArgs {
    /** Name in lower case; Glue and Lake Formation can't see a table that has a column with upper-case letters. */
    name: string;
    /** Primitive Iceberg type, such as `long`, `string`, `timestamp` or `decimal(10,2)`. */
    type: string;
    /** True if the column must have a value. Default: false. */
    required?: boolean;
}

/** A table to create empty. Later schema changes by engines are left alone. */
export interface TableArgs {
    /** One of the integration's namespaces. */
    namespace: string;
    /** Name of the table: lower-case letters, digits and underscores. */
    name: string;
    /** Initial columns. Changing this list doesn't change an existing table. */
    columns: ColumnArgs[];
    /** Maintenance by S3 Tables. Default: S3 Tables' defaults. */
    maintenance?: TableMaintenanceArgs;
}

/**
 * Compaction and snapshot management of a table. Settings that you omit get S3 Tables' defaults:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-maintenance.html
 */
export interface TableMaintenanceArgs {
    /** Target size of compacted data files in MiB, 64 to 512. Default: 512. */
    targetFileSizeMb?: number;
    /** Hours after which an old snapshot is removed, at least 1. Default: 120. */
    maxSnapshotAgeHours?: number;
    /** Number of snapshots that are always kept, at least 1. Default: 1. */
    minSnapshotsToKeep?: number;
}

/**
 * Removal of files that no table needs any more. The defaults are those of S3 Tables:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-table-buckets-maintenance.html
 */
export interface UnreferencedFileRemovalArgs {
    /** Days, at least 1, after which a file that no snapshot refers to is marked as noncurrent. Default: 3. */
    unreferencedDays?: number;
    /** Days, at least 1, after which a noncurrent file is deleted. Default: 10. */
    nonCurrentDays?: number;
}

/** What the storage is made from. */
export interface StorageArgs {
    readonly tableBucketName?: pulumi.Input<string>;
    readonly tableBucketArn?: pulumi.Input<string>;
    readonly namespaces: readonly string[];
    readonly createNamespaces?: boolean;
    readonly tables?: readonly TableArgs[];
    readonly unreferencedFileRemoval?: UnreferencedFileRemovalArgs;
    readonly forceDestroy?: boolean;
    readonly tags?: Record<string, pulumi.Input<string>>;
}

export interface Storage {
    readonly tableBucketArn: pulumi.Output<string>;
    /** The table bucket, if it isn't an existing one. */
    readonly bucket: pulumi.Resource[];
    /** What must be there before anything in the bucket is used. */
    readonly resources: readonly pulumi.Resource[];
}

/** Creates the table bucket or takes the existing one, and creates its namespaces and tables. */
export function createStorage(
    name: string,
    args: StorageArgs,
    encryption: Encryption | undefined,
    opts: pulumi.CustomResourceOptions,
): Storage {
    const bucket = args.tableBucketArn === undefined ? createBucket(name, args, encryption, opts) : undefined;
    const tableBucketArn = bucket?.arn ?? pulumi.output(args.tableBucketArn!);
    // A bucket that goes with all that is in it takes its namespaces along, which can't go before their tables.
    const shared = { ...opts, deletedWith: args.forceDestroy ? bucket : undefined };
    const namespaces = new Map(
        (args.createNamespaces ?? true)
            ? args.namespaces.map((each) => [each, createNamespace(name, each, tableBucketArn, shared)])
            : [],
    );
    const tables = (args.tables ?? []).map((table) =>
        createTable(name, table, {
            tableBucketArn,
            namespace: namespaces.get(table.namespace)?.namespace ?? table.namespace,
            tags: args.tags,
            // Left out of the program, a table stays; its namespace then can't be deleted, so nothing is lost.
            opts: { ...shared, retainOnDelete: !args.forceDestroy },
        }),
    );
    const own: pulumi.Resource[] = bucket ? [bucket] : [];
    return { tableBucketArn, bucket: own, resources: [...own, ...namespaces.values(), ...tables] };
}

function createBucket(
    name: string,
    { tableBucketName, unreferencedFileRemoval, forceDestroy, tags }: StorageArgs,
    encryption: Encryption | undefined,
    opts: pulumi.CustomResourceOptions,
): s3tables.TableBucket {
    return new s3tables.TableBucket(
        `${name}-bucket`,
        {
            name: tableBucketName,
            forceDestroy,
            tags,
            ...(encryption && {
                encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: encryption.kmsKeyArn },
            }),
            ...(unreferencedFileRemoval && {
                maintenanceConfiguration: {
                    icebergUnreferencedFileRemoval: {
                        status: "enabled",
                        settings: {
                            unreferencedDays: unreferencedFileRemoval.unreferencedDays ?? 3,
                            nonCurrentDays: unreferencedFileRemoval.nonCurrentDays ?? 10,
                        },
                    },
                },
            }),
        },
        // One that holds tables can't go, and then nothing of the integration may have moved to the new one yet.
        { ...opts, deleteBeforeReplace: true },
    );
}

function createNamespace(
    name: string,
    namespace: string,
    tableBucketArn: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): s3tables.Namespace {
    return new s3tables.Namespace(`${name}-namespace-${namespace}`, { namespace, tableBucketArn }, opts);
}

interface TablePlacement {
    readonly tableBucketArn: pulumi.Input<string>;
    readonly namespace: pulumi.Input<string>;
    readonly opts: pulumi.CustomResourceOptions;
    readonly tags?: Record<string, pulumi.Input<string>>;
}

function createTable(
    name: string,
    table: TableArgs,
    { tableBucketArn, namespace, opts, tags }: TablePlacement,
): s3tables.Table {
    return new s3tables.Table(
        `${name}-table-${table.namespace}-${table.name}`,
        {
            tableBucketArn,
            namespace,
            name: table.name,
            format: "ICEBERG",
            metadata: { iceberg: { schema: { fields: table.columns } } },
            maintenanceConfiguration: table.maintenance && maintenanceOf(table.maintenance),
            tags,
        },
        // Any other schema replaces the table, and its data with it.
        { ...opts, ignoreChanges: ["metadata"] },
    );
}

function maintenanceOf({
    targetFileSizeMb = 512,
    maxSnapshotAgeHours = 120,
    minSnapshotsToKeep = 1,
}: TableMaintenanceArgs) {
    return {
        icebergCompaction: { status: "enabled", settings: { targetFileSizeMb } },
        icebergSnapshotManagement: {
            status: "enabled",
            settings: { maxSnapshotAgeHours, minSnapshotsToKeep },
        },
    };
}
