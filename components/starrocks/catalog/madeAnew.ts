import type { CatalogInputs } from "./inputs";

/** What catalogs and the grants on them know in common of where they are. */
type Place = Pick<CatalogInputs, "frontends" | "catalogName">;

/** Catalogs that aren't the ones of the state any more. Grants go with a catalog, so those of the program are gone too. */
const madeAnew = new Set<string>();

const keyOf = ({ frontends, catalogName }: Place) => JSON.stringify([frontends, catalogName]);

/** Notes that a catalog was made anew: by this operation, or by one that was killed before it could give grants again. */
export function noteMadeAnew(catalog: Place): void {
    madeAnew.add(keyOf(catalog));
}

/** Whether it has to be looked what is left of the grants on a catalog. */
export function wasMadeAnew(catalog: Place): boolean {
    return madeAnew.has(keyOf(catalog));
}
