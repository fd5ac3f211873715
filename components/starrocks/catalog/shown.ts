import type { Session } from "../connection/session";
import { isCatalogMissing } from "../errors";
import { parseShowCreateCatalog, type ShownCatalog } from "../showCreate";
import { showCreateCatalog } from "../statements";
import { OWNER_PROPERTY } from "./ownerMark";

/** The catalog as StarRocks shows it; nothing if there is none. Never calls the REST endpoint. */
export async function show(session: Session, name: string): Promise<ShownCatalog | undefined> {
    try {
        const [row] = await session.queryAgain(showCreateCatalog(name));
        return withMarkApart(parseShowCreateCatalog(row?.["Create Catalog"] ?? ""));
    } catch (error) {
        if (isCatalogMissing(error)) {
            return undefined;
        }
        throw error;
    }
}

function withMarkApart({ properties, ...shown }: ShownCatalog): ShownCatalog {
    const { [OWNER_PROPERTY]: mark, ...others } = properties;
    return { ...shown, properties: others, ...(mark !== undefined && { mark }) };
}

/** What the server shows, the mark with it. */
export function allProperties({ properties, mark }: ShownCatalog): Readonly<Record<string, string>> {
    return mark === undefined ? properties : { ...properties, [OWNER_PROPERTY]: mark };
}
