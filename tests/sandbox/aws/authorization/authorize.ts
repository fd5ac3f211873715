import { tableBucketName } from "../account/arns";
import { AwsError } from "../account/errors";
import { findKey } from "../account/kms";
import { parsePolicy, type Statement } from "../account/policyDocument";
import type { Account } from "../account/state";
import { type AccessRequest, type Decision, decide, principalMatches, statementsAllow } from "./evaluate";
import { boundaryStatements, identityStatements, type Principal } from "./principal";

/** The statements of a resource's own policy that speak of the principal. */
function resourceStatements(
    account: Account,
    principal: Principal,
    { action, resource }: AccessRequest,
): Statement[] {
    if (!action.startsWith("s3tables:")) return [];
    const policy = account.tableBuckets.get(tableBucketName(resource))?.policy;
    if (!policy) return [];
    const names = [
        principal.arn,
        principal.identityArn,
        account.id,
        `arn:${account.partition}:iam::${account.id}:root`,
    ];
    return parsePolicy(policy).Statement.filter((statement) => principalMatches(statement, "AWS", names));
}

function decisionFor(account: Account, principal: Principal, request: AccessRequest): Decision {
    const context = {
        "aws:PrincipalArn": principal.identityArn,
        "aws:PrincipalAccount": account.id,
        "aws:RequestedRegion": account.region,
        // The sandbox's plain HTTP stands for AWS's HTTPS.
        "aws:SecureTransport": "true",
        ...(principal.kind === "user" ? { "aws:username": principal.name } : {}),
        ...request.context,
    };
    const full = { ...request, context };
    const boundary = boundaryStatements(account, principal);
    if (boundary && decide(boundary, full) !== "allowed") return "not allowed";
    const statements = [
        ...identityStatements(account, principal),
        ...resourceStatements(account, principal, request),
    ];
    return decide(statements, full);
}

export function isAllowed(account: Account, principal: Principal, request: AccessRequest): boolean {
    return decisionFor(account, principal, request) === "allowed";
}

const reasons: Record<Exclude<Decision, "allowed">, (action: string) => string> = {
    "not allowed": (action) => `because no identity-based policy allows the ${action} action`,
    "explicitly denied": () => "with an explicit deny in an identity-based policy",
};

/** Refuses as AWS does, with the first resource on which the action isn't allowed. */
export function authorize(
    account: Account,
    principal: Principal,
    action: string,
    resources: string[],
    context?: Record<string, string>,
): void {
    for (const resource of resources) {
        const decision = decisionFor(account, principal, { action, resource, context });
        if (decision === "allowed") continue;
        throw new AwsError(
            "AccessDeniedException",
            `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reasons[decision](action)}`,
        );
    }
}

/** A KMS key's policy decides; where it trusts the account, the caller's IAM policies do. */
export function authorizeKey(account: Account, principal: Principal, action: string, keyArn: string): void {
    const key = findKey(account, keyArn);
    const { Statement: statements } = parsePolicy(key.policy);
    const request = { action, resource: key.arn };
    const speaksOf = (names: string[]) => statements.filter((one) => principalMatches(one, "AWS", names));
    if (statementsAllow(speaksOf([principal.arn, principal.identityArn]), request)) return;
    const delegates = statementsAllow(
        speaksOf([`arn:${account.partition}:iam::${account.id}:root`, account.id]),
        request,
    );
    if (delegates && isAllowed(account, principal, request)) return;
    throw new AwsError(
        "AccessDeniedException",
        `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${key.arn} because no identity-based policy allows the ${action} action`,
    );
}
