import { progress } from "../../progress";
import { now, retry } from "../../retry";
import type { Session } from "../connection/session";
import { isCatalogExists, isCatalogMissing, isOutcomeUnknown, isTimeOut, messageOf } from "../errors";
import { restTarget, signs } from "../preflight/target";
import { createCatalog, dropCatalog } from "../statements";
import { explainRefusal, hidesCause } from "./explain";
import type { CatalogInputs } from "./inputs";
import { checkEndpoint, probe } from "./proof";
import { refuseDifferent, show } from "./shown";

/** Whether a catalog that is there now was made by this operation, or by another one at the same time. */
type Maker = "this" | "another";

const CREATE = "CREATE EXTERNAL CATALOG";

/** A refusal that took longer has blocked the cluster's external catalogs for as long (4.x). */
const HARMLESS_MS = 500;

/** Makes a catalog that isn't there, and leaves nothing behind if it doesn't work. */
export async function createNew(session: Session, wanted: CatalogInputs): Promise<void> {
    await checkEndpoint(wanted);
    progress(`creating catalog ${wanted.catalogName} on ${session.frontend}`);
    const maker = await createPatiently(session, wanted);
    try {
        await probe(session, wanted);
    } catch (error) {
        // On 3.5 CREATE proves nothing: what was just made and doesn't work must not stay.
        throw maker === "this" ? await takeAway(session, wanted, error) : error;
    }
}

/**
 * Where requests are signed with a key that isn't here, the endpoint couldn't be tried from here, and CREATE itself
 * shows whether an identity and its policy have spread. No other credentials spread: those of OAuth2 are right or not.
 */
async function createPatiently(session: Session, wanted: CatalogInputs): Promise<Maker> {
    const mayStillSpread = signs(wanted.properties) && restTarget(wanted.properties) === undefined;
    let began = now();
    try {
        return await retry({
            act: () => {
                began = now();
                return createOnce(session, wanted);
            },
            mayHeal: (error) => mayStillSpread && hidesCause(error) && now() - began < HARMLESS_MS,
            waitingFor: () => `StarRocks to create catalog ${wanted.catalogName}`,
            seen: messageOf,
            deadlineSeconds: wanted.propagationTimeoutSeconds,
        });
    } catch (error) {
        throw await explainRefusal("could not be created", session, wanted, error);
    }
}

async function createOnce(session: Session, wanted: CatalogInputs): Promise<Maker> {
    try {
        await session.query(createCatalog(wanted.catalogName, wanted.comment, wanted.properties));
        return "this";
    } catch (error) {
        if (isOutcomeUnknown(error)) {
            return takeOverOwn(session, wanted, error);
        }
        if (isCatalogExists(error) && (await isThere(session, wanted))) {
            return "another";
        }
        throw error;
    }
}

/**
 * After a lost connection: looks on a new one whether the statement went through all the same. A frontend of 4.x
 * makes the look wait until a CREATE that still runs has ended.
 */
async function takeOverOwn(session: Session, wanted: CatalogInputs, failure: unknown): Promise<Maker> {
    const { catalogName } = wanted;
    progress(`no answer to ${CREATE} of ${catalogName} (${messageOf(failure)}); looking whether it is there`);
    try {
        await session.reconnect();
    } catch (error) {
        throw new Error(
            `${messageOf(error)}\nWhether ${CREATE} of ${catalogName} went through is not known; the next pulumi up takes ` +
                "over what it finds, if it is as declared.",
        );
    }
    if (await isThere(session, wanted)) {
        return "this";
    }
    if (isTimeOut(failure)) {
        throw failure;
    }
    try {
        await session.query(createCatalog(catalogName, wanted.comment, wanted.properties));
    } catch (error) {
        // The first statement may have come to its end in between.
        if (!isCatalogExists(error) || !(await isThere(session, wanted))) {
            throw error;
        }
    }
    return "this";
}

/** True if the catalog is there as wanted; throws if it differs. */
async function isThere(session: Session, wanted: CatalogInputs): Promise<boolean> {
    const shown = await show(session, wanted.catalogName);
    if (shown !== undefined) {
        refuseDifferent(wanted, shown);
    }
    return shown !== undefined;
}

async function takeAway(session: Session, { catalogName }: CatalogInputs, failure: unknown): Promise<Error> {
    try {
        await drop(session, catalogName);
        return failure as Error;
    } catch (error) {
        return new Error(
            `${messageOf(failure)}\nCatalog ${catalogName} was made and could not be dropped again: ${messageOf(error)}`,
        );
    }
}

/** Drops a catalog; one that is gone already is fine. */
export async function drop(session: Session, name: string): Promise<void> {
    try {
        await session.queryAgain(dropCatalog(name));
    } catch (error) {
        if (!isCatalogMissing(error)) {
            throw error;
        }
    }
}
