import { isUnknown } from "../../dynamic/unknown";
import type { CatalogInputs } from "./inputs";

export interface CatalogDiff {
    readonly replaces: string[];
    readonly deleteBeforeReplace: boolean;
}

/**
 * Which changes can't be made in place. StarRocks can't rename a catalog, change its comment or type, or take
 * a property away.
 *
 * Whether anything changed at all is left to the engine, which then shows the change per property.
 */
export function diffCatalog(old: CatalogInputs, wanted: CatalogInputs): CatalogDiff {
    const renamed = old.catalogName !== wanted.catalogName;
    const replaces = [
        ...(renamed ? ["catalogName"] : []),
        ...(old.comment !== wanted.comment ? ["comment"] : []),
        ...(losesProperty(old.properties, wanted.properties) ? ["properties"] : []),
    ];
    // Two catalogs can't share a name; under a new name the successor is there before the old one goes.
    return { replaces, deleteBeforeReplace: replaces.length > 0 && !renamed };
}

function losesProperty(
    old: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
): boolean {
    return (
        !isUnknown(wanted) && (Object.keys(old).some((key) => !(key in wanted)) || old.type !== wanted.type)
    );
}
