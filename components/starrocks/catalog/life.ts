import { progress } from "../../progress";
import { type Session, withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { isCatalogExists, isCatalogMissing, isOutcomeUnknown } from "../errors";
import { isMask } from "../masking";
import { parseShowCreateCatalog, type ShownCatalog } from "../showCreate";
import { alterCatalog, createCatalog, dropCatalog, showCreateCatalog } from "../statements";
import { readVersion, versionProblem } from "../version";
import { differences, propertiesFromServer, propertiesToSet, surplusProperties } from "./compare";
import { explainRefusal } from "./explain";
import type { CatalogInputs, CatalogState } from "./inputs";
import { checkEndpoint, probe, works } from "./proof";

/** The life of an external catalog as plain functions: what a provider does between its inputs and the server. */

/** A CREATE or ALTER ends when its REST calls do; nothing stops it earlier on the server. */
const DDL_TIMEOUT_SECONDS = 300;

/** Makes the catalog; takes over one that is already as wanted, such as an interrupted run leaves. */
export function create(connection: ConnectionSettings, wanted: CatalogInputs): Promise<CatalogState> {
    return withSession(connection, async (session) => {
        const starRocksVersion = await supportedVersion(session);
        const shown = await show(session, wanted.catalogName);
        if (shown === undefined) {
            await createNew(session, wanted);
        } else {
            await takeOver(session, wanted, shown);
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
            properties: propertiesFromServer(state.properties, shown.properties),
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
            return { ...wanted, starRocksVersion };
        }
        const changes = {
            ...propertiesToSet(wanted.properties, shown.properties),
            // Two credentials may look alike behind their masks.
            ...propertiesToSet(wanted.properties, old.properties),
        };
        await alter(session, wanted, changes, old.properties);
        return { ...wanted, starRocksVersion };
    });
}

/** Drops the catalog. One that is gone already is fine. Tables and data stay where they are. */
export function remove(connection: ConnectionSettings, state: CatalogInputs): Promise<void> {
    return withSession(connection, async (session) => {
        try {
            await session.query(dropCatalog(state.catalogName), { timeoutSeconds: DDL_TIMEOUT_SECONDS });
        } catch (error) {
            if (!isCatalogMissing(error)) {
                throw await explainRefusal("DROP CATALOG", session, state, error);
            }
        }
    });
}

async function supportedVersion(session: Session): Promise<string> {
    const version = await readVersion(session);
    const problem = versionProblem(version);
    if (problem !== undefined) {
        throw new Error(problem);
    }
    return version;
}

async function show(session: Session, name: string): Promise<ShownCatalog | undefined> {
    try {
        const [row] = await session.query(showCreateCatalog(name), { timeoutSeconds: DDL_TIMEOUT_SECONDS });
        return parseShowCreateCatalog(row?.["Create Catalog"] ?? "");
    } catch (error) {
        if (isCatalogMissing(error)) {
            return undefined;
        }
        throw error;
    }
}

async function createNew(session: Session, wanted: CatalogInputs): Promise<void> {
    const { catalogName, comment, properties } = wanted;
    await checkEndpoint(wanted);
    progress(`creating catalog ${catalogName} on ${session.frontend}`);
    try {
        await session.query(createCatalog(catalogName, comment, properties), {
            timeoutSeconds: DDL_TIMEOUT_SECONDS,
        });
    } catch (error) {
        if (!isCatalogExists(error) && !isOutcomeUnknown(error)) {
            throw await explainRefusal("CREATE EXTERNAL CATALOG", session, wanted, error);
        }
        await takeOverOwn(session, wanted, error);
    }
    try {
        await probe(session, wanted);
    } catch (error) {
        // On 3.5 CREATE proves nothing: what was just made and doesn't work must not stay.
        await session.query(dropCatalog(catalogName), { timeoutSeconds: DDL_TIMEOUT_SECONDS });
        throw error;
    }
}

/**
 * After a lost connection or a race: looks, on a new connection, whether the catalog is there as wanted. A 4.x
 * frontend makes the look wait until a CREATE that still runs has ended.
 */
async function takeOverOwn(session: Session, wanted: CatalogInputs, failure: unknown): Promise<void> {
    await session.reconnect();
    const shown = await show(session, wanted.catalogName);
    if (shown === undefined) {
        throw await explainRefusal("CREATE EXTERNAL CATALOG", session, wanted, failure);
    }
    refuseDifferent(wanted, shown);
}

async function takeOver(session: Session, wanted: CatalogInputs, shown: ShownCatalog): Promise<void> {
    if (!wanted.adopt) {
        refuseDifferent(wanted, shown);
        await probe(session, wanted);
        return;
    }
    const fixed = surplusProperties(wanted.properties, shown.properties);
    if (fixed.length > 0 || shown.comment !== wanted.comment) {
        throw new Error(
            `catalog ${wanted.catalogName} can't be adopted: StarRocks can't take away a property or change a ` +
                `comment.\n${differences(wanted, shown).join("\n")}\nDeclare what is there, or drop the catalog.`,
        );
    }
    await alter(session, wanted, propertiesToSet(wanted.properties, shown.properties), shown.properties);
}

function refuseDifferent(wanted: CatalogInputs, shown: ShownCatalog): void {
    const lines = differences(wanted, shown);
    if (lines.length > 0) {
        throw new Error(
            `catalog ${wanted.catalogName} exists already and differs:\n${lines.map((line) => `  ${line}`).join("\n")}\n` +
                "Choose another name, drop it, or set adopt: true to alter it into shape.",
        );
    }
}

/** Sets properties, and puts the old values back if the catalog worked before and doesn't afterwards. */
async function alter(
    session: Session,
    wanted: CatalogInputs,
    changes: Readonly<Record<string, string>>,
    old: Readonly<Record<string, string>>,
): Promise<void> {
    if (Object.keys(changes).length === 0) {
        await probe(session, wanted);
        return;
    }
    await checkEndpoint(wanted);
    const workedBefore = await works(session, wanted);
    progress(`changing ${Object.keys(changes).join(", ")} of catalog ${wanted.catalogName}`);
    try {
        await setProperties(session, wanted.catalogName, changes);
    } catch (error) {
        throw await explainRefusal("ALTER CATALOG", session, wanted, error);
    }
    await confirmChanges(session, wanted, changes);
    try {
        await probe(session, wanted);
    } catch (error) {
        if (workedBefore) {
            await putBack(session, wanted.catalogName, changes, old, error);
        }
        throw error;
    }
}

async function setProperties(
    session: Session,
    name: string,
    properties: Readonly<Record<string, string>>,
): Promise<void> {
    await session.query(alterCatalog(name, properties), { timeoutSeconds: DDL_TIMEOUT_SECONDS });
}

/** StarRocks answers OK to an ALTER of a catalog that doesn't exist, so what was set is read back. */
async function confirmChanges(
    session: Session,
    { catalogName }: CatalogInputs,
    changes: Readonly<Record<string, string>>,
): Promise<void> {
    const shown = await show(session, catalogName);
    if (shown === undefined) {
        throw new Error(`catalog ${catalogName} was dropped by someone else while it was being changed`);
    }
    const missing = Object.keys(propertiesToSet(changes, shown.properties));
    if (missing.length > 0) {
        throw new Error(`catalog ${catalogName} doesn't show the new value of ${missing.join(", ")}`);
    }
}

async function putBack(
    session: Session,
    name: string,
    changes: Readonly<Record<string, string>>,
    old: Readonly<Record<string, string>>,
    failure: unknown,
): Promise<never> {
    // A mask that was read as drift is no value, and what had none can't be taken away again.
    const restorable = Object.fromEntries(
        Object.entries(old).filter(([key, value]) => key in changes && !isMask(key, value)),
    );
    const message = failure instanceof Error ? failure.message : String(failure);
    if (Object.keys(restorable).length === 0) {
        throw new Error(
            `${message}\nThe old values of catalog ${name} are not known and could not be put back.`,
        );
    }
    await setProperties(session, name, restorable);
    throw new Error(
        `${message}\nThe old values of ${Object.keys(restorable).join(", ")} were put back, so catalog ${name} ` +
            "works as before.",
    );
}
