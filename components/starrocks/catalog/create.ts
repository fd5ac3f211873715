import { Interrupted, steadfast } from "../../common/interruption";
import { progress } from "../../common/progress";
import { now, retry } from "../../common/retry";
import type { Session } from "../connection/session";
import { isCatalogExists, isCatalogMissing, isOutcomeUnknown, messageOf } from "../errors";
import { restTarget } from "../preflight/target";
import { signs } from "../signing";
import { createCatalog, dropCatalog } from "../statements";
import { explainRefusal, hidesCause } from "./explain";
import type { MarkedCatalog } from "./inputs";
import { findOutcome, type Maker } from "./outcome";
import { OWNER_PROPERTY } from "./ownerMark";
import { checkEndpoint, probe } from "./proof";
import { show } from "./shown";

/** A refusal that took longer has blocked the cluster's external catalogs for as long (4.x). */
const HARMLESS_MS = 500;

/**
 * Makes a catalog that isn't there, and leaves nothing behind if it doesn't work.
 *
 * @returns `another` if somebody else has made a catalog of that name meanwhile; nothing is known of it then.
 */
export async function createNew(session: Session, wanted: MarkedCatalog): Promise<Maker> {
    await checkEndpoint(session, wanted);
    progress(`creating catalog ${wanted.catalogName} on ${session.frontend}`);
    const maker = await createPatiently(session, wanted);
    if (maker === "this") {
        try {
            await probe(session, wanted);
        } catch (error) {
            // Whether it works isn't known then, and the next operation takes it over.
            if (error instanceof Interrupted) {
                throw error;
            }
            // On 3.5 CREATE proves nothing: what was just made and doesn't work must not stay.
            throw await takeAway(session, wanted, error);
        }
    }
    return maker;
}

/**
 * Where requests are signed with a key that isn't here, the endpoint couldn't be tried from here, and CREATE itself
 * shows whether an identity and its policy have spread. No other credentials spread: those of OAuth2 are right or not.
 */
export async function createPatiently(session: Session, wanted: MarkedCatalog): Promise<Maker> {
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

async function createOnce(session: Session, wanted: MarkedCatalog): Promise<Maker> {
    try {
        await session.query(creation(wanted));
        return "this";
    } catch (error) {
        if (isOutcomeUnknown(error)) {
            return findOutcome(session, wanted, creation(wanted), error);
        }
        if (isCatalogExists(error) && (await show(session, wanted.catalogName)) !== undefined) {
            return "another";
        }
        throw error;
    }
}

function creation({ catalogName, comment, properties, mark }: MarkedCatalog): string {
    return createCatalog(catalogName, comment, {
        ...properties,
        ...(mark !== undefined && { [OWNER_PROPERTY]: mark }),
    });
}

async function takeAway(session: Session, { catalogName }: MarkedCatalog, failure: unknown): Promise<Error> {
    try {
        await steadfast(() => drop(session, catalogName));
        return failure as Error;
    } catch (error) {
        return new Error(
            `${messageOf(failure)}\nCatalog ${catalogName} was created and could not be dropped again: ${messageOf(error)}`,
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
