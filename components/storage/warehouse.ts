/**
 * Where a table bucket is found: its names in S3 Tables, Glue and Lake Formation, and the Iceberg REST
 * endpoint that serves it. Pure functions of known values.
 */

import { IcebergEndpoint } from "../permissions/access";

/** Name under which Glue mounts all table buckets of an account and Region; AWS fixes it. */
export const MOUNT_NAME = "s3tablescatalog";

/** An account in a Region of a partition: what ARNs are made of. */
export interface AccountPlace {
    /** ARN partition, such as `aws`, `aws-cn` or `aws-us-gov`. */
    readonly partition: string;
    readonly region: string;
    /** 12 digits. */
    readonly accountId: string;
}

/** The same, with where its services are. */
export interface AwsPlace extends AccountPlace {
    /** Domain of the partition's service endpoints, such as `amazonaws.com`. */
    readonly dnsSuffix: string;
}

/** A table bucket in its place. */
export interface TableBucketPlace extends AwsPlace {
    readonly tableBucketName: string;
}

/** ARN that stands for every table bucket of an account and Region. */
export function allTableBucketsArn({ partition, region, accountId }: AccountPlace): string {
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
export function glueArn({ partition, region, accountId }: AccountPlace, resource: string): string {
    return `arn:${partition}:glue:${region}:${accountId}:${resource}`;
}

/** Address of an Iceberg REST endpoint of AWS, which StarRocks calls `iceberg.catalog.uri`. */
export function restEndpoint(endpoint: IcebergEndpoint, { region, dnsSuffix }: AwsPlace): string {
    return `https://${SIGNING_NAMES[endpoint]}.${region}.${dnsSuffix}/iceberg`;
}

/** Service for which requests to an endpoint are signed; the same in all partitions, and part of its host name. */
export const SIGNING_NAMES: Readonly<Record<IcebergEndpoint, string>> = {
    Glue: "glue",
    S3Tables: "s3tables",
};

/** What an endpoint calls a table bucket: Glue by the nested catalog, S3 Tables by the bucket's ARN. */
export function warehouse(endpoint: IcebergEndpoint, place: TableBucketPlace): string {
    return endpoint === IcebergEndpoint.Glue ? federatedCatalogId(place) : tableBucketArn(place);
}
