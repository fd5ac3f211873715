import { createHash } from "node:crypto";
import { Interrupted, refuseAfterInterruption, steadfast } from "../../common/interruption";
import { progress } from "../../common/progress";
import { lookAfterTimeOut } from "../connection/leader";
import type { Session } from "../connection/session";
import { isOutcomeUnknown, messageOf } from "../errors";
import { isMask } from "../masking";
import type { ShownCatalog } from "../showCreate";
import { propertiesFromServer } from "./compare";
import { createNew, createPatiently, drop } from "./create";
import { grantStatements, grantsOn, type HeldGrants, restoreGrants } from "./heldGrants";
import type { CatalogState, MarkedCatalog } from "./inputs";
import { parseMark } from "./ownerMark";
import { probe } from "./proof";
import { show } from "./shown";

/**
 * Drops a catalog of one's own and makes it again, which is the only way to change its comment or to take a property
 * away. It is made under another name first, so that values that don't work cost nothing; whatever was granted on it,
 * by whom ever, is granted again; and if it can't be made again, the old one is.
 *
 * @param previous the state that the resource had before, which knows the old credentials.
 */
export async function remake(
    session: Session,
    wanted: MarkedCatalog,
    shown: ShownCatalog,
    previous: CatalogState | undefined,
): Promise<void> {
    await tryOut(session, wanted);
    const { catalogName } = wanted;
    const held = await grantsOn(session, catalogName);
    refuseAfterInterruption();
    // What others were granted is known in this run only.
    await steadfast(() => dropAndMake(session, wanted, oldCatalog(wanted, shown, previous), held));
    await probe(session, wanted);
}

async function dropAndMake(
    session: Session,
    wanted: MarkedCatalog,
    old: MarkedCatalog,
    held: HeldGrants,
): Promise<void> {
    const { catalogName } = wanted;
    progress(`dropping and recreating catalog ${catalogName} on ${session.frontend}${grantsIfKilled(held)}`);
    await dropSurely(session, catalogName, held);
    try {
        await createPatiently(session, wanted);
    } catch (error) {
        throw await bringBack(session, old, held, error);
    }
    await restoreGrants(session, catalogName, held);
}

/** What was granted is known in this run only: a DROP that went through unanswered must not end it. */
async function dropSurely(session: Session, catalogName: string, held: HeldGrants): Promise<void> {
    try {
        await drop(session, catalogName);
    } catch (error) {
        if (!isOutcomeUnknown(error)) {
            throw error;
        }
        await session.reconnect();
        const isGone = async (each: Session) => (await show(each, catalogName)) === undefined;
        if (!(await lookAfterTimeOut(session, isGone))) {
            throw new Error(
                `${messageOf(error)}\nIt is not known whether DROP CATALOG of ${catalogName} still takes effect; if it does, the ` +
                    `next pulumi up recreates the catalog.${grantsToRestore(held)}`,
            );
        }
    }
}

/** Creates a catalog like the wanted one under a trial name, and drops it again. */
async function tryOut(session: Session, wanted: MarkedCatalog): Promise<void> {
    const trial = { ...wanted, catalogName: trialName(wanted) };
    try {
        await dropOwnTrial(session, trial);
        await createNew(session, trial);
        await steadfast(() => drop(session, trial.catalogName));
    } catch (error) {
        if (error instanceof Interrupted) {
            await steadfast(() => dropOwnTrial(session, trial));
            throw error;
        }
        throw new Error(
            `catalog ${wanted.catalogName} was not changed, because it wouldn't work as declared now (tried as ` +
                `${trial.catalogName}):\n${messageOf(error)}`,
        );
    }
}

/** An interrupted run may have left one. */
async function dropOwnTrial(session: Session, { catalogName, owner }: MarkedCatalog): Promise<void> {
    const left = await show(session, catalogName);
    if (left?.mark !== undefined && parseMark(left.mark).owner === owner) {
        await drop(session, catalogName);
    }
}

/** The same for each try of a resource, and short enough for StarRocks. */
function trialName({ owner = "", catalogName }: MarkedCatalog): string {
    const hash = createHash("sha256").update(`${owner} ${catalogName}`).digest("hex").slice(0, 16);
    return `pulumi_trial_${hash}`;
}

/** The catalog as it was, with its credentials as far as they are known. */
function oldCatalog(
    { properties, ...wanted }: MarkedCatalog,
    { comment, mark, ...shown }: ShownCatalog,
    previous: CatalogState | undefined,
): MarkedCatalog {
    const withKnown = propertiesFromServer(previous?.properties ?? {}, shown.properties);
    return {
        ...wanted,
        comment,
        mark,
        properties: propertiesFromServer(properties, withKnown),
        // It was there before, so there is nothing to wait for.
        propagationTimeoutSeconds: 0,
    };
}

async function bringBack(
    session: Session,
    old: MarkedCatalog,
    held: HeldGrants,
    failure: unknown,
): Promise<Error> {
    const { catalogName } = old;
    const unknown = Object.keys(old.properties).filter((key) => isMask(key, old.properties[key]!));
    const heading = `${messageOf(failure)}\nCatalog ${catalogName} had been dropped to be recreated`;
    if (unknown.length > 0) {
        return new Error(
            `${heading}, and could not be restored: the old value of ${unknown.join(", ")} is not known. Correct ` +
                `the values and run pulumi up again.${grantsToRestore(held)}`,
        );
    }
    try {
        await createPatiently(session, old);
        await restoreGrants(session, catalogName, held);
        return new Error(`${heading}, and was restored as it was before.`);
    } catch (error) {
        return new Error(
            `${heading}, and could not be restored: ${messageOf(error)}\nRun pulumi up again to recreate it.` +
                grantsToRestore(held),
        );
    }
}

function grantsToRestore(held: HeldGrants): string {
    return listed("Dropping it also removes these grants, which you then have to restore by hand:", held);
}

/** Nobody could tell it afterwards. */
function grantsIfKilled(held: HeldGrants): string {
    return listed(
        "If this run is killed before it ends, you may have to restore these grants by hand:",
        held,
    );
}

function listed(heading: string, held: HeldGrants): string {
    const statements = grantStatements(held);
    return statements.length === 0 ? "" : `\n${[heading, ...statements].join("\n  ")}`;
}
