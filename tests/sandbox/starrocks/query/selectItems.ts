import type { Token } from "../parser/lexer";
import { isName, isReservedWord } from "../parser/reservedWords";

export interface SelectItem {
    /** First and last token, inclusive. */
    first: number;
    last: number;
    /** The column's name, or undefined where the query names it itself. */
    label: string | undefined;
}

/** Functions whose names keep upper case in a column's name; all others are shown in lower case. */
const INFORMATION_FUNCTIONS = [
    "CATALOG",
    "CONNECTION_ID",
    "CURRENT_ROLE",
    "CURRENT_USER",
    "DATABASE",
    "SCHEMA",
    "USER",
];
const AFTER_ITEMS = ["FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT"];
const OPERATORS_BEFORE_SIGN = ["", "(", ",", "=", "<", ">", "<=", ">=", "!=", "<>", "+", "-", "*", "/", "%"];

/** The items of the outermost SELECT. */
export function selectItems(tokens: readonly Token[]): SelectItem[] {
    let depth = 0;
    let first: number | undefined;
    const items: SelectItem[] = [];
    for (let index = 0; index <= tokens.length; index++) {
        const token = tokens[index];
        depth += token?.text === "(" ? 1 : token?.text === ")" ? -1 : 0;
        if (first === undefined) {
            if (depth === 0 && token?.value === "SELECT") {
                first = index + (["DISTINCT", "ALL"].includes(tokens[index + 1]?.value ?? "") ? 2 : 1);
            }
            continue;
        }
        const ended = token === undefined || (token.kind === "word" && AFTER_ITEMS.includes(token.value));
        if (depth === 0 && index > first && (ended || token.text === ",")) {
            items.push({ first, last: index - 1, label: label(tokens.slice(first, index)) });
            first = index + 1;
        }
        if (depth === 0 && ended) {
            return items;
        }
    }
    return items;
}

function label(item: readonly Token[]): string | undefined {
    const last = item.at(-1)!;
    const before = item.at(-2);
    if (last.text === "*" && (before === undefined || before.text === ".")) {
        return undefined;
    }
    if (before !== undefined && isAlias(last, before)) {
        return undefined;
    }
    if (item.every((token, index) => (index % 2 === 0 ? isName(token) : token.text === "."))) {
        return undefined;
    }
    return expressionText(item);
}

function isAlias(last: Token, before: Token): boolean {
    if (before.value === "AS") {
        return true;
    }
    const endsOperand = before.text === ")" || before.kind !== "symbol";
    return isName(last) && endsOperand && !(before.kind === "word" && isReservedWord(before.value));
}

function expressionText(item: readonly Token[]): string {
    let text = "";
    for (const [index, token] of item.entries()) {
        const before = item[index - 1];
        text += (before === undefined || isTight(item, index) ? "" : " ") + spelled(token, item[index + 1]);
    }
    return text;
}

/** Whether no space stands before the token. */
function isTight(item: readonly Token[], index: number): boolean {
    const token = item[index]!.text;
    const before = item[index - 1]!;
    if ([")", ",", ".", "]"].includes(token) || ["(", ".", "@@", "["].includes(before.text)) {
        return true;
    }
    if (token === "(") {
        return before.kind === "word" && (!isReservedWord(before.value) || isInformation(before));
    }
    return before.text === "-" && OPERATORS_BEFORE_SIGN.includes(item[index - 2]?.text ?? "");
}

function spelled(token: Token, next: Token | undefined): string {
    switch (token.kind) {
        case "string":
            return `'${token.value}'`;
        case "quotedName":
            return token.value;
        case "word":
            if (next?.text === "(") {
                return isInformation(token) ? token.value : token.text.toLowerCase();
            }
            return isReservedWord(token.value) ? token.value : token.text;
        default:
            return token.text;
    }
}

function isInformation(token: Token): boolean {
    return INFORMATION_FUNCTIONS.includes(token.value);
}
