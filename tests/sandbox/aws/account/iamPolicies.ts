import { iamArn } from "./arns";
import { AwsError } from "./errors";
import { attachedTo, findRole, findUser } from "./iamPrincipals";
import type { ManagedPolicy, Tags } from "./iamState";
import { uniqueId } from "./identifiers";
import { checkPolicyDocument, countedCharacters } from "./policyDocument";
import type { Account } from "./state";

export function findPolicy(account: Account, arn: string): ManagedPolicy {
    const policy = account.policies.get(arn);
    if (!policy) throw new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
    return policy;
}

function checkManagedDocument(account: Account, document: string): void {
    const limit = account.quotas.managedPolicyCharacters;
    if (countedCharacters(document) > limit) {
        throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${limit}`);
    }
    checkPolicyDocument(document, "identity");
}

export interface NewPolicy {
    name: string;
    document: string;
    path?: string;
    description?: string;
    tags?: Tags;
}

export function createPolicy(account: Account, policy: NewPolicy): ManagedPolicy {
    const { name, document, path = "/", description = "", tags = {} } = policy;
    checkManagedDocument(account, document);
    if (name.length > 128) {
        throw new AwsError(
            "ValidationError",
            `1 validation error detected: Value '${name}' at 'policyName' failed to satisfy constraint: Member must have length less than or equal to 128`,
        );
    }
    const arn = iamArn(account, `policy${path}${name}`);
    if (account.policies.has(arn)) {
        throw new AwsError(
            "EntityAlreadyExists",
            `A policy called ${name} already exists. Duplicate names are not allowed.`,
        );
    }
    const created = { arn, name, path, id: uniqueId("ANPA"), description, awsManaged: false, document, tags };
    account.policies.set(arn, created);
    return created;
}

export function updatePolicy(account: Account, arn: string, document: string): void {
    const policy = findPolicy(account, arn);
    checkManagedDocument(account, document);
    policy.document = document;
}

export function deletePolicy(account: Account, arn: string): void {
    findPolicy(account, arn);
    if (account.attachments.some(({ policyArn }) => policyArn === arn)) {
        throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
    }
    account.policies.delete(arn);
}

type PrincipalKind = "user" | "role";

const find = (account: Account, kind: PrincipalKind, name: string) =>
    kind === "user" ? findUser(account, name) : findRole(account, name);

export function attachPolicy(account: Account, kind: PrincipalKind, name: string, policyArn: string): void {
    find(account, kind, name);
    findPolicy(account, policyArn);
    const attached = attachedTo(account, kind, name);
    if (attached.includes(policyArn)) return;
    const limit = account.quotas.managedPoliciesPerPrincipal;
    if (attached.length >= limit) {
        const quota = kind === "user" ? "PoliciesPerUser" : "PoliciesPerRole";
        throw new AwsError("LimitExceeded", `Cannot exceed quota for ${quota}: ${limit}`);
    }
    account.attachments.push({ policyArn, principal: { kind, name } });
}

export function detachPolicy(account: Account, kind: PrincipalKind, name: string, policyArn: string): void {
    find(account, kind, name);
    const index = account.attachments.findIndex(
        ({ policyArn: arn, principal }) =>
            arn === policyArn && principal.kind === kind && principal.name === name,
    );
    if (index < 0) throw new AwsError("NoSuchEntity", `Policy ${policyArn} was not found.`);
    account.attachments.splice(index, 1);
}

export function putInlinePolicy(
    account: Account,
    kind: PrincipalKind,
    principalName: string,
    policyName: string,
    document: string,
): void {
    const principal = find(account, kind, principalName);
    checkPolicyDocument(document, "identity");
    const { userInlinePolicyCharacters, roleInlinePolicyCharacters } = account.quotas;
    const limit = kind === "user" ? userInlinePolicyCharacters : roleInlinePolicyCharacters;
    const others = [...principal.inlinePolicies].filter(([name]) => name !== policyName);
    const total = [...others.map(([, text]) => text), document].reduce(
        (sum, text) => sum + countedCharacters(text),
        0,
    );
    if (total > limit) {
        throw new AwsError(
            "LimitExceeded",
            `Maximum policy size of ${limit} bytes exceeded for ${kind} ${principalName}`,
        );
    }
    principal.inlinePolicies.set(policyName, document);
}

export function findInlinePolicy(
    account: Account,
    kind: PrincipalKind,
    principalName: string,
    policyName: string,
): string {
    const document = find(account, kind, principalName).inlinePolicies.get(policyName);
    if (document === undefined) {
        throw new AwsError("NoSuchEntity", `The ${kind} policy with name ${policyName} cannot be found.`);
    }
    return document;
}

export function deleteInlinePolicy(
    account: Account,
    kind: PrincipalKind,
    principalName: string,
    policyName: string,
): void {
    findInlinePolicy(account, kind, principalName, policyName);
    find(account, kind, principalName).inlinePolicies.delete(policyName);
}
