import { progress } from "../../common/progress";
import type { Session } from "../connection/session";
import { isMaskedKey } from "../masking";
import type { ShownCatalog } from "../showCreate";
import { change } from "./change";
import { differences, propertiesFromServer, propertiesToSet, surplusProperties } from "./compare";
import type { CatalogState, MarkedCatalog } from "./inputs";
import { OWNER_PROPERTY, ownership, parseMark, resourceOf, stackOf } from "./ownerMark";
import { remake } from "./remake";
import { allProperties } from "./shown";

/**
 * Takes over a catalog that is there under the wanted name, if it may be: one of this resource's own (an interrupted
 * run left it, or it is being replaced), one of another name in the same stack, one of nobody's that is as declared,
 * and any other only with `adopt`.
 *
 * @param previous the state that the resource had before, if it is being replaced.
 */
export async function takeOver(
    session: Session,
    wanted: MarkedCatalog,
    shown: ShownCatalog,
    previous: CatalogState | undefined,
): Promise<void> {
    const isOwn = isThisStacks(wanted, shown, previous);
    if (!isOwn && !wanted.adopt) {
        refuseForeign(wanted, shown);
    }
    const changes = changesOf(wanted, shown, isOwn || wanted.adopt);
    if (!isUnalterable(wanted, shown)) {
        await change(
            session,
            wanted,
            changes,
            propertiesFromServer(wanted.properties, allProperties(shown), wanted.secretProperties),
        );
    } else if (isOwn) {
        await remake(session, wanted, shown, previous);
    } else {
        throw notAlterable(wanted, shown);
    }
}

/** What a take-over sets: what differs, and the mark. */
function changesOf(
    wanted: MarkedCatalog,
    shown: ShownCatalog,
    setsCredentials: boolean,
): Record<string, string> {
    // Masks prove nothing, and StarRocks does nothing where the same value is set once more.
    const masked = Object.entries(wanted.properties).filter(([key]) => isMaskedKey(key));
    return {
        ...propertiesToSet(wanted.properties, shown.properties),
        ...(setsCredentials && Object.fromEntries(masked)),
        ...markToSet(wanted, shown),
    };
}

/** The mark, if the catalog bears another one or none. */
export function markToSet({ mark }: MarkedCatalog, shown: ShownCatalog): Record<string, string> {
    return mark === undefined || mark === shown.mark ? {} : { [OWNER_PROPERTY]: mark };
}

function isThisStacks(
    { owner, catalogName }: MarkedCatalog,
    { mark }: ShownCatalog,
    previous: CatalogState | undefined,
): boolean {
    if (owner === undefined) {
        return false;
    }
    switch (ownership(mark, owner)) {
        case "own":
            return true;
        case "sameStack":
            tellOfRename(catalogName, parseMark(mark!).owner, owner);
            return true;
        case "nobody":
            // Earlier releases set no mark.
            return previous?.catalogName === catalogName && previous.mark === undefined;
        case "anotherStack":
            return false;
    }
}

function tellOfRename(catalogName: string, before: string, now: string): void {
    const [old, current] = [resourceOf(before), resourceOf(now)];
    progress(
        `catalog ${catalogName} was declared as "${old}" in this stack, and "${current}" takes it over; after a ` +
            `rename, aliases: [{ name: "${old}" }] keeps the resource and its state`,
    );
}

function refuseForeign(wanted: MarkedCatalog, shown: ShownCatalog): void {
    if (wanted.owner !== undefined && ownership(shown.mark, wanted.owner) === "anotherStack") {
        throw belongsToAnother(wanted.catalogName, shown.mark!);
    }
    const lines = differences(wanted, shown);
    if (lines.length > 0) {
        throw new Error(
            `catalog ${wanted.catalogName} already exists and differs:\n${indented(lines)}\n` +
                "Choose another name, drop it, or set adopt: true to alter it to match.",
        );
    }
}

/** The refusal to touch what another stack manages. */
export function belongsToAnother(catalogName: string, mark: string): Error {
    const { owner } = parseMark(mark);
    return new Error(
        `catalog ${catalogName} belongs to stack ${stackOf(owner)}, where "${resourceOf(owner)}" declares it (see its property ` +
            `${OWNER_PROPERTY}). Choose another catalogName for this stack; or set adopt: true to take the ` +
            "catalog over; that stack then no longer drops it.",
    );
}

/** StarRocks can take no property away, and change neither comment nor type. */
function isUnalterable(wanted: MarkedCatalog, shown: ShownCatalog): boolean {
    return (
        surplusProperties(wanted.properties, shown.properties).length > 0 || shown.comment !== wanted.comment
    );
}

function notAlterable(wanted: MarkedCatalog, shown: ShownCatalog): Error {
    return new Error(
        `catalog ${wanted.catalogName} can't be adopted: StarRocks can't remove a property or change a ` +
            `comment.\n${indented(differences(wanted, shown))}\nDeclare the existing values, or drop the catalog.`,
    );
}

function indented(lines: readonly string[]): string {
    return lines.map((line) => `  ${line}`).join("\n");
}
