import { progress } from "../../progress";
import type { Session } from "../connection/session";
import { isTimeOut, messageOf } from "../errors";
import { isMask } from "../masking";
import { alterCatalog } from "../statements";
import { propertiesToSet } from "./compare";
import { explainRefusal } from "./explain";
import type { CatalogInputs } from "./inputs";
import { checkEndpoint, probe, works } from "./proof";
import { show } from "./shown";

type Properties = Readonly<Record<string, string>>;

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
    await checkEndpoint(wanted);
    const workedBefore = await works(session, wanted);
    progress(`changing ${Object.keys(changes).join(", ")} of catalog ${wanted.catalogName}`);
    try {
        await setProperties(session, wanted.catalogName, changes);
    } catch (error) {
        const explained = await explainRefusal("could not be changed", session, wanted, error);
        throw workedBefore && (await works(session, wanted))
            ? new Error(
                  `${explained.message}\nNothing was changed: catalog ${wanted.catalogName} works as before.`,
              )
            : explained;
    }
    await confirmChanges(session, wanted, changes);
    try {
        await probe(session, wanted);
    } catch (error) {
        throw workedBefore ? await putBack(session, wanted, { changes, before }, error) : error;
    }
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
        // On 4.x the look waits until the ALTER has ended.
        const shown = await show(session, name);
        if (Object.keys(propertiesToSet(properties, shown?.properties ?? {})).length > 0) {
            throw error;
        }
    }
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
            `catalog ${catalogName} was dropped by somebody else while it was being changed: run pulumi up again, ` +
                "which makes it anew.",
        );
    }
    const missing = Object.keys(propertiesToSet(changes, shown.properties));
    if (missing.length > 0) {
        throw new Error(
            `catalog ${catalogName} doesn't show the new value of ${missing.join(", ")}: somebody else changes it at ` +
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
    const keys = Object.keys(changes);
    // A mask is no value, and what had none can't be taken away again.
    const known = keys.filter((key) => before[key] !== undefined && !isMask(key, before[key]));
    const lost = keys.filter((key) => !known.includes(key));
    const notes = [messageOf(failure)];
    if (known.length > 0) {
        try {
            await setProperties(session, name, Object.fromEntries(known.map((key) => [key, before[key]!])));
            notes.push(`The old values of ${known.join(", ")} were put back.`);
        } catch (error) {
            notes.push(`The old values of ${known.join(", ")} could not be put back: ${messageOf(error)}.`);
        }
    }
    if (lost.length > 0) {
        notes.push(`${lost.join(", ")} could not be put back: no old value is known.`);
    }
    notes.push(
        (await works(session, wanted))
            ? `Catalog ${name} works as before.`
            : `Catalog ${name} worked before and doesn't now: correct the values and run pulumi up again.`,
    );
    return new Error(notes.join("\n"));
}
