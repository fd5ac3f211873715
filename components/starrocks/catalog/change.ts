import { Interrupted, steadfast } from "../../common/interruption";
import { progress } from "../../common/progress";
import { lookAfterTimeOut } from "../connection/leader";
import type { Session } from "../connection/session";
import { isTimeOut, messageOf } from "../errors";
import { isMask, isMaskedKey } from "../masking";
import { alterCatalog } from "../statements";
import { propertiesToSet } from "./compare";
import { explainRefusal } from "./explain";
import type { CatalogInputs } from "./inputs";
import { OWNER_PROPERTY } from "./ownerMark";
import { checkEndpoint, probe, works } from "./proof";
import { allProperties, show } from "./shown";

type Properties = Readonly<Record<string, string>>;

/** A change that failed and left something on the server, which the next operation has to know of. */
export class PartlyChanged extends Error {
    constructor(
        message: string,
        /** The properties that the catalog has now, as far as they are known. */
        readonly properties: Properties,
    ) {
        super(message);
    }
}

/**
 * Sets properties, and puts the old values back if the catalog worked before and doesn't afterwards: 3.5 takes any
 * value without trying it, and the catalog is broken for everyone at once.
 *
 * @param before the values on the server, with the credentials as far as they are known.
 */
export async function change(
    session: Session,
    wanted: CatalogInputs,
    changes: Properties,
    before: Properties,
): Promise<void> {
    if (Object.keys(changes).length === 0) {
        await probe(session, wanted);
        return;
    }
    const workedBefore = await works(session, wanted);
    // Somebody may have written the mask back as the secret, which looks the same and doesn't work.
    const all = workedBefore ? changes : { ...credentials(wanted), ...changes };
    await checkEndpoint(session, wanted);
    progress(`changing ${Object.keys(all).join(", ")} of catalog ${wanted.catalogName}`);
    try {
        await setProperties(session, wanted.catalogName, all);
    } catch (error) {
        const explained = await explainRefusal("could not be changed", session, wanted, error);
        throw workedBefore && (await works(session, wanted))
            ? new Error(
                  `${explained.message}\nNothing was changed: catalog ${wanted.catalogName} works as before.`,
              )
            : explained;
    }
    await confirmChanges(session, wanted, all);
    try {
        await probe(session, wanted);
    } catch (error) {
        throw workedBefore && !(error instanceof Interrupted)
            ? await steadfast(() => putBack(session, wanted, { changes: all, before }, error))
            : new PartlyChanged(messageOf(error), { ...before, ...all });
    }
}

/** What StarRocks shows as a mask only. */
function credentials({ properties }: CatalogInputs): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([key]) => isMaskedKey(key)));
}

/** One ALTER; sent again if the connection breaks, since the same values once more change nothing. */
async function setProperties(session: Session, name: string, properties: Properties): Promise<void> {
    try {
        await session.queryAgain(alterCatalog(name, properties));
    } catch (error) {
        if (!isTimeOut(error)) {
            throw error;
        }
        await session.reconnect();
        if (!(await lookAfterTimeOut(session, (each) => shows(each, name, properties)))) {
            throw error;
        }
    }
}

async function shows(session: Session, name: string, properties: Properties): Promise<boolean> {
    const shown = await show(session, name);
    return shown !== undefined && Object.keys(propertiesToSet(properties, allProperties(shown))).length === 0;
}

/** StarRocks answers OK to an ALTER of a catalog that doesn't exist, so what was set is read back. */
async function confirmChanges(
    session: Session,
    { catalogName }: CatalogInputs,
    changes: Properties,
): Promise<void> {
    const shown = await show(session, catalogName);
    if (shown === undefined) {
        throw new Error(
            `catalog ${catalogName} was dropped by someone else while it was being changed: run pulumi up again, ` +
                "which recreates it.",
        );
    }
    const missing = Object.keys(propertiesToSet(changes, allProperties(shown)));
    if (missing.length > 0) {
        throw new Error(
            `catalog ${catalogName} doesn't show the new value of ${missing.join(", ")}: someone else is changing it at ` +
                "the same time.",
        );
    }
}

interface FailedChange {
    readonly changes: Properties;
    readonly before: Properties;
}

async function putBack(
    session: Session,
    wanted: CatalogInputs,
    { changes, before }: FailedChange,
    failure: unknown,
): Promise<Error> {
    const name = wanted.catalogName;
    // The mark breaks nothing, and says rightly who has the catalog now.
    const keys = Object.keys(changes).filter((key) => key !== OWNER_PROPERTY);
    // A mask is no value, and what had none can't be taken away again.
    const known = keys.filter((key) => before[key] !== undefined && !isMask(key, before[key]));
    const lost = keys.filter((key) => !known.includes(key));
    const notes = [messageOf(failure)];
    let isBack = true;
    if (known.length > 0) {
        try {
            await setProperties(session, name, valuesOf(before, known));
            notes.push(`The old values of ${known.join(", ")} were restored.`);
        } catch (error) {
            isBack = false;
            notes.push(`The old values of ${known.join(", ")} could not be restored: ${messageOf(error)}.`);
        }
    }
    if (lost.length > 0) {
        notes.push(`${lost.join(", ")} could not be restored: no old value is known.`);
    }
    notes.push(
        (await works(session, wanted))
            ? `Catalog ${name} works as before.`
            : `Catalog ${name} worked before and doesn't now: correct the values and run pulumi up again.`,
    );
    const left = isBack ? lost : keys;
    return left.length === 0
        ? new Error(notes.join("\n"))
        : new PartlyChanged(notes.join("\n"), { ...before, ...valuesOf(changes, left) });
}

function valuesOf(properties: Properties, keys: readonly string[]): Properties {
    return Object.fromEntries(keys.map((key) => [key, properties[key]!]));
}
