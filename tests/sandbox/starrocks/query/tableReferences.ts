import type { Token } from "../parser/lexer";
import { bareName, isName } from "../parser/reservedWords";

export interface TableReference {
    /** First and last token, inclusive. */
    first: number;
    last: number;
    name: string[];
    /** An alias follows in the text. */
    aliased: boolean;
}

const AFTER_FROM_LIST = [
    "WHERE",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "MINUS",
    "QUALIFY",
];

interface Level {
    /** FROM inside the parentheses of a function such as EXTRACT names no table. */
    isQuery: boolean;
    inFromList: boolean;
    expectsTable: boolean;
}

/** The tables that a query reads, in the order of the text; names of WITH queries are left out. */
export function tableReferences(tokens: readonly Token[]): TableReference[] {
    const references: TableReference[] = [];
    const levels: Level[] = [newLevel()];
    const withNames = namesOfWith(tokens);
    for (let index = 0; index < tokens.length; index++) {
        const token = tokens[index]!;
        const level = levels.at(-1)!;
        if (level.expectsTable && isName(token)) {
            const reference = referenceAt(tokens, index);
            index = reference.last;
            level.expectsTable = false;
            if (reference.name.length > 1 || !withNames.has(reference.name[0]!.toLowerCase())) {
                references.push(reference);
            }
        } else if (token.text === "(" && token.kind === "symbol") {
            levels.push({ ...newLevel(), expectsTable: level.expectsTable });
            level.expectsTable = false;
        } else if (token.text === ")" && token.kind === "symbol" && levels.length > 1) {
            levels.pop();
        } else if (token.text === "," && level.inFromList) {
            level.expectsTable = true;
        } else if (token.kind === "word") {
            followKeyword(token.value, level);
        }
    }
    return references;
}

function followKeyword(word: string, level: Level): void {
    if (word === "SELECT") {
        Object.assign(level, { isQuery: true, inFromList: false, expectsTable: false });
    } else if ((word === "FROM" && level.isQuery) || word === "JOIN") {
        Object.assign(level, { inFromList: true, expectsTable: true });
    } else if (AFTER_FROM_LIST.includes(word)) {
        level.inFromList = false;
    }
}

function referenceAt(tokens: readonly Token[], first: number): TableReference {
    const name = [bareName(tokens[first]!)];
    let last = first;
    while (tokens[last + 1]?.text === "." && tokens[last + 2] !== undefined) {
        last += 2;
        name.push(bareName(tokens[last]!));
    }
    const next = tokens[last + 1];
    const aliased = next !== undefined && (next.value === "AS" || isName(next));
    return { first, last, name, aliased };
}

function namesOfWith(tokens: readonly Token[]): Set<string> {
    const names = tokens.flatMap((token, index) =>
        tokens[index + 1]?.value === "AS" && tokens[index + 2]?.text === "("
            ? [bareName(token).toLowerCase()]
            : [],
    );
    return new Set(tokens[0]?.value === "WITH" ? names : []);
}

function newLevel(): Level {
    return { isQuery: false, inFromList: false, expectsTable: false };
}
