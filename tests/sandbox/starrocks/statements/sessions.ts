import { randomUUID } from "node:crypto";
import type { StatementContext } from "../context";
import { analyzed, failure, sqlError } from "../errors";
import { likePattern } from "../names";
import { parse } from "../parser";
import { USER_VARIABLE } from "../parser/sessionStatements";
import type { StatementOf } from "../parser/statement";
import { ok, type StatementResult, textRows } from "../protocol/results";
import { systemVariable, systemVariables } from "../variables";

export function setVariables(
    { assignments }: StatementOf<"setVariables">,
    { frontend, session }: StatementContext,
): StatementResult {
    const system = assignments.filter(({ name }) => !name.startsWith(USER_VARIABLE));
    for (const { name } of system) {
        systemVariable(name, session, frontend.facts);
    }
    for (const { name, value } of system) {
        session.variables.set(name, value);
    }
    return ok();
}

export function showVariables(
    { like }: StatementOf<"showVariables">,
    { frontend, session }: StatementContext,
): StatementResult {
    const matches = likePattern(like);
    const rows = [...systemVariables(session, frontend.facts)].filter(([name]) => matches(name));
    return textRows(["Variable_name", "Value"], rows);
}

/** A running statement goes on whatever is killed (observed on both versions). */
export function kill(
    { connectionId, queryOnly }: StatementOf<"kill">,
    { frontend, session }: StatementContext,
): StatementResult {
    const victim = frontend.sessions.get(connectionId);
    if (victim === undefined) {
        throw sqlError("unknownThread", connectionId);
    }
    if (victim.user !== session.user) {
        frontend.access.requireOnSystem(session, "OPERATE");
    }
    if (!queryOnly) {
        victim.disconnect();
    }
    return ok();
}

export function transaction(
    { action }: StatementOf<"transaction">,
    { session }: StatementContext,
): StatementResult {
    if (action === "BEGIN") {
        session.transactionLabel = randomUUID();
    }
    if (session.transactionLabel === "") {
        return ok();
    }
    const status = { BEGIN: "PREPARE", COMMIT: "VISIBLE", ROLLBACK: "ABORTED" }[action];
    return ok(0, `{'label':'${session.transactionLabel}', 'status':'${status}', 'txnId':'1'}`);
}

export function prepare(
    { name, text }: StatementOf<"prepare">,
    { session }: StatementContext,
): StatementResult {
    if (parse(text).some(({ kind }) => kind !== "query")) {
        throw analyzed("notPreparable");
    }
    session.prepared.set(name, text);
    return ok();
}

export function preparedText(name: string, { session }: StatementContext): string {
    const text = session.prepared.get(name);
    if (text === undefined) {
        throw failure(`prepared statement not found: ${name}`);
    }
    return text;
}

export function deallocate({ name }: StatementOf<"deallocate">, context: StatementContext): StatementResult {
    preparedText(name, context);
    context.session.prepared.delete(name);
    return ok();
}
