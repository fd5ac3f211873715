import { roleSelection, setPassword, userName } from "./accountStatements";
import type { Cursor } from "./cursor";
import type { Statement } from "./statement";

export const USER_VARIABLE = "@";
const SCOPES = ["GLOBAL", "SESSION", "LOCAL"];

export function set(cursor: Cursor): Statement {
    if (cursor.takeKeyword("CATALOG")) {
        return { kind: "setCatalog", name: cursor.identifierOrString() };
    }
    if (cursor.takeKeyword("ROLE")) {
        return { kind: "setRole", selection: roleSelection(cursor) };
    }
    if (cursor.takeKeyword("DEFAULT", "ROLE")) {
        const selection = roleSelection(cursor);
        cursor.expectKeyword("TO");
        return { kind: "setDefaultRole", selection, user: userName(cursor) };
    }
    if (cursor.takeKeyword("PASSWORD")) {
        return setPassword(cursor);
    }
    if (
        cursor.takeKeyword("NAMES") ||
        cursor.takeKeyword("CHARSET") ||
        cursor.takeKeyword("CHARACTER", "SET")
    ) {
        cursor.restOfStatement();
        return { kind: "setVariables", assignments: [] };
    }
    return { kind: "setVariables", assignments: cursor.list(() => assignment(cursor)) };
}

export function kill(cursor: Cursor): Statement {
    const queryOnly = cursor.takeKeyword("QUERY");
    if (!queryOnly) {
        cursor.takeKeyword("CONNECTION");
    }
    return { kind: "kill", queryOnly, connectionId: Number(cursor.next().text) };
}

export function transaction(action: "BEGIN" | "COMMIT" | "ROLLBACK"): (cursor: Cursor) => Statement {
    return (cursor) => {
        cursor.takeKeyword("WORK");
        return { kind: "transaction", action };
    };
}

export function prepare(cursor: Cursor): Statement {
    const name = cursor.identifier();
    cursor.expectKeyword("FROM");
    return { kind: "prepare", name, text: cursor.string() };
}

function assignment(cursor: Cursor): { name: string; value: string } {
    const userVariable = cursor.takeSymbol("@");
    const marked = cursor.takeSymbol("@@");
    if (SCOPES.some((scope) => cursor.takeKeyword(scope)) && marked) {
        cursor.expectSymbol(".");
    }
    const name = (userVariable ? USER_VARIABLE : "") + cursor.identifier().toLowerCase();
    if (!cursor.takeSymbol("=") && !cursor.takeSymbol(":=")) {
        throw cursor.unexpected(["'='", "':='"]);
    }
    const sign = cursor.takeSymbol("-") ? "-" : "";
    const token = cursor.next();
    return { name, value: sign + (token.kind === "word" ? token.text : token.value) };
}
