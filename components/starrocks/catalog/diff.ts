import { isUnknown } from "../../common/unknown";
import { isSameType } from "./compare";
import type { CatalogInputs } from "./inputs";

export interface CatalogDiff {
    readonly replaces: string[];
}

/**
 * Which changes can't be made in place. StarRocks can't rename a catalog, change its comment or type, or take
 * a property away. The old one isn't deleted first: under the same name, what replaces it takes it over and makes it
 * anew, and the old resource then drops nothing, since the catalog bears another mark.
 *
 * Whether anything changed at all is left to the engine, which then shows the change per property.
 */
export function diffCatalog(old: CatalogInputs, wanted: CatalogInputs): CatalogDiff {
    const replaces = [
        ...(old.catalogName !== wanted.catalogName ? ["catalogName"] : []),
        ...(old.comment !== wanted.comment ? ["comment"] : []),
        ...(losesProperty(old.properties, wanted.properties) ? ["properties"] : []),
    ];
    return { replaces };
}

function losesProperty(
    old: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
): boolean {
    return (
        !isUnknown(wanted) &&
        (Object.keys(old).some((key) => !(key in wanted)) || !isSameType(old.type, wanted.type))
    );
}
