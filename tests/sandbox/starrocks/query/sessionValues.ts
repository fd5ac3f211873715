import { userText } from "../accounts/accounts";
import { quoteText } from "../backend/rowEngine";
import type { StatementContext } from "../context";
import { failure } from "../errors";
import type { Token } from "../parser/lexer";
import { MYSQL_SERVER_VERSION } from "../protocol/handshake";
import { systemVariable } from "../variables";

const SCOPES = ["GLOBAL", "SESSION", "LOCAL"];

type SessionFunction = (context: StatementContext) => string | number;

const FUNCTIONS: Readonly<Record<string, SessionFunction>> = {
    CATALOG: ({ session }) => session.catalog,
    DATABASE: ({ session }) => session.database,
    SCHEMA: ({ session }) => session.database,
    CONNECTION_ID: ({ session }) => session.id,
    CURRENT_ROLE: ({ frontend, session }) =>
        frontend.accounts.inOrder(session.activeRoles).join(", ") || "NONE",
    CURRENT_USER: ({ session }) => userText(session.user.name),
    USER: ({ session }) => `'${session.user.name.name}'@'${session.host.split(":")[0]}'`,
    VERSION: () => MYSQL_SERVER_VERSION,
    CURRENT_VERSION: ({ frontend }) => {
        if (frontend.faults.noBackend) {
            throw failure(NO_BACKEND);
        }
        return frontend.facts.versionComment;
    },
};

export const NO_BACKEND = "Backend node not found. Check if any backend node is down.backend: ";

/** The literal for a session function or a system variable that begins here, and how many tokens it takes. */
export function sessionValue(
    tokens: readonly Token[],
    index: number,
    context: StatementContext,
): { literal: string; length: number } | undefined {
    const token = tokens[index]!;
    if (token.text === "@@") {
        const scoped = SCOPES.includes(tokens[index + 1]?.value ?? "") && tokens[index + 2]?.text === ".";
        const name = tokens[index + (scoped ? 3 : 1)]?.text ?? "";
        const value = systemVariable(name, context.session, context.frontend.facts);
        return { literal: literal(/^\d+$/.test(value) ? Number(value) : value), length: scoped ? 4 : 2 };
    }
    const find = token.kind === "word" ? FUNCTIONS[token.value] : undefined;
    if (find === undefined || tokens[index + 1]?.text !== "(" || tokens[index + 2]?.text !== ")") {
        return undefined;
    }
    return { literal: literal(effective(token.value, tokens, find)(context)), length: 3 };
}

/** Next to DATABASE(), CATALOG() gives the database as well (observed on both versions). */
function effective(name: string, tokens: readonly Token[], find: SessionFunction): SessionFunction {
    const besideDatabase = name === "CATALOG" && tokens.some(({ value }) => value === "DATABASE");
    return besideDatabase ? FUNCTIONS.DATABASE! : find;
}

function literal(value: string | number): string {
    return typeof value === "number" ? String(value) : quoteText(value);
}
