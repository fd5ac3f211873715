/**
 * Where a table bucket is found: its names in S3 Tables, Glue and Lake Formation, and the Iceberg REST
 * endpoint that serves it. Pure functions of known values.
 */

/** Name under which Glue mounts all table buckets of an account and Region; AWS fixes it. */
export const MOUNT_NAME = "s3tablescatalog";

/** An account in a Region of a partition. */
export interface AwsPlace {
    /** ARN partition, such as `aws`, `aws-cn` or `aws-us-gov`. */
    readonly partition: string;
    /** Domain of the partition's service endpoints, such as `amazonaws.com`. */
    readonly dnsSuffix: string;
    readonly region: string;
    /** 12 digits. */
    readonly accountId: string;
}

/** A table bucket in its place. */
export interface TableBucketPlace extends AwsPlace {
    readonly tableBucketName: string;
}

/** ARN that stands for every table bucket of an account and Region. */
export function allTableBucketsArn({ partition, region, accountId }: AwsPlace): string {
    return `arn:${partition}:s3tables:${region}:${accountId}:bucket/*`;
}

/** ARN of a table bucket. */
export function tableBucketArn({ partition, region, accountId, tableBucketName }: TableBucketPlace): string {
    return `arn:${partition}:s3tables:${region}:${accountId}:bucket/${tableBucketName}`;
}

/** Id of the federated catalog in which Glue and Lake Formation hold a table bucket. */
export function federatedCatalogId({ accountId, tableBucketName }: TableBucketPlace): string {
    return `${accountId}:${MOUNT_NAME}/${tableBucketName}`;
}

/** ARN prefix of a Glue resource of the account. */
export function glueArn({ partition, region, accountId }: AwsPlace, resource: string): string {
    return `arn:${partition}:glue:${region}:${accountId}:${resource}`;
}

/** Address of Glue's Iceberg REST endpoint, which StarRocks calls `iceberg.catalog.uri`. */
export function glueRestEndpoint({ region, dnsSuffix }: AwsPlace): string {
    return `https://glue.${region}.${dnsSuffix}/iceberg`;
}
