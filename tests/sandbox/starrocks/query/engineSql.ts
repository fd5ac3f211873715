import { quoteName, quoteText } from "../backend/rowEngine";
import type { StatementContext } from "../context";
import type { Token } from "../parser/lexer";
import { type SelectItem, selectItems } from "./selectItems";
import { sessionValue } from "./sessionValues";
import type { TableReference } from "./tableReferences";

/** Operators that mean something else in the engine. */
const OPERATORS: Readonly<Record<string, string>> = {
    "||": "OR",
    "&&": "AND",
    "<=>": "IS NOT DISTINCT FROM",
};

/** Words a StarRocks query as the engine's SQL; the tables are found by `engineTableName`. */
export function engineSql(
    tokens: readonly Token[],
    references: readonly TableReference[],
    context: StatementContext,
): string {
    const labels = new Map(selectItems(tokens).map((item) => [item.last, item]));
    const words: string[] = [];
    for (let index = 0; index < tokens.length; ) {
        const start = index;
        const reference = references.find(({ first }) => first === index);
        const value = sessionValue(tokens, index, context);
        if (reference !== undefined) {
            words.push(quoteName(engineTableName(references.indexOf(reference))));
            words.push(reference.aliased ? "" : `AS ${quoteName(reference.name.at(-1)!)}`);
            index = reference.last + 1;
        } else if (value !== undefined) {
            words.push(value.literal);
            index += value.length;
        } else {
            words.push(engineWord(tokens[index]!));
            index += 1;
        }
        words.push(columnName(labels, start, index - 1));
    }
    return words.filter((word) => word !== "").join(" ");
}

export function engineTableName(index: number): string {
    return `table ${index}`;
}

function engineWord(token: Token): string {
    switch (token.kind) {
        case "string":
            return quoteText(token.value);
        case "quotedName":
            return quoteName(token.value);
        default:
            return OPERATORS[token.text] ?? token.text;
    }
}

/** The name of the item that ended within these tokens. */
function columnName(labels: ReadonlyMap<number, SelectItem>, first: number, last: number): string {
    for (let index = first; index <= last; index++) {
        const label = labels.get(index)?.label;
        if (label !== undefined) {
            return `AS ${quoteName(label)}`;
        }
    }
    return "";
}
