/** An external catalog as a frontend shows it. */
export interface ShownCatalog {
    readonly comment?: string;
    /** Values as shown: credentials are masked. */
    readonly properties: Readonly<Record<string, string>>;
    /** The mark of its owner, if it bears one; it is not among the properties. */
    readonly mark?: string;
}

// A comment may hold anything, also what looks like the list of properties.
const HEAD = /^CREATE EXTERNAL CATALOG [^\n]*\n(?:comment "((?:\\.|[^"\\])*)"\n)?PROPERTIES \(/is;
const PROPERTY = /"([^"]+)"\s*=\s*"((?:\\"|[^"])*)"(?=,\n|\n?\)\s*$)/gs;

/**
 * Reads the `Create Catalog` column of `SHOW CREATE CATALOG`.
 *
 * StarRocks escapes only quotes in values there, so a value with a backslash can't be told apart from an
 * escaped quote; `check` refuses such values.
 */
export function parseShowCreateCatalog(text: string): ShownCatalog {
    const head = HEAD.exec(text);
    if (head === null) {
        throw new Error("SHOW CREATE CATALOG answered without PROPERTIES");
    }
    const comment = head[1];
    const properties = Object.fromEntries(
        [...text.slice(head[0].length).matchAll(PROPERTY)].map(([, key, value]) => [
            key!,
            value!.replaceAll('\\"', '"'),
        ]),
    );
    return comment === undefined ? { properties } : { comment: comment.replace(/\\(.)/gs, "$1"), properties };
}
