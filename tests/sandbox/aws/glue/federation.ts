import { tableBucketArn } from "../account/arns";
import { AwsError } from "../account/errors";
import { findMount, usesIamMode } from "../account/glue";
import { findRegistrationRole } from "../account/lakeFormation";
import type { Registration } from "../account/lakeFormationState";
import { parsePolicy } from "../account/policyDocument";
import type { Account } from "../account/state";
import { principalMatches, statementsAllow } from "../authorization/evaluate";
import { type Principal, rolePrincipal } from "../authorization/principal";
import { authorizeStorageAction } from "../authorization/storageActions";
import type { Target } from "../iceberg/catalogRules";
import type { OperationRequirements } from "./requirements";

/** The registration that lets Lake Formation reach the bucket on its own: the wildcard's, or the bucket's. */
export function privilegedRegistration(account: Account, bucket: string): Registration | undefined {
    return [tableBucketArn(account, bucket), tableBucketArn(account, "*")]
        .map((arn) => account.registrations.get(arn))
        .find(
            (one) =>
                one?.withFederation && one.withPrivilegedAccess && !one.hybridAccessEnabled && one.roleArn,
        );
}

/** https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html */
const trustActions = ["sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity"];

export function registeredRole(account: Account, registration: Registration): Principal {
    const role = findRegistrationRole(account, registration.roleArn ?? "");
    const trust = parsePolicy(role.assumeRolePolicy).Statement.filter((statement) =>
        principalMatches(statement, "Service", ["lakeformation.amazonaws.com"]),
    );
    const context = { "aws:SourceAccount": account.id };
    for (const action of trustActions) {
        if (
            statementsAllow(
                trust.map((one) => ({ ...one, Resource: "*" })),
                { action, resource: role.arn, context },
            )
        )
            continue;
        throw new AwsError(
            "AccessDeniedException",
            `User: lakeformation.amazonaws.com is not authorized to perform: ${action} on resource: ${role.arn}`,
        );
    }
    return rolePrincipal(account, role.name, "AWSLF-00-GL-sandbox");
}

/**
 * Who reaches S3 Tables on behalf of a request at Glue: the registered role in Lake Formation mode, but the caller in
 * IAM mode, and where the location isn't registered with federation and privileged access.
 */
function storageIdentity(account: Account, caller: Principal, { bucket, table }: Target): Principal {
    if (usesIamMode(findMount(account), table ? "tables" : "databases")) return caller;
    const registration = privilegedRegistration(account, bucket);
    return registration ? registeredRole(account, registration) : caller;
}

export function authorizeStorage(
    account: Account,
    caller: Principal,
    needed: OperationRequirements["s3tables"],
    target: Target,
): void {
    if (needed.length === 0) return;
    const identity = storageIdentity(account, caller, target);
    for (const action of needed) authorizeStorageAction(account, identity, action, target);
}
