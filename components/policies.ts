import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { iamNameOf } from "./iamNames";
import { type AccessRequest, accessPolicy } from "./policy";
import { POLICIES_PER_PRINCIPAL, PolicyTooLarge, splitPolicy } from "./policyLimits";
import type { ArgumentProblem } from "./validation";
import type { TableBucketPlace } from "./warehouse";

/** What the policies are made from. */
export interface PoliciesArgs {
    readonly request: Omit<AccessRequest, "kmsKeyArn">;
    readonly kmsKeyArn?: pulumi.Input<string>;
    readonly place: pulumi.Output<TableBucketPlace>;
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/**
 * Stand-ins for what is known only once the program runs, none shorter than the real thing: a policy is split
 * before that, since the number of resources can't depend on an output. The longest partition and Region names
 * are `aws-iso-b` and `ap-southeast-1`; a table bucket's name has 63 characters at most.
 */
const STAND_INS = {
    partition: "<partition>",
    region: "<---region--->",
    accountId: "<-account-->",
    tableBucketName: `<bucket${"-".repeat(55)}>`,
    kmsKeyArn: `<key${"-".repeat(91)}>`,
} as const;

/** Documents with stand-ins, each small enough for a managed policy. */
function plan(request: PoliciesArgs["request"], encrypted: boolean): string[] {
    const place: TableBucketPlace = { ...STAND_INS, dnsSuffix: "" };
    const kmsKeyArn = encrypted ? STAND_INS.kmsKeyArn : undefined;
    return splitPolicy(accessPolicy(place, { ...request, kmsKeyArn })).map((document) =>
        JSON.stringify(document),
    );
}

/** Why the namespaces can't be named in the policies of one user or role. */
export function policyProblems(request: PoliciesArgs["request"], encrypted: boolean): ArgumentProblem[] {
    const wayOut =
        "set wholeBucketPolicy: true to name the whole table bucket instead (in Lake Formation mode the grants " +
        "still limit access to the namespaces), or spread them over several integrations";
    try {
        const count = plan(request, encrypted).length;
        return count <= POLICIES_PER_PRINCIPAL
            ? []
            : [
                  {
                      path: "namespaces",
                      problem:
                          `naming ${request.namespaces.length} namespaces takes ${count} IAM policies, and a user or ` +
                          `role may carry ${POLICIES_PER_PRINCIPAL}; ${wayOut}`,
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
    return plan(request, kmsKeyArn !== undefined).map(
        (document, index) =>
            new iam.Policy(
                `${name}-policy${numbered(index)}`,
                {
                    name: iamNameOf("policy", name, `-policy${numbered(index)}`),
                    description: `What StarRocks may do with the S3 table bucket of ${name}`,
                    policy: pulumi
                        .all([place, kmsKeyArn ?? ""])
                        .apply(([known, key]) => fillIn(document, { ...known, kmsKeyArn: key })),
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

function fillIn(document: string, values: Record<keyof typeof STAND_INS, string>): string {
    return Object.entries(STAND_INS).reduce(
        (text, [key, standIn]) => text.replaceAll(standIn, values[key as keyof typeof STAND_INS]),
        document,
    );
}
