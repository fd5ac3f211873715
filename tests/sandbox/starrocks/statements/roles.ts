import { userText } from "../accounts/accounts";
import type { StatementContext } from "../context";
import { analyzerError } from "../errors";
import { checkRoleName } from "../names";
import type { RoleSelection, StatementOf, UserName } from "../parser/statement";
import { ok, type StatementResult, textRows } from "../protocol/results";

export function createRole(
    { names, ifNotExists, comment }: StatementOf<"createRole">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    for (const name of names) {
        checkRoleName(name);
        if (accounts.role(name) !== undefined && !ifNotExists) {
            throw analyzerError(`Operation CREATE ROLE failed for ${name} : role already exists`);
        }
    }
    access.requireOnSystem(session, "GRANT");
    for (const name of names.filter((each) => accounts.role(each) === undefined)) {
        accounts.addRole(name, comment);
    }
    return ok();
}

export function dropRole(
    { names, ifExists }: StatementOf<"dropRole">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    for (const name of names) {
        checkRoleName(name);
        if (accounts.role(name) === undefined && !ifExists) {
            throw analyzerError(`Operation DROP ROLE failed for ${name} : role not exists`);
        }
    }
    access.requireOnSystem(session, "GRANT");
    for (const name of names) {
        accounts.dropRole(name);
    }
    return ok();
}

export function alterRole(
    { names, comment }: StatementOf<"alterRole">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    const roles = names.map((name) => {
        const role = accounts.role(name);
        if (role === undefined) {
            throw analyzerError(`Operation ALTER ROLE failed for ${name} : role not exists`);
        }
        return role;
    });
    access.requireOnSystem(session, "GRANT");
    for (const role of roles) {
        role.comment = comment;
    }
    return ok();
}

export function showRoles(
    _: StatementOf<"showRoles">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    access.requireOnSystem(session, "GRANT");
    const rows = accounts
        .listRoles()
        .map(({ name, builtin, comment }) => [name, String(builtin), comment ?? null]);
    return textRows(["Name", "Builtin", "Comment"], rows);
}

export function setRole({ selection }: StatementOf<"setRole">, context: StatementContext): StatementResult {
    const { session } = context;
    session.activeRoles = new Set(selectedRoles(selection, session.user.name, context));
    return ok();
}

export function setDefaultRole(
    { selection, user }: StatementOf<"setDefaultRole">,
    context: StatementContext,
): StatementResult {
    applyDefaultRoles(selection, user, context);
    return ok();
}

/** Others' default roles need GRANT on SYSTEM, one's own nothing. */
export function applyDefaultRoles(selection: RoleSelection, user: UserName, context: StatementContext): void {
    const { frontend, session } = context;
    const account = frontend.accounts.existingUser(user);
    const roles = selectedRoles(selection, user, context);
    if (account !== session.user) {
        frontend.access.requireOnSystem(session, "GRANT");
    }
    account.defaultRoles = new Set(roles);
}

function selectedRoles(
    selection: RoleSelection,
    name: UserName,
    { frontend: { accounts } }: StatementContext,
): Iterable<string> {
    const user = accounts.existingUser(name);
    switch (selection.kind) {
        case "all":
            return [...user.roles].filter((role) => !selection.except.includes(role));
        case "none":
            return [];
        case "default":
            return user.defaultRoles;
        case "list":
            for (const role of selection.roles) {
                if (accounts.role(role) === undefined) {
                    throw analyzerError(`Cannot set role: cannot find role ${role}!`);
                }
                if (!user.roles.has(role)) {
                    throw analyzerError(`Role ${role} is not granted to ${userText(name)}`);
                }
            }
            return selection.roles;
    }
}
