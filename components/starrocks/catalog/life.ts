import { type Session, withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { isMaskedKey } from "../masking";
import type { ShownCatalog } from "../showCreate";
import { readVersion, versionProblem } from "../version";
import { change } from "./change";
import { differences, propertiesFromServer, propertiesToSet, surplusProperties } from "./compare";
import { createNew, drop } from "./create";
import { explainRefusal } from "./explain";
import type { CatalogInputs, CatalogState } from "./inputs";
import { probe } from "./proof";
import { refuseDifferent, show } from "./shown";

/** The life of an external catalog as plain functions: what a provider does between its inputs and the server. */

/** Makes the catalog; takes over one that is already as wanted, such as an interrupted run leaves. */
export function create(connection: ConnectionSettings, wanted: CatalogInputs): Promise<CatalogState> {
    return withSession(connection, async (session) => {
        const starRocksVersion = await supportedVersion(session);
        const shown = await show(session, wanted.catalogName);
        if (shown === undefined) {
            await createNew(session, wanted);
        } else if (wanted.adopt) {
            await adopt(session, wanted, shown);
        } else {
            refuseDifferent(wanted, shown);
            await probe(session, wanted);
        }
        return { ...wanted, starRocksVersion };
    });
}

/** What the server has; nothing if the catalog is gone. Never calls the REST endpoint. */
export function read(connection: ConnectionSettings, state: CatalogState): Promise<CatalogState | undefined> {
    return withSession(connection, async (session) => {
        const shown = await show(session, state.catalogName);
        if (shown === undefined) {
            return undefined;
        }
        const { comment: _, ...rest } = state;
        return {
            ...rest,
            ...(shown.comment !== undefined && { comment: shown.comment }),
            properties: propertiesFromServer(state.properties, shown.properties, state.secretProperties),
            starRocksVersion: await readVersion(session),
        };
    });
}

/** Changes properties in place, and proves that StarRocks still sees the namespaces. */
export function update(
    connection: ConnectionSettings,
    old: CatalogState,
    wanted: CatalogInputs,
): Promise<CatalogState> {
    return withSession(connection, async (session) => {
        const starRocksVersion = await supportedVersion(session);
        const shown = await show(session, wanted.catalogName);
        if (shown === undefined) {
            await createNew(session, wanted);
        } else {
            const changes = {
                ...propertiesToSet(wanted.properties, shown.properties),
                // Two credentials may look alike behind their masks.
                ...propertiesToSet(wanted.properties, old.properties),
            };
            const known = propertiesFromServer(old.properties, shown.properties, wanted.secretProperties);
            await change(session, wanted, changes, known);
        }
        return { ...wanted, starRocksVersion };
    });
}

/** Drops the catalog. One that is gone already is fine. Tables and data stay where they are. */
export function remove(connection: ConnectionSettings, state: CatalogInputs): Promise<void> {
    return withSession(connection, async (session) => {
        try {
            await drop(session, state.catalogName);
        } catch (error) {
            throw await explainRefusal("could not be dropped", session, state, error);
        }
    });
}

async function supportedVersion(session: Session): Promise<string> {
    const version = await readVersion(session);
    const problem = versionProblem(version);
    if (problem !== undefined) {
        throw new Error(`StarRocks frontend ${session.frontend} can't be used: ${problem}`);
    }
    return version;
}

/** Alters a catalog that somebody else has made into shape. */
async function adopt(session: Session, wanted: CatalogInputs, shown: ShownCatalog): Promise<void> {
    const surplus = surplusProperties(wanted.properties, shown.properties);
    if (surplus.length > 0 || shown.comment !== wanted.comment) {
        throw new Error(
            `catalog ${wanted.catalogName} can't be adopted: StarRocks can't take away a property or change a ` +
                `comment.\n${differences(wanted, shown)
                    .map((line) => `  ${line}`)
                    .join("\n")}\nDeclare what is there, or drop the catalog.`,
        );
    }
    const changes = propertiesToSet(wanted.properties, shown.properties);
    // Masks prove nothing, and StarRocks does nothing where the same value is set once more.
    const masked = Object.entries(wanted.properties).filter(([key]) => isMaskedKey(key));
    const before = propertiesFromServer(wanted.properties, shown.properties, wanted.secretProperties);
    await change(session, wanted, { ...changes, ...Object.fromEntries(masked) }, before);
}
