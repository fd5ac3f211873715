import { analyzerError, failure } from "../errors";
import { booleanHashCode, grownMapOrder, hashStep, stringHashCode } from "../javaHashMap";
import type { UserName } from "../parser/statement";
import { NATIVE_PASSWORD, storedPassword } from "../protocol/handshake";
import { type BuiltinRole, builtinRoles, PUBLIC_ROLE, ROOT_ROLE } from "./builtinRoles";
import { PrivilegeCollection } from "./privileges";

export interface Role {
    name: string;
    builtin: boolean;
    mutable: boolean;
    comment: string | undefined;
    /** Roles granted to this one. */
    parents: Set<string>;
    privileges: PrivilegeCollection;
}

export interface User {
    name: UserName;
    plugin: string;
    /** SHA1(SHA1(password)); empty for none. */
    password: Buffer;
    roles: Set<string>;
    defaultRoles: Set<string>;
    privileges: PrivilegeCollection;
}

export function userText({ name, host, domain }: UserName): string {
    return domain ? `'${name}'@['${host}']` : `'${name}'@'${host}'`;
}

/** Users and roles. */
export class Accounts {
    private readonly roles = new Map<string, Role>();
    private readonly users = new Map<string, User>();

    constructor(rootPassword: string) {
        for (const [name, builtin] of builtinRoles()) {
            this.roles.set(name, builtinRole(name, builtin));
        }
        const root = this.addUser({ name: "root", host: "%", domain: false });
        root.password = storedPassword(rootPassword);
        root.roles.add(ROOT_ROLE);
        root.defaultRoles.add(ROOT_ROLE);
    }

    listRoles(): Role[] {
        return [...this.roles.values()];
    }

    /** In the order of the frontend's own hash map, which all lists of users show. */
    listUsers(): User[] {
        return grownMapOrder([...this.users.values()], ({ name }) => userHashCode(name));
    }

    role(name: string): Role | undefined {
        return this.roles.get(name);
    }

    user(name: UserName): User | undefined {
        return this.users.get(userText(name));
    }

    /** The account that a client at this address logs in to; the more exact host wins. */
    login(name: string, address: string): User | undefined {
        return this.listUsers()
            .filter(({ name: account }) => account.name === name && !account.domain)
            .filter(({ name: account }) => hostMatches(account.host, address))
            .sort((left, right) => wildcards(left.name.host) - wildcards(right.name.host))[0];
    }

    addRole(name: string, comment: string | undefined): void {
        const privileges = new PrivilegeCollection();
        this.roles.set(name, {
            name,
            builtin: false,
            mutable: true,
            comment,
            parents: new Set(),
            privileges,
        });
    }

    dropRole(name: string): void {
        if (this.roles.get(name)?.builtin) {
            throw failure(`role ${name} cannot be dropped!`);
        }
        this.roles.delete(name);
        for (const user of this.users.values()) {
            user.roles.delete(name);
            user.defaultRoles.delete(name);
        }
        for (const role of this.roles.values()) {
            role.parents.delete(name);
        }
    }

    addUser(name: UserName): User {
        const user: User = {
            name,
            plugin: NATIVE_PASSWORD.toUpperCase(),
            password: Buffer.alloc(0),
            roles: new Set(),
            defaultRoles: new Set(),
            privileges: new PrivilegeCollection(),
        };
        this.users.set(userText(name), user);
        return user;
    }

    dropUser(name: UserName): void {
        this.users.delete(userText(name));
    }

    existingUser(name: UserName): User {
        const user = this.user(name);
        if (user === undefined) {
            throw analyzerError(`cannot find user ${userText(name)}!`);
        }
        return user;
    }

    /** Role names in the order of the roles' ids, as all lists of roles show them. */
    inOrder(names: Iterable<string>): string[] {
        const wanted = new Set(names);
        return [...this.roles.keys()].filter((name) => wanted.has(name));
    }

    /** Every collection that counts for a session: the user's, those of the active roles and of their parents. */
    effective(user: User, activeRoles: Iterable<string>): PrivilegeCollection[] {
        const names = new Set([...activeRoles, PUBLIC_ROLE]);
        for (const name of names) {
            for (const parent of this.roles.get(name)?.parents ?? []) {
                names.add(parent);
            }
        }
        const roles = [...names].flatMap((name) => this.roles.get(name) ?? []);
        return [user.privileges, ...roles.map((role) => role.privileges)];
    }
}

function builtinRole(name: string, { comment, mutable, privileges }: BuiltinRole): Role {
    return { name, builtin: true, mutable, comment, parents: new Set(), privileges };
}

/** com.starrocks.catalog.UserIdentity.hashCode */
function userHashCode({ name, host, domain }: UserName): number {
    return [stringHashCode(name), stringHashCode(host), booleanHashCode(domain)].reduce(hashStep, 17);
}

function hostMatches(host: string, address: string): boolean {
    const source = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("%", ".*");
    return new RegExp(`^${source}$`).test(address);
}

function wildcards(host: string): number {
    return host.split("%").length;
}
