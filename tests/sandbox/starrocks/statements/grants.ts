import { type User, userText } from "../accounts/accounts";
import { describeObject, type GrantedObject } from "../accounts/grantedObject";
import type { PrivilegeCollection, PrivilegeEntry } from "../accounts/privileges";
import type { StatementContext } from "../context";
import { analyzerError, failure } from "../errors";
import type { Grantee, PrivilegeChange, RoleChange, StatementOf } from "../parser/statement";
import { type Cell, ok, type StatementResult, textRows } from "../protocol/results";
import { grantedObjects, grantedPrivileges } from "./grantTargets";

export function grantPrivilege(
    statement: StatementOf<"grantPrivilege">,
    context: StatementContext,
): StatementResult {
    const { collection, privileges, objects } = analyzedChange(statement, context, "grant");
    for (const object of objects) {
        collection.grant(privileges, object, statement.withGrantOption);
    }
    return ok();
}

export function revokePrivilege(
    statement: StatementOf<"revokePrivilege">,
    context: StatementContext,
): StatementResult {
    const { collection, privileges, objects } = analyzedChange(statement, context, "revoke");
    for (const object of objects) {
        collection.revoke(privileges, object, describe(object, context));
    }
    return ok();
}

export function grantRole(statement: StatementOf<"grantRole">, context: StatementContext): StatementResult {
    const held = analyzedRoles(statement, context);
    for (const role of statement.roles) {
        held.add(role);
    }
    return ok();
}

export function revokeRole(statement: StatementOf<"revokeRole">, context: StatementContext): StatementResult {
    const held = analyzedRoles(statement, context);
    for (const role of statement.roles) {
        held.delete(role);
    }
    return ok();
}

export function showGrants(
    { grantee }: StatementOf<"showGrants">,
    context: StatementContext,
): StatementResult {
    const rows =
        grantee?.kind === "role"
            ? roleGrants(grantee.name, context)
            : userGrants(grantee === undefined ? context.session.user : existing(grantee, context), context);
    return textRows(["UserIdentity", "Catalog", "Grants"], rows);
}

function analyzedChange(change: PrivilegeChange, context: StatementContext, verb: "grant" | "revoke") {
    const { frontend, session } = context;
    const collection = collectionOf(change.grantee, context);
    const privileges = grantedPrivileges(change);
    const objects = grantedObjects(change.target, context);
    frontend.access.requireGrantor(session, privileges, objects);
    const role = change.grantee.kind === "role" ? frontend.accounts.role(change.grantee.name) : undefined;
    if (role?.mutable === false) {
        throw failure(`failed to ${verb}: role ${role.name} is not mutable!`);
    }
    return { collection, privileges, objects };
}

function collectionOf(grantee: Grantee, context: StatementContext): PrivilegeCollection {
    if (grantee.kind === "user") {
        return existing(grantee, context).privileges;
    }
    const role = context.frontend.accounts.role(grantee.name);
    if (role === undefined) {
        throw analyzerError(`Can not grant/revoke to role: cannot find role ${grantee.name}!`);
    }
    return role.privileges;
}

function analyzedRoles({ roles, grantee }: RoleChange, context: StatementContext): Set<string> {
    const { frontend, session } = context;
    for (const name of grantee.kind === "role" ? [...roles, grantee.name] : roles) {
        if (frontend.accounts.role(name) === undefined) {
            throw analyzerError(
                `Can not granted/revoke role to/from ${grantee.kind}: cannot find role ${name}!`,
            );
        }
    }
    const held =
        grantee.kind === "user"
            ? existing(grantee, context).roles
            : frontend.accounts.role(grantee.name)!.parents;
    frontend.access.requireOnSystem(session, "GRANT");
    return held;
}

function roleGrants(name: string, context: StatementContext): Cell[][] {
    const { frontend, session } = context;
    const role = frontend.accounts.role(name);
    if (role === undefined) {
        throw analyzerError(`There is no such grant defined for role ${name}: cannot find role ${name}!`);
    }
    frontend.access.requireOnSystem(session, "GRANT");
    return grantRows(name, `ROLE ${name}`, `ROLE '${name}'`, role.parents, role.privileges, context);
}

function userGrants(user: User, context: StatementContext): Cell[][] {
    const { frontend, session } = context;
    if (user !== session.user) {
        frontend.access.requireOnSystem(session, "GRANT");
    }
    const name = userText(user.name);
    return grantRows(name, name, `USER ${name}`, user.roles, user.privileges, context);
}

function grantRows(
    subject: string,
    roleReceiver: string,
    privilegeReceiver: string,
    roles: Iterable<string>,
    privileges: PrivilegeCollection,
    context: StatementContext,
): Cell[][] {
    const { accounts, catalogs } = context.frontend;
    const names = accounts.inOrder(roles).map((role) => `'${role}'`);
    const memberships: Cell[][] =
        names.length === 0 ? [] : [[subject, null, `GRANT ${names.join(", ")} TO ${roleReceiver}`]];
    const entries = privileges
        .listed()
        .filter(({ object: { catalogId } }) => catalogId === undefined || catalogs.nameOf(catalogId))
        .map((entry): Cell[] => {
            const { catalogId } = entry.object;
            const catalog = catalogId === undefined ? null : catalogs.nameOf(catalogId)!;
            return [subject, catalog, grantText(entry, privilegeReceiver, context)];
        });
    return [...memberships, ...entries];
}

function grantText(
    { object, privileges, withGrantOption }: PrivilegeEntry,
    receiver: string,
    context: StatementContext,
): string {
    const names = object.type.privileges.filter((privilege) => privileges.has(privilege));
    const option = withGrantOption ? " WITH GRANT OPTION" : "";
    return `GRANT ${names.join(", ")} ON ${describe(object, context)} TO ${receiver}${option}`;
}

function describe(object: GrantedObject, { frontend: { catalogs } }: StatementContext): string {
    const { catalogId } = object;
    return describeObject(object, catalogId === undefined ? undefined : catalogs.nameOf(catalogId));
}

function existing(grantee: Extract<Grantee, { kind: "user" }>, { frontend }: StatementContext): User {
    return frontend.accounts.existingUser(grantee.user);
}
