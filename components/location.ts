import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { all } from "@pulumi/pulumi";
import { tableBucketNameProblems } from "./names";
import { type ArgumentProblem, problemsAt, refuse, UNUSABLE_ARGUMENTS } from "./validation";
import type { AwsPlace, TableBucketPlace } from "./warehouse";

/** The account, Region and partition of the AWS provider that a component uses. */
export async function findAccount(parent: pulumi.Resource): Promise<AwsPlace> {
    const opts = { parent };
    const [{ partition, dnsSuffix }, { region }, { accountId }] = await Promise.all([
        aws.getPartition({}, opts),
        aws.getRegion({}, opts),
        aws.getCallerIdentity({}, opts),
    ]);
    return { partition, dnsSuffix, region, accountId };
}

/** A table bucket in the account; refuses what became known only now and can't work. */
export function locateTableBucket(
    component: string,
    { tableBucketName, tableBucketArn }: TableBucketReference,
    parent: pulumi.Resource,
): pulumi.Output<TableBucketPlace> {
    const heading = `${UNUSABLE_ARGUMENTS} for "${component}"`;
    return all([findAccount(parent), tableBucketName, tableBucketArn]).apply(([account, name, arn]) => {
        if (arn !== undefined) {
            refuse(heading, bucketArnProblems(arn, account));
            return { ...account, tableBucketName: bucketNameIn(arn) };
        }
        refuse(heading, bucketNameProblems(name!));
        return { ...account, tableBucketName: name! };
    });
}

/** The bucket to create, or the existing one. */
export interface TableBucketReference {
    readonly tableBucketName?: pulumi.Input<string>;
    readonly tableBucketArn?: pulumi.Input<string>;
}

/** What is wrong with the name of a table bucket. */
export function bucketNameProblems(name: string): ArgumentProblem[] {
    return problemsAt("tableBucketName", name, tableBucketNameProblems(name));
}

const BUCKET_ARN = /^arn:([^:]+):s3tables:([^:]+):(\d{12}):bucket\/([^/]+)$/;

function bucketNameIn(arn: string): string {
    return BUCKET_ARN.exec(arn)?.[4] ?? "";
}

function bucketArnProblems(arn: string, { region, accountId }: AwsPlace): ArgumentProblem[] {
    const [, , bucketRegion, bucketAccount] = BUCKET_ARN.exec(arn) ?? [];
    if (bucketRegion === undefined) {
        return problemsAt("tableBucketArn", arn, ["is no ARN of a table bucket"]);
    }
    return bucketRegion === region && bucketAccount === accountId
        ? []
        : problemsAt("tableBucketArn", arn, [
              `is not in Region ${region} of account ${accountId}, where the AWS provider is; correct it, or give the ` +
                  "component a provider of the bucket's own account and Region",
          ]);
}
