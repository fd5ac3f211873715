import { copiedMapOrder } from "../javaHashMap";
import { maskedValue } from "./masking";

export interface CatalogDefinition {
    name: string;
    comment: string | undefined;
    properties: ReadonlyMap<string, string>;
}

/** The text of SHOW CREATE CATALOG. Keys are never escaped; of a value only the double quotes are. */
export function showCreateCatalog({ name, comment, properties }: CatalogDefinition): string {
    const lines = copiedMapOrder([...properties.keys()]).flatMap((key) => {
        const value = maskedValue(key, properties.get(key)!);
        return value === undefined ? [] : [`"${key}"  =  "${value.replaceAll('"', '\\"')}"`];
    });
    return `CREATE EXTERNAL CATALOG \`${name}\`\n${commentLine(comment)}PROPERTIES (${lines.join(",\n")}\n)`;
}

function commentLine(comment: string | undefined): string {
    if (comment === undefined) {
        return "";
    }
    return `comment "${comment.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"\n`;
}
