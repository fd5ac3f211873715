import { literal } from "./literal";
import { parseUser, userText } from "./userIdentity";

/** The statements that this package sends. Names are validated by `check` before any of these is called. */

/** A name in backquotes. StarRocks drops every backquote inside one, so there must be none. */
export function identifier(name: string): string {
    if (name.includes("`")) {
        throw new Error("a name with a backquote can't be written in StarRocks' SQL");
    }
    return `\`${name}\``;
}

function propertyList(properties: Readonly<Record<string, string>>): string {
    return Object.entries(properties)
        .map(([key, value]) => `${literal(key)} = ${literal(value)}`)
        .join(", ");
}

export function createCatalog(
    name: string,
    comment: string | undefined,
    properties: Readonly<Record<string, string>>,
): string {
    const commentClause = comment === undefined ? "" : ` COMMENT ${literal(comment)}`;
    return `CREATE EXTERNAL CATALOG ${identifier(name)}${commentClause} PROPERTIES (${propertyList(properties)})`;
}

export function alterCatalog(name: string, properties: Readonly<Record<string, string>>): string {
    return `ALTER CATALOG ${identifier(name)} SET (${propertyList(properties)})`;
}

export function dropCatalog(name: string): string {
    return `DROP CATALOG ${identifier(name)}`;
}

export function showCreateCatalog(name: string): string {
    return `SHOW CREATE CATALOG ${identifier(name)}`;
}

export function showDatabases(catalog: string): string {
    return `SHOW DATABASES FROM ${identifier(catalog)}`;
}

export function showTables(catalog: string, namespace: string): string {
    return `SHOW TABLES FROM ${identifier(catalog)}.${identifier(namespace)}`;
}

/**
 * A statement that makes nothing: StarRocks lists the namespaces of the catalog first, with the cause in the error
 * if it can't, and then refuses the property (observed on 3.5.7 and 4.1-dev).
 */
export function askForCause(catalog: string): string {
    return `CREATE DATABASE ${identifier(catalog)}.\`pulumi_asks\` PROPERTIES ('pulumi' = 'asks')`;
}

export function showFrontends(): string {
    return "SHOW FRONTENDS";
}

export function setCatalog(name: string): string {
    return `SET CATALOG ${identifier(name)}`;
}

/** Whom a grant is for: a role, or a user as `userIdentity.ts` reads it. */
export interface Grantee {
    readonly role?: string;
    readonly user?: string;
}

/** `ROLE r`, or `USER 'u'@'%'`. */
export function grantee({ role, user = "" }: Grantee): string {
    if (role !== undefined) {
        return `ROLE ${identifier(role)}`;
    }
    const identity = parseUser(user);
    if (identity === undefined) {
        throw new Error(`${user} is not a user name`);
    }
    return `USER ${userText(identity)}`;
}

export function createRole(role: string): string {
    return `CREATE ROLE IF NOT EXISTS ${identifier(role)}`;
}

/** @param object what is granted on, with its names quoted. */
export function grant(privileges: readonly string[], object: string, to: Grantee): string {
    return grantTo(grantee(to), privileges, object, false);
}

export function revoke(privileges: readonly string[], object: string, from: Grantee): string {
    return `REVOKE ${privileges.join(", ")} ON ${object} FROM ${grantee(from)}`;
}

export function showGrants(of: Grantee): string {
    return showGrantsOf(grantee(of));
}

/** @param holder a role or user as StarRocks writes it: `` ROLE `r` ``, `USER 'u'@'%'`. */
export function showGrantsOf(holder: string): string {
    return `SHOW GRANTS FOR ${holder}`;
}

/** @param holder a role or user as StarRocks writes it. */
export function grantTo(
    holder: string,
    privileges: readonly string[],
    object: string,
    withGrantOption: boolean,
): string {
    return `GRANT ${privileges.join(", ")} ON ${object} TO ${holder}${withGrantOption ? " WITH GRANT OPTION" : ""}`;
}

/** The grants of whoever is logged in. */
export function showOwnGrants(): string {
    return "SHOW GRANTS";
}

/** The roles that are active, with commas between them; `NONE` if none is. */
export function currentRole(): string {
    return "SELECT CURRENT_ROLE() AS role";
}

export function showRoles(): string {
    return "SHOW ROLES";
}

export function showUsers(): string {
    return "SHOW USERS";
}
