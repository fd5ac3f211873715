import type { Account } from "./state";

type Place = Pick<Account, "partition" | "region" | "id">;

export const iamArn = (account: Place, resource: string) =>
    `arn:${account.partition}:iam::${account.id}:${resource}`;

export const glueArn = (account: Place, resource: string) =>
    `arn:${account.partition}:glue:${account.region}:${account.id}:${resource}`;

export const tableBucketArn = (account: Place, bucket: string) =>
    `arn:${account.partition}:s3tables:${account.region}:${account.id}:bucket/${bucket}`;

export const tableArn = (account: Place, bucket: string, tableId: string) =>
    `${tableBucketArn(account, bucket)}/table/${tableId}`;

export const kmsArn = (account: Place, resource: string) =>
    `arn:${account.partition}:kms:${account.region}:${account.id}:${resource}`;

/** The id by which Glue and Lake Formation know the catalog of one table bucket. */
export const nestedCatalogId = (account: Place, bucket: string) => `${account.id}:s3tablescatalog/${bucket}`;

/** The last part of `arn:...:bucket/<name>`. */
export function tableBucketName(arn: string): string {
    return arn.split(":bucket/")[1]?.split("/")[0] ?? arn;
}
