/** An external catalog as a frontend shows it. */
export interface ShownCatalog {
    readonly comment?: string;
    /** Values as shown: credentials are masked. */
    readonly properties: Readonly<Record<string, string>>;
    /** The mark of its owner, if it bears one; it is not among the properties. */
    readonly mark?: string;
}

/** A part of the text, and where what follows begins. */
interface Part {
    readonly text: string;
    readonly end: number;
}

const HEAD = /CREATE EXTERNAL CATALOG [^\n]*\n/iy;
const COMMENT = /comment "/iy;
const PROPERTIES = /PROPERTIES \(/iy;
/** What stands between a key and its value. */
const BETWEEN = /"\s*=\s*"/y;

/**
 * Reads the `Create Catalog` column of `SHOW CREATE CATALOG`, whoever wrote it, in linear time.
 *
 * StarRocks escapes only quotes in values there, so a value with a backslash can't be told apart from an
 * escaped quote; `check` refuses such values. In keys it escapes nothing.
 */
export function parseShowCreateCatalog(text: string): ShownCatalog {
    const afterHead = after(HEAD, text, 0);
    // A comment may hold anything, also what looks like the list of properties.
    const comment = afterHead === undefined ? undefined : readComment(text, afterHead);
    const start = after(PROPERTIES, text, comment?.end ?? afterHead ?? 0);
    if (afterHead === undefined || start === undefined) {
        throw new Error("SHOW CREATE CATALOG answered without PROPERTIES");
    }
    const properties = readProperties(text, start);
    return comment === undefined
        ? { properties }
        : { comment: comment.text.replace(/\\(.)/gs, "$1"), properties };
}

/** Where the text goes on after a pattern that stands at this place. */
function after(pattern: RegExp, text: string, at: number): number | undefined {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
}

function readComment(text: string, at: number): Part | undefined {
    const start = after(COMMENT, text, at);
    if (start === undefined) {
        return undefined;
    }
    for (let end = start; end < text.length; end += text[end] === "\\" ? 2 : 1) {
        if (text[end] === '"') {
            return { text: text.slice(start, end), end: end + '"\n'.length };
        }
    }
    return undefined;
}

function readProperties(text: string, start: number): Readonly<Record<string, string>> {
    const entries: (readonly [string, string])[] = [];
    const last = text.lastIndexOf(")");
    if (last < start) {
        throw new Error("SHOW CREATE CATALOG answered without the end of PROPERTIES");
    }
    for (let at = start; at < last; at += ",\n".length) {
        const key = text[at] === '"' ? readKey(text, at + 1) : undefined;
        const value = key && readValue(text, key.end, last);
        if (value === undefined) {
            throw new Error("SHOW CREATE CATALOG answered with properties that can't be read");
        }
        entries.push([key!.text, value.text.replaceAll('\\"', '"')]);
        at = value.end;
    }
    return Object.fromEntries(entries);
}

function readKey(text: string, start: number): Part | undefined {
    for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
        const end = after(BETWEEN, text, quote);
        if (end !== undefined) {
            return { text: text.slice(start, quote), end };
        }
    }
    return undefined;
}

/** A value ends at a quote after which the next key begins: within a value that key's quote would be escaped. */
function readValue(text: string, start: number, last: number): Part | undefined {
    for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
        const end = quote + 1;
        const isLast = end === last || (end + 1 === last && text[end] === "\n");
        if (isLast || text.startsWith(',\n"', end)) {
            return { text: text.slice(start, quote), end };
        }
    }
    return undefined;
}
