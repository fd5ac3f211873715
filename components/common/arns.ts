import type { AwsPlace } from "../storage/warehouse";

/**
 * Grammar of the ARNs that are put into policies. None of them can hold a wildcard, a policy variable (`${…}`), a
 * quote or a control character, so that a policy never allows more than the one thing that was named.
 */

interface ArnParts {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    /** What follows the account, such as `key/1234abcd-…`. */
    readonly resource: string;
}

const ARN = /^arn:(aws(?:-[a-z]+)*):([a-z0-9-]+):((?:[a-z]+-)+\d{1,2}|):(\d{12}):([\x21-\x7e]+)$/;

/** @param arn whatever a program gives, in JavaScript also what is no text. */
function parts(arn: unknown, service: string, resource: RegExp): ArnParts | undefined {
    const [, partition, found, region, accountId, named] = (typeof arn === "string" && ARN.exec(arn)) || [];
    return found === service && resource.test(named!)
        ? { partition: partition!, region: region!, accountId: accountId!, resource: named! }
        : undefined;
}

/** Parts of the ARN of a KMS key; nothing if it is something else, such as an alias. */
function kmsKey(arn: unknown): ArnParts | undefined {
    const found = parts(arn, "kms", /^key\/[A-Za-z0-9-]{1,64}$/);
    return found?.region === "" ? undefined : found;
}

/** Parts of the ARN of a table bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3Buckets_TableBucketSummary.html */
export function bucketArn(arn: unknown): ArnParts | undefined {
    const found = parts(arn, "s3tables", /^bucket\/[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/);
    return found?.region === "" ? undefined : found;
}

/** True for the ARN of an IAM role. */
export function isRoleArn(arn: unknown): boolean {
    return parts(arn, "iam", /^role\/[\w+=,.@/-]{1,576}$/)?.region === "";
}

/** True for the ARN of an IAM user or role. */
export function isPrincipalArn(arn: unknown): boolean {
    return parts(arn, "iam", /^(user|role)\/[\w+=,.@/-]{1,576}$/)?.region === "";
}

/** True for the ARN of a catalog in Glue. */
export function isCatalogArn(arn: unknown): boolean {
    return parts(arn, "glue", /^catalog\/[A-Za-z0-9_-]{1,64}$/) !== undefined;
}

/** What is wrong with the ARN of a KMS key. */
export function kmsKeyProblems(arn: unknown): string[] {
    if (kmsKey(arn) !== undefined) {
        return [];
    }
    return typeof arn === "string" && /^(arn:[^:]+:kms:.*:)?alias\//.test(arn)
        ? ["is an alias; use the ARN of its key, because IAM doesn't resolve aliases in policies"]
        : ["must be the ARN of a KMS key: arn:<partition>:kms:<Region>:<account>:key/<key id>"];
}

/** Why a key can't encrypt what is in a Region. It may belong to another account, whose key policy then decides. */
export function kmsKeyPlaceProblems(arn: unknown, { partition, region }: AwsPlace): string[] {
    const key = kmsKey(arn);
    if (key === undefined) {
        return kmsKeyProblems(arn);
    }
    return key.partition === partition && key.region === region
        ? []
        : [`must be a key in Region ${region} of partition ${partition}, where the table bucket is`];
}

/** What is wrong with an account, a Region or a partition as the AWS provider gives them. */
export function placeProblems({ partition, region, accountId }: AwsPlace): string[] {
    return [
        ...(/^aws(-[a-z]+)*$/.test(partition) ? [] : [`"${partition}" is not an AWS partition`]),
        ...(/^([a-z]+-)+\d{1,2}$/.test(region) ? [] : [`"${region}" is not an AWS Region`]),
        ...(/^\d{12}$/.test(accountId) ? [] : [`"${accountId}" is not an AWS account id`]),
    ];
}
