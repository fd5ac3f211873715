/**
 * Snapshot ids and sequence numbers are 64-bit; JSON.parse would round them. Long integers pass through as strings
 * with a mark, and lose it on the way out.
 */
const longInteger = /([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g;
const marked = /"\\u0000long:(-?\d+)"/g;

/** Splits JSON text into string literals and the rest, so that digits inside a string stay as they are. */
function outsideStrings(text: string, change: (part: string) => string): string {
    let result = "";
    let last = 0;
    for (const literal of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
        result += change(text.slice(last, literal.index)) + literal[0];
        last = literal.index + literal[0].length;
    }
    return result + change(text.slice(last));
}

export function parseJson(text: string): unknown {
    return JSON.parse(outsideStrings(text, (part) => part.replace(longInteger, '$1"\\u0000long:$2"')));
}

export function writeJson(value: unknown): string {
    return JSON.stringify(value).replace(marked, "$1");
}
