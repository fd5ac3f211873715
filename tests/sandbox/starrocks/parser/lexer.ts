export type TokenKind = "word" | "digitWord" | "quotedName" | "string" | "number" | "symbol" | "end";

export interface Token {
    kind: TokenKind;
    /** As written. */
    text: string;
    /** What it means: unescaped text of a string, bare name of a quoted name, upper case of a word. */
    value: string;
    start: number;
    end: number;
}

const SPACE_OR_COMMENT = /(?:\s+|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const SHAPES: readonly [TokenKind, RegExp][] = [
    ["string", /'(?:\\[\s\S]|''|[^'\\])*'|"(?:\\[\s\S]|""|[^"\\])*"/y],
    ["quotedName", /`(?:[^`]|``)*`/y],
    ["number", /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?![A-Za-z0-9_])/y],
    ["digitWord", /\d+[A-Za-z0-9_]+/y],
    ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
    ["symbol", /<=>|<>|!=|<=|>=|\|\||&&|:=|@@|[\s\S]/y],
];

export function tokenize(text: string): Token[] {
    const tokens: Token[] = [];
    let position = 0;
    while (true) {
        position += matchAt(SPACE_OR_COMMENT, text, position)?.length ?? 0;
        if (position >= text.length) {
            tokens.push({ kind: "end", text: "<EOF>", value: "<EOF>", start: position, end: position });
            return tokens;
        }
        for (const [kind, shape] of SHAPES) {
            const found = matchAt(shape, text, position);
            if (found !== undefined) {
                const end = position + found.length;
                tokens.push({ kind, text: found, value: meaning(kind, found), start: position, end });
                position = end;
                break;
            }
        }
    }
}

export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
    const before = text.slice(0, offset);
    const lastBreak = before.lastIndexOf("\n");
    return { line: before.split("\n").length, column: offset - lastBreak - 1 };
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0];
}

function meaning(kind: TokenKind, text: string): string {
    switch (kind) {
        case "word":
            return text.toUpperCase();
        case "quotedName":
            // Every backtick goes, also a doubled one: `a``b` names "ab".
            return text.replaceAll("`", "");
        case "string":
            return unescapeString(text);
        default:
            return text;
    }
}

const BACKSLASH_ESCAPES: Readonly<Record<string, string>> = {
    "0": "\0",
    b: "\b",
    n: "\n",
    r: "\r",
    t: "\t",
    Z: "\x1a",
    _: "\\_",
    "%": "\\%",
};

/** Doubled quotes collapse before backslashes are looked at (AstBuilder.visitString). */
function unescapeString(text: string): string {
    const quote = text[0]!;
    return text
        .slice(1, -1)
        .replaceAll(quote + quote, quote)
        .replace(/\\([\s\S])/g, (_, escaped: string) => BACKSLASH_ESCAPES[escaped] ?? escaped);
}
