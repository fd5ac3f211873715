import { glueArn, type TableBucketPlace, tableBucketArn } from "../../components/storage/warehouse";

/** What a reader replaces in the generated documents. */
export const PLACEHOLDERS = {
    account: "<account>",
    region: "<region>",
    bucket: "<bucket>",
    /** Name of the `StarRocksS3TablesIntegration` in the program. */
    name: "<name>",
    user: "<user>",
    role: "<role>",
    /** Id of the KMS key. */
    key: "<key>",
} as const;

const { account, region, bucket, key } = PLACEHOLDERS;

/** The place that the generated documents speak of. */
export const PLACE: TableBucketPlace = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region,
    accountId: account,
    tableBucketName: bucket,
};

/** ARN of the table bucket, and of what is in it by a path. */
export const inTableBucket = (path: string): string => `${tableBucketArn(PLACE)}${path}`;
export const glue = (resource: string): string => glueArn(PLACE, resource);
export const iam = (resource: string): string => `arn:aws:iam::${account}:${resource}`;
export const kms = (resource: string): string => `arn:aws:kms:${region}:${account}:${resource}`;

/** The catalogs on which Glue checks an action on the mount: the account's own encloses it. */
export const MOUNT_CATALOGS = [glue("catalog"), glue("catalog/s3tablescatalog")];

/** The role that `S3TablesFederation` makes. */
export const LAKE_FORMATION_ROLE = iam(`role/StarRocksS3TablesLakeFormation-${region}`);

export const KEY_ARN = kms(`key/${key}`);
