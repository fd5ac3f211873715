import { type SqlError, syntaxError } from "../errors";
import { lineAndColumn, type Token, tokenize } from "./lexer";
import { bareName, isName } from "./reservedWords";

const LEGAL_IDENTIFIER = "a legal identifier";
export const QUOTED_TEXT = ["SINGLE_QUOTED_TEXT", "DOUBLE_QUOTED_TEXT"];
const END = ["<EOF>", "';'"];

/** Walks over the tokens of one query text and words StarRocks' syntax errors. */
export class Cursor {
    private readonly tokens: Token[];
    private position = 0;
    private statementStart = 0;

    constructor(readonly text: string) {
        this.tokens = tokenize(text);
    }

    get token(): Token {
        return this.tokens[this.position]!;
    }

    get atEnd(): boolean {
        return this.token.kind === "end";
    }

    beginStatement(): void {
        this.statementStart = this.position;
    }

    ahead(distance: number): Token {
        return this.tokens[Math.min(this.position + distance, this.tokens.length - 1)]!;
    }

    next(): Token {
        const token = this.token;
        this.position = Math.min(this.position + 1, this.tokens.length - 1);
        return token;
    }

    isKeyword(...words: string[]): boolean {
        return words.every((word, index) => {
            const token = this.ahead(index);
            return token.kind === "word" && token.value === word;
        });
    }

    takeKeyword(...words: string[]): boolean {
        const found = this.isKeyword(...words);
        for (const _ of found ? words : []) {
            this.next();
        }
        return found;
    }

    expectKeyword(word: string, alternatives: string[] = []): void {
        if (!this.takeKeyword(word)) {
            throw this.unexpected([...alternatives, word].map(quoted));
        }
    }

    isSymbol(symbol: string): boolean {
        return this.token.kind === "symbol" && this.token.text === symbol;
    }

    takeSymbol(symbol: string): boolean {
        const found = this.isSymbol(symbol);
        if (found) {
            this.next();
        }
        return found;
    }

    expectSymbol(symbol: string, alternatives: string[] = []): void {
        if (!this.takeSymbol(symbol)) {
            throw this.unexpected([...alternatives, symbol].map(quoted));
        }
    }

    identifier(): string {
        if (!isName(this.token)) {
            throw this.unexpected([LEGAL_IDENTIFIER]);
        }
        return bareName(this.next());
    }

    identifierOrString(): string {
        return this.token.kind === "string" ? this.next().value : this.identifier();
    }

    string(): string {
        if (this.token.kind !== "string") {
            throw this.unexpected(QUOTED_TEXT);
        }
        return this.next().value;
    }

    optionalString(keyword: string): string | undefined {
        return this.takeKeyword(keyword) ? this.string() : undefined;
    }

    /** A dotted name of at most so many parts; a further dot is left for the caller to refuse. */
    qualifiedName(largest = 3): string[] {
        const parts = [this.identifier()];
        while (parts.length < largest && this.takeSymbol(".")) {
            parts.push(this.identifier());
        }
        return parts;
    }

    list<Item>(item: () => Item): Item[] {
        const items = [item()];
        while (this.takeSymbol(",")) {
            items.push(item());
        }
        return items;
    }

    ifNotExists(): boolean {
        return this.takeKeyword("IF", "NOT", "EXISTS");
    }

    ifExists(): boolean {
        return this.takeKeyword("IF", "EXISTS");
    }

    /** All tokens up to the end of the statement. */
    restOfStatement(): Token[] {
        const rest: Token[] = [];
        while (!this.atEnd && !this.isSymbol(";")) {
            rest.push(this.next());
        }
        return rest;
    }

    endStatement(): void {
        if (!this.atEnd && !this.takeSymbol(";")) {
            throw this.unexpected(END);
        }
    }

    unexpected(expected: string[]): SqlError {
        const { text } = this.token;
        return this.error(`Unexpected input '${text}', the most similar input is {${expected.join(", ")}}`);
    }

    noViableStatement(): SqlError {
        const start = this.tokens[this.statementStart]!.start;
        return this.error(`No viable statement for input '${this.text.slice(start, this.token.end)}'`);
    }

    private error(detail: string): SqlError {
        const { line, column } = lineAndColumn(this.text, this.token.start);
        return syntaxError(line, column, detail);
    }
}

function quoted(word: string): string {
    return `'${word}'`;
}
