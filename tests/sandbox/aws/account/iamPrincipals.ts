import { iamArn } from "./arns";
import { AwsError } from "./errors";
import type { AccessKey, Role, Tags, User } from "./iamState";
import { secretAccessKey, uniqueId } from "./identifiers";
import { checkPolicyDocument } from "./policyDocument";
import type { Account } from "./state";

const validName = /^[\w+=,.@-]+$/;

function checkName(kind: "userName" | "roleName", name: string): void {
    if (name.length > 64) {
        throw new AwsError(
            "ValidationError",
            `1 validation error detected: Value '${name}' at '${kind}' failed to satisfy constraint: Member must have length less than or equal to 64`,
        );
    }
    if (validName.test(name)) return;
    throw new AwsError(
        "ValidationError",
        `The specified value for ${kind} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
}

export function findUser(account: Account, name: string): User {
    const user = account.users.get(name);
    if (!user) throw new AwsError("NoSuchEntity", `The user with name ${name} cannot be found.`);
    return user;
}

export function findRole(account: Account, name: string): Role {
    const role = account.roles.get(name);
    if (!role) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
    return role;
}

export interface NewUser {
    name: string;
    path?: string;
    tags?: Tags;
    permissionsBoundary?: string;
}

export function createUser(
    account: Account,
    { name, path = "/", tags = {}, permissionsBoundary }: NewUser,
): User {
    checkName("userName", name);
    if (account.users.has(name)) {
        throw new AwsError("EntityAlreadyExists", `User with name ${name} already exists.`);
    }
    const user: User = {
        name,
        path,
        arn: iamArn(account, `user${path}${name}`),
        id: uniqueId("AIDA"),
        createdAt: account.now(),
        tags,
        permissionsBoundary,
        inlinePolicies: new Map(),
    };
    account.users.set(name, user);
    return user;
}

/** A renamed or moved user keeps its id, keys and policies. */
export function updateUser(account: Account, name: string, to: { name: string; path: string }): User {
    const user = findUser(account, name);
    checkName("userName", to.name);
    if (to.name !== name && account.users.has(to.name)) {
        throw new AwsError("EntityAlreadyExists", `User with name ${to.name} already exists.`);
    }
    const updated: User = { ...user, ...to, arn: iamArn(account, `user${to.path}${to.name}`) };
    account.users.delete(name);
    account.users.set(to.name, updated);
    for (const key of accessKeysOf(account, name)) {
        account.accessKeys.set(key.id, { ...key, user: to.name });
    }
    for (const [index, { policyArn, principal }] of account.attachments.entries()) {
        if (principal.kind !== "user" || principal.name !== name) continue;
        account.attachments[index] = { policyArn, principal: { ...principal, name: to.name } };
    }
    return updated;
}

const mustFirst = (what: string) =>
    new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`);

export function deleteUser(account: Account, name: string): void {
    const user = findUser(account, name);
    if (accessKeysOf(account, name).length > 0) throw mustFirst("delete access keys");
    if (attachedTo(account, "user", name).length > 0) throw mustFirst("detach all policies");
    if (user.inlinePolicies.size > 0) throw mustFirst("delete policies");
    account.users.delete(name);
}

export interface NewRole extends NewUser {
    assumeRolePolicy: string;
    description?: string;
    maxSessionDuration?: number;
}

export function createRole(account: Account, role: NewRole): Role {
    const { name, path = "/", tags = {}, permissionsBoundary } = role;
    checkName("roleName", name);
    checkPolicyDocument(role.assumeRolePolicy, "trust");
    if (account.roles.has(name)) {
        throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    const created: Role = {
        name,
        path,
        arn: iamArn(account, `role${path}${name}`),
        id: uniqueId("AROA"),
        createdAt: account.now(),
        tags,
        permissionsBoundary,
        inlinePolicies: new Map(),
        assumeRolePolicy: role.assumeRolePolicy,
        description: role.description ?? "",
        maxSessionDuration: role.maxSessionDuration ?? 3600,
    };
    account.roles.set(name, created);
    return created;
}

export function deleteRole(account: Account, name: string): void {
    const role = findRole(account, name);
    if (attachedTo(account, "role", name).length > 0) throw mustFirst("detach all policies");
    if (role.inlinePolicies.size > 0) throw mustFirst("delete policies");
    account.roles.delete(name);
}

export function accessKeysOf(account: Account, user: string): AccessKey[] {
    return [...account.accessKeys.values()].filter((key) => key.user === user);
}

export function attachedTo(account: Account, kind: "user" | "role", name: string): string[] {
    return account.attachments
        .filter(({ principal }) => principal.kind === kind && principal.name === name)
        .map(({ policyArn }) => policyArn);
}

export function createAccessKey(account: Account, user: string): AccessKey {
    findUser(account, user);
    const limit = account.quotas.accessKeysPerUser;
    if (accessKeysOf(account, user).length >= limit) {
        throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${limit}`);
    }
    const key: AccessKey = {
        id: uniqueId("AKIA"),
        secret: secretAccessKey(),
        user,
        createdAt: account.now(),
        status: "Active",
    };
    account.accessKeys.set(key.id, key);
    return key;
}

export function findAccessKey(account: Account, id: string): AccessKey {
    const key = account.accessKeys.get(id);
    if (!key) throw new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`);
    return key;
}

export function deleteAccessKey(account: Account, id: string): void {
    findAccessKey(account, id);
    account.accessKeys.delete(id);
}
