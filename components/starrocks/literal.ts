/** What would end a text in StarRocks' SQL, or be changed on its way. */
const ESCAPED: Readonly<Record<string, string>> = {
    "\0": "\\0",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
    "\x1a": "\\Z",
    '"': '\\"',
    "'": "\\'",
    "\\": "\\\\",
};

/** A text as a literal. The driver's own function would load the driver for it, which a preview never needs. */
export function literal(text: string): string {
    return `'${Array.from(text, (character) => ESCAPED[character] ?? character).join("")}'`;
}
