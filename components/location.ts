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

/** A table bucket in the account; refuses a name that became known only now and breaks the rules. */
export function locateTableBucket(
    tableBucketName: pulumi.Input<string>,
    parent: pulumi.Resource,
): pulumi.Output<TableBucketPlace> {
    return all([findAccount(parent), tableBucketName]).apply(([place, name]) => {
        refuse(UNUSABLE_ARGUMENTS, tableBucketProblems(name), parent);
        return { ...place, tableBucketName: name };
    });
}

/** What is wrong with the name of a table bucket. */
export function tableBucketProblems(name: string): ArgumentProblem[] {
    return problemsAt("tableBucketName", name, tableBucketNameProblems(name));
}
