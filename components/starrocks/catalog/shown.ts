import type { Session } from "../connection/session";
import { isCatalogMissing } from "../errors";
import { parseShowCreateCatalog, type ShownCatalog } from "../showCreate";
import { showCreateCatalog } from "../statements";
import { differences } from "./compare";
import type { CatalogInputs } from "./inputs";

/** The catalog as StarRocks shows it; nothing if there is none. Never calls the REST endpoint. */
export async function show(session: Session, name: string): Promise<ShownCatalog | undefined> {
    try {
        const [row] = await session.queryAgain(showCreateCatalog(name));
        return parseShowCreateCatalog(row?.["Create Catalog"] ?? "");
    } catch (error) {
        if (isCatalogMissing(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Throws if the catalog that is there isn't the wanted one. */
export function refuseDifferent(wanted: CatalogInputs, shown: ShownCatalog): void {
    const lines = differences(wanted, shown);
    if (lines.length > 0) {
        throw new Error(
            `catalog ${wanted.catalogName} exists already and differs:\n${lines.map((line) => `  ${line}`).join("\n")}\n` +
                "Choose another name, drop it, or set adopt: true to alter it into shape.",
        );
    }
}
