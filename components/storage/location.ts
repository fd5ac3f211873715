import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { getRegion } from "@pulumi/aws/getRegion";
import type * as pulumi from "@pulumi/pulumi";
import { all, output } from "@pulumi/pulumi";
import { bucketArn, placeProblems } from "../common/arns";
import { tableBucketNameProblems } from "../common/names";
import { notKnownYet } from "../common/notKnown";
import { outputProblems } from "../common/schema/check";
import { headingFor } from "../common/schema/refuse";
import { problemsAt, refuse } from "../common/validation";
import type { AwsPlace, TableBucketPlace } from "./warehouse";

/**
 * The account, Region and partition of the AWS provider that a component uses; nothing where the provider isn't known
 * yet in a preview, since the same program makes what it is configured with.
 */
async function findAccount(parent: pulumi.Resource): Promise<AwsPlace | undefined> {
    const opts = { parent };
    const [{ partition, dnsSuffix }, { region }, { accountId }] = await Promise.all([
        getPartition({}, opts),
        getRegion({}, opts),
        getCallerIdentity({}, opts),
    ]);
    const place = { partition, dnsSuffix, region, accountId };
    return Object.values(place).some((value) => value === undefined) ? undefined : checkedPlace(place);
}

/** These become part of ARNs in policies. */
function checkedPlace(place: AwsPlace): AwsPlace {
    refuse(
        "the AWS provider returns an invalid account, Region or partition",
        placeProblems(place).map((problem) => ({ path: "aws", problem })),
    );
    return place;
}

/** The account, Region and partition of the AWS provider that a component uses; not known where `findAccount` finds none. */
export function accountOf(parent: pulumi.Resource): pulumi.Output<AwsPlace> {
    return output(findAccount(parent)).apply((place) => place ?? notKnownYet<AwsPlace>());
}

/** A table bucket in the account; refuses what became known only now and can't work. */
export function locateTableBucket(
    component: string,
    { tableBucketName, tableBucketArn }: TableBucketReference,
    parent: pulumi.Resource,
): pulumi.Output<TableBucketPlace> {
    const heading = headingFor(component);
    return all([accountOf(parent), tableBucketName, tableBucketArn]).apply(([account, name, arn]) => {
        if (tableBucketArn !== undefined) {
            refuse(
                heading,
                problemsAt("tableBucketArn", plain(tableBucketArn), bucketArnProblems(arn, account)),
            );
            return { ...account, tableBucketName: bucketNameIn(arn!) };
        }
        refuse(heading, outputProblems(tableBucketNameProblems, name, "tableBucketName"));
        return { ...account, tableBucketName: name! };
    });
}

/** The bucket to create, or the existing one. */
export interface TableBucketReference {
    readonly tableBucketName?: pulumi.Input<string>;
    readonly tableBucketArn?: pulumi.Input<string>;
}

/** What may be printed: what an output holds may be a secret. */
function plain(value: pulumi.Input<string> | undefined): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function bucketNameIn(arn: string): string {
    return arn.slice(arn.indexOf("/") + 1);
}

function bucketArnProblems(arn: unknown, { partition, region, accountId }: AwsPlace): string[] {
    const bucket = bucketArn(arn);
    if (bucket === undefined) {
        return ["is not the ARN of a table bucket"];
    }
    return bucket.partition === partition && bucket.region === region && bucket.accountId === accountId
        ? []
        : [
              `is not in Region ${region} of account ${accountId}, where the AWS provider works; correct it, or pass the ` +
                  "component a provider for the bucket's own account and Region",
          ];
}
