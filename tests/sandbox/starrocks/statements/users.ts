import { type User, userText } from "../accounts/accounts";
import type { StatementContext } from "../context";
import { analyzerError } from "../errors";
import { checkUserName } from "../names";
import type { Authentication, StatementOf } from "../parser/statement";
import { storedPassword } from "../protocol/handshake";
import { type Cell, ok, type StatementResult, textRows } from "../protocol/results";
import { applyDefaultRoles } from "./roles";

const AUTHENTICATION_COLUMNS = ["UserIdentity", "Password", "AuthPlugin", "UserForAuthPlugin"];

export function createUser(
    { user, ifNotExists, authentication, defaultRoles }: StatementOf<"createUser">,
    { frontend: { accounts, access, facts }, session }: StatementContext,
): StatementResult {
    checkUserName(user.name);
    const exists = accounts.user(user) !== undefined;
    if (exists && !ifNotExists) {
        throw analyzerError(facts.userExists(userText(user)));
    }
    for (const role of defaultRoles) {
        if (accounts.role(role) === undefined) {
            throw analyzerError(`Valid role name fail: cannot find role ${role}!`);
        }
    }
    access.requireOnSystem(session, "GRANT");
    if (!exists) {
        const created = accounts.addUser(user);
        setAuthentication(created, authentication);
        created.roles = new Set(defaultRoles);
        created.defaultRoles = new Set(defaultRoles);
    }
    return ok();
}

export function alterUser(
    { user, authentication, defaultRoles }: StatementOf<"alterUser">,
    context: StatementContext,
): StatementResult {
    const { frontend, session } = context;
    const account = frontend.accounts.existingUser(user);
    if (account !== session.user) {
        frontend.access.requireOnSystem(session, "GRANT");
    }
    setAuthentication(account, authentication);
    if (defaultRoles !== undefined) {
        applyDefaultRoles(defaultRoles, user, context);
    }
    return ok();
}

export function dropUser(
    { user, ifExists }: StatementOf<"dropUser">,
    { frontend: { accounts, access, facts }, session }: StatementContext,
): StatementResult {
    if (accounts.user(user) === undefined && !ifExists) {
        throw analyzerError(facts.userMissing(userText(user)));
    }
    access.requireOnSystem(session, "GRANT");
    accounts.dropUser(user);
    return ok();
}

export function setPassword(
    { user, authentication }: StatementOf<"setPassword">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    const account = user === undefined ? session.user : accounts.existingUser(user);
    if (account !== session.user) {
        access.requireOnSystem(session, "GRANT");
    }
    setAuthentication(account, authentication);
    return ok();
}

export function showUsers(
    _: StatementOf<"showUsers">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    access.requireOnSystem(session, "GRANT");
    return textRows(
        ["User"],
        accounts.listUsers().map(({ name }) => [userText(name)]),
    );
}

export function showAuthentication(
    { user, all }: StatementOf<"showAuthentication">,
    { frontend: { accounts, access }, session }: StatementContext,
): StatementResult {
    const chosen = user === undefined ? session.user : accounts.existingUser(user);
    if (all || chosen !== session.user) {
        access.requireOnSystem(session, "GRANT");
    }
    const rows = (all ? accounts.listUsers() : [chosen]).map(({ name, password, plugin }): Cell[] => [
        userText(name),
        password.length > 0 ? "Yes" : "No",
        plugin,
        null,
    ]);
    return textRows(AUTHENTICATION_COLUMNS, rows);
}

export function showUserProperties(
    _: StatementOf<"showUserProperties">,
    __: StatementContext,
): StatementResult {
    return textRows(
        ["Key", "Value"],
        [
            ["max_user_connections", "1024"],
            ["catalog", "default_catalog"],
            ["database", ""],
        ],
    );
}

function setAuthentication(user: User, authentication: Authentication | undefined): void {
    if (authentication !== undefined) {
        const { plugin, password, hashed } = authentication;
        user.plugin = plugin;
        user.password = hashed ? Buffer.from(password.replace(/^\*/, ""), "hex") : storedPassword(password);
    }
}
