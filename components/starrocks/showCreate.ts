/** An external catalog as a frontend shows it. */
export interface ShownCatalog {
    readonly comment?: string;
    /** Values as shown: credentials are masked. */
    readonly properties: Readonly<Record<string, string>>;
}

const COMMENT = /^comment "((?:\\.|[^"\\])*)"$/ims;
const PROPERTY = /"([^"]+)"\s*=\s*"((?:\\"|[^"])*)"(?=,\n|\n?\)\s*$)/gs;

/**
 * Reads the `Create Catalog` column of `SHOW CREATE CATALOG`.
 *
 * StarRocks escapes only quotes in values there, so a value with a backslash can't be told apart from an
 * escaped quote; `check` refuses such values.
 */
export function parseShowCreateCatalog(text: string): ShownCatalog {
    const start = text.indexOf("PROPERTIES (");
    if (start < 0) {
        throw new Error("SHOW CREATE CATALOG answered without PROPERTIES");
    }
    const comment = COMMENT.exec(text.slice(0, start))?.[1];
    const properties = Object.fromEntries(
        [...text.slice(start + "PROPERTIES (".length).matchAll(PROPERTY)].map(([, key, value]) => [
            key!,
            value!.replaceAll('\\"', '"'),
        ]),
    );
    return comment === undefined ? { properties } : { comment: comment.replace(/\\(.)/gs, "$1"), properties };
}
