import { tableBucketArn } from "./arns";
import { createMount, type NewMount } from "./glue";
import { attachPolicy } from "./iamPolicies";
import { createRole } from "./iamPrincipals";
import { registerLocation } from "./lakeFormation";
import type { Account } from "./state";

export const iamAllowed = [{ principal: "IAM_ALLOWED_PRINCIPALS", permissions: ["ALL"] }];

/** The mount of the table buckets, in Lake Formation mode unless told otherwise. */
export const mount = (account: Account, options: Partial<NewMount> = {}) =>
    createMount(account, {
        name: "s3tablescatalog",
        identifier: tableBucketArn(account, "*"),
        connectionName: "aws:s3tables",
        allowFullTableExternalDataAccess: true,
        ...options,
    });

/** Role and registration as in Lake Formation's guide to S3 Tables. */
export function register(account: Account, options: { withPrivilegedAccess?: boolean } = {}): void {
    const trust = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "lakeformation.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity"],
                Condition: { StringEquals: { "aws:SourceAccount": account.id } },
            },
        ],
    };
    const role = createRole(account, {
        name: "S3TablesRoleForLakeFormation",
        assumeRolePolicy: JSON.stringify(trust),
    });
    const policy = "arn:aws:iam::aws:policy/service-role/AmazonS3TablesLakeFormationServiceRole";
    attachPolicy(account, "role", role.name, policy);
    registerLocation(account, {
        arn: tableBucketArn(account, "*"),
        roleArn: role.arn,
        withFederation: true,
        withPrivilegedAccess: true,
        ...options,
    });
}
