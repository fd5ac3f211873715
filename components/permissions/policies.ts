import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { ArgumentProblem } from "../common/validation";
import { iamNameOf } from "../identity/iamNames";
import type { TableBucketPlace } from "../storage/warehouse";
import { type AccessRequest, accessPolicy } from "./policy";
import { POLICIES_PER_PRINCIPAL, type PolicyPart, PolicyTooLarge, partOf, planSplit } from "./policyLimits";

/** What the policies are made from. */
export interface PoliciesArgs {
    readonly request: Omit<AccessRequest, "kmsKeyArn">;
    readonly kmsKeyArn?: pulumi.Input<string>;
    readonly place: pulumi.Output<TableBucketPlace>;
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/**
 * Longest possible values for everything that is known only when the program runs: the policy is split before that,
 * because the number of resources can't depend on an output. The longest partition and Region names are `aws-us-gov`
 * and `us-isof-south-1`; a table bucket's name has at most 63 characters.
 */
const LONGEST_PLACE: TableBucketPlace = {
    partition: "aws-".padEnd(11, "x"),
    region: "us-".padEnd(15, "x"),
    accountId: "0".repeat(12),
    dnsSuffix: "",
    tableBucketName: "b".repeat(63),
};
const LONGEST_KEY_ARN = "arn:".padEnd(96, "x");

/** What each policy is to hold, so that none is too large for IAM. */
function plan(request: PoliciesArgs["request"], encrypted: boolean): PolicyPart[] {
    const kmsKeyArn = encrypted ? LONGEST_KEY_ARN : undefined;
    return planSplit(accessPolicy(LONGEST_PLACE, { ...request, kmsKeyArn }));
}

/** Why the namespaces can't be named in the policies of one user or role. */
export function policyProblems(request: PoliciesArgs["request"], encrypted: boolean): ArgumentProblem[] {
    const wayOut =
        "set wholeBucketPolicy: true to name the whole table bucket instead (in Lake Formation mode the grants " +
        "still limit access to the namespaces), or split them over several integrations";
    try {
        const count = plan(request, encrypted).length;
        return count <= POLICIES_PER_PRINCIPAL
            ? []
            : [
                  {
                      path: "namespaces",
                      problem:
                          `naming ${request.namespaces.length} namespaces takes ${count} IAM policies, but a user or ` +
                          `role can have at most ${POLICIES_PER_PRINCIPAL}; ${wayOut}`,
                  },
              ];
    } catch (error) {
        if (error instanceof PolicyTooLarge) {
            return [{ path: "namespaces", problem: `${error.message}; ${wayOut}` }];
        }
        throw error;
    }
}

/** Creates as many policies as the access takes. */
export function createPolicies(
    name: string,
    args: PoliciesArgs,
    opts: pulumi.CustomResourceOptions,
): iam.Policy[] {
    const { request, kmsKeyArn, place, tags } = args;
    const document = pulumi
        .all([place, kmsKeyArn])
        .apply(([known, key]) => accessPolicy(known, { ...request, kmsKeyArn: key }));
    return plan(request, kmsKeyArn !== undefined).map(
        (part, index) =>
            new iam.Policy(
                `${name}-policy${numbered(index)}`,
                {
                    name: iamNameOf("policy", name, `-policy${numbered(index)}`),
                    description: `What StarRocks may do with the S3 table bucket of ${name}`,
                    policy: document.apply((whole) => JSON.stringify(partOf(whole, part))),
                    tags,
                },
                opts,
            ),
    );
}

/** Ending of the names of policies and attachments: none for the first, so that one more leaves it alone. */
export function numbered(index: number): string {
    return index === 0 ? "" : `-${index + 1}`;
}
