import { findPolicy } from "../account/iamPolicies";
import { attachedTo, findRole, findUser } from "../account/iamPrincipals";
import type { Role, Session, User } from "../account/iamState";
import { parsePolicy, type Statement } from "../account/policyDocument";
import type { Account } from "../account/state";

/** Who calls: a user, or a session of a role. */
export interface Principal {
    readonly kind: "user" | "role";
    readonly name: string;
    /** As AWS names the caller in errors; of a role's session the `sts` ARN. */
    readonly arn: string;
    /** The IAM user or role, to which policies are attached and Lake Formation grants. */
    readonly identityArn: string;
    readonly session?: Session;
}

export function userPrincipal(account: Account, name: string): Principal {
    const { arn } = findUser(account, name);
    return { kind: "user", name, arn, identityArn: arn };
}

export function rolePrincipal(
    account: Account,
    roleName: string,
    sessionName: string,
    session?: Session,
): Principal {
    const { name, arn } = findRole(account, roleName);
    const sessionArn = `arn:${account.partition}:sts::${account.id}:assumed-role/${name}/${sessionName}`;
    return { kind: "role", name, arn: sessionArn, identityArn: arn, session };
}

export const deployerPrincipal = (account: Account) => userPrincipal(account, account.deployer.name);

const identityOf = (account: Account, { kind, name }: Principal): User | Role =>
    kind === "user" ? findUser(account, name) : findRole(account, name);

export function identityStatements(account: Account, principal: Principal): Statement[] {
    const managed = attachedTo(account, principal.kind, principal.name).map(
        (arn) => findPolicy(account, arn).document,
    );
    const inline = identityOf(account, principal).inlinePolicies.values();
    return [...managed, ...inline].flatMap((text) => parsePolicy(text).Statement);
}

export function boundaryStatements(account: Account, principal: Principal): Statement[] | undefined {
    const { permissionsBoundary } = identityOf(account, principal);
    return permissionsBoundary
        ? parsePolicy(findPolicy(account, permissionsBoundary).document).Statement
        : undefined;
}
