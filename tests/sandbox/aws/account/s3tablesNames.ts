import { AwsError } from "./errors";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-buckets-naming.html */
const reservedBucketPrefixes = ["xn--", "sthree-", "amzn-s3-demo-", "aws"];
const reservedBucketSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

const badRequest = (message: string) => new AwsError("BadRequestException", message);

export function checkBucketName(name: string): void {
    const valid =
        /^[0-9a-z][0-9a-z-]{1,61}[0-9a-z]$/.test(name) &&
        !reservedBucketPrefixes.some((prefix) => name.startsWith(prefix)) &&
        !reservedBucketSuffixes.some((suffix) => name.endsWith(suffix));
    if (!valid) throw badRequest("The specified bucket name is not valid.");
}

const entityName = /^[0-9a-z](?:[0-9a-z_]{0,253}[0-9a-z])?$/;

export function checkNamespaceName(name: string): void {
    if (!entityName.test(name)) throw badRequest("The specified namespace name is not valid.");
    if (name.startsWith("aws"))
        throw badRequest("The namespace name must not start with the reserved prefix 'aws'.");
}

export function checkTableName(name: string): void {
    if (!entityName.test(name)) throw badRequest("The specified table name is not valid.");
}
