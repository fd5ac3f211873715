import { userName } from "./accountStatements";
import { showCatalogs } from "./catalogStatements";
import type { Cursor } from "./cursor";
import { showDatabases, showTables } from "./databaseStatements";
import { showGrants } from "./grantStatements";
import type { Statement } from "./statement";

type Rule = (cursor: Cursor) => Statement;

/** SHOW …: the words that follow and the rule for the rest. The first row that fits is taken. */
const SHOW_STATEMENTS: readonly [words: string, rule: Rule][] = [
    ["CREATE CATALOG", (cursor) => ({ kind: "showCreateCatalog", name: cursor.identifierOrString() })],
    ["CREATE DATABASE", (cursor) => ({ kind: "showCreateDatabase", name: cursor.identifier() })],
    ["CREATE TABLE", (cursor) => ({ kind: "showCreateTable", name: cursor.qualifiedName() })],
    ["CATALOGS", showCatalogs],
    ["DATABASES", showDatabases],
    ["SCHEMAS", showDatabases],
    ["TABLES", showTables],
    ["ROLES", () => ({ kind: "showRoles" })],
    ["USERS", () => ({ kind: "showUsers" })],
    ["GRANTS", showGrants],
    ["PRIVILEGES", () => ({ kind: "showPrivileges" })],
    ["ALL AUTHENTICATION", () => ({ kind: "showAuthentication", user: undefined, all: true })],
    ["AUTHENTICATION", (cursor) => ({ kind: "showAuthentication", user: forUser(cursor), all: false })],
    ["PROPERTY", (cursor) => ({ kind: "showUserProperties", user: forUser(cursor) })],
    ["FULL PROCESSLIST", () => ({ kind: "showProcessList", full: true })],
    ["PROCESSLIST", () => ({ kind: "showProcessList", full: false })],
    ["FRONTENDS", () => ({ kind: "showFrontends" })],
    ["BACKENDS", () => ({ kind: "showBackends" })],
    ["COMPUTE NODES", () => ({ kind: "showComputeNodes" })],
    ["GLOBAL VARIABLES", showVariables],
    ["SESSION VARIABLES", showVariables],
    ["VARIABLES", showVariables],
    ["WARNINGS", () => ({ kind: "showWarnings" })],
    ["PROC", (cursor) => ({ kind: "showProc", path: cursor.string() })],
];

export function show(cursor: Cursor): Statement {
    const found = SHOW_STATEMENTS.find(([words]) => cursor.isKeyword(...words.split(" ")));
    if (found === undefined) {
        cursor.takeKeyword("CREATE");
        throw cursor.noViableStatement();
    }
    cursor.takeKeyword(...found[0].split(" "));
    return found[1](cursor);
}

function showVariables(cursor: Cursor): Statement {
    return { kind: "showVariables", like: cursor.optionalString("LIKE") };
}

function forUser(cursor: Cursor) {
    return cursor.takeKeyword("FOR") ? userName(cursor) : undefined;
}
