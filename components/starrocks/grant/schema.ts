import {
    catalogNameProblems,
    namespaceNameProblems,
    starRocksNameProblems,
    tableNameProblems,
} from "../../common/names";
import { choice, flag, list, object, text } from "../../common/schema/schema";
import type { ArgumentProblem } from "../../common/validation";
import { AccessLevel } from "../../permissions/access";
import { connectionSchema } from "../connection/schema";
import { userProblems } from "../userIdentity";
import type { StarRocksGrantArgs, StarRocksPrivilegesArgs } from "./resource";

// As SHOW GRANTS of 3.5.7 and 4.1-dev lists what GRANT ALL gives.
const PRIVILEGES: Readonly<Record<keyof StarRocksPrivilegesArgs, readonly string[]>> = {
    catalog: ["USAGE", "CREATE DATABASE", "DROP", "ALTER"],
    databases: ["CREATE TABLE", "DROP", "ALTER", "CREATE VIEW"],
    tables: ["DELETE", "DROP", "INSERT", "SELECT", "ALTER", "EXPORT", "UPDATE", "REFRESH"],
};

function privileges(kind: keyof StarRocksPrivilegesArgs) {
    const allowed = PRIVILEGES[kind];
    return list(
        text((privilege) => (allowed.includes(privilege) ? [] : [`must be one of ${allowed.join(", ")}`])),
    );
}

/** Roles of StarRocks itself whose privileges can't be changed: `failed to grant: role root is not mutable!`. */
const IMMUTABLE_ROLES = ["root", "db_admin", "cluster_admin", "user_admin", "security_admin"];

/** What is wrong with a role to which something is granted. */
export function roleProblems(role: string): string[] {
    return IMMUTABLE_ROLES.includes(role.toLowerCase())
        ? ["is a built-in StarRocks role, whose privileges can't be changed; grant to a role of your own"]
        : starRocksNameProblems(role);
}

/** What both the program and the provider are given. */
export const grantMembers = {
    catalogName: text(catalogNameProblems, { required: true }),
    role: text(roleProblems),
    user: text(userProblems),
    createRole: flag(),
    adopt: flag(),
    access: choice(AccessLevel),
    privileges: object<StarRocksPrivilegesArgs>({
        catalog: privileges("catalog"),
        databases: privileges("databases"),
        tables: privileges("tables"),
    }),
    namespaces: list(text(namespaceNameProblems)),
    tables: list(text(tableProblems)),
};

function tableProblems(table: string): string[] {
    const [namespace, name, ...more] = table.split(".");
    return name === undefined || more.length > 0
        ? ["must be <namespace>.<table>"]
        : [...namespaceNameProblems(namespace!), ...tableNameProblems(name)];
}

/** Arguments of a grant. */
export const grantSchema = object<StarRocksGrantArgs>(
    { ...grantMembers, connection: connectionSchema },
    { plain: true, required: true, rules: combinationProblems },
);

/** What is wrong with arguments that don't go together. Each may be an output, or not known yet. */
export function combinationProblems({
    role,
    user,
    createRole,
    access,
    privileges: chosen,
    namespaces,
    tables,
}: Partial<Readonly<Record<keyof StarRocksGrantArgs, unknown>>>): ArgumentProblem[] {
    const isGiven = (value: unknown) => value !== undefined;
    const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
    const rules: readonly [broken: boolean, path: string, problem: string][] = [
        [isGiven(role) === isGiven(user), "role", "set either role or user"],
        [isGiven(user) && !isGiven(role) && createRole === true, "createRole", "applies only to a role"],
        [isGiven(access) === isGiven(chosen), "access", "set either access or privileges"],
        [isGiven(namespaces) && isGiven(tables), "tables", "set either namespaces or tables"],
        [isEmpty(namespaces), "namespaces", "is empty; omit it to grant on all"],
        [isEmpty(tables), "tables", "is empty; omit it to grant on all"],
        [namesNothing(chosen), "privileges", "lists no privilege"],
    ];
    return rules.filter(([broken]) => broken).map(([, path, problem]) => ({ path, problem }));
}

/** Lists that leave nothing to grant, which would read as a grant that is gone. */
function namesNothing(chosen: unknown): boolean {
    return (
        Object.prototype.toString.call(chosen) === "[object Object]" &&
        Object.values(chosen as object).every((each) => Array.isArray(each) && each.length === 0)
    );
}
