import type { Session } from "../connection/session";
import { diagnose } from "../diagnosis/diagnose";
import { factsOfException } from "../diagnosis/facts";
import type { Finding } from "../diagnosis/finding";
import { messageOf } from "../errors";
import { askForCause, setCatalog } from "../statements";
import type { CatalogInputs } from "./inputs";

/** Where the cause begins in the answer. */
const CAUSE = /, exception: (.*)$/s;
const WORKS = /Unrecognized property|database exists/;

/** The SDK's list of all the places where it found nothing is of no use after its first words. */
const SHOWN_CHARACTERS = 300;
const BRIEF_CHARACTERS = 60;

/**
 * Asks a frontend why it can't use a catalog that is there, which one statement tells without changing anything.
 *
 * @returns nothing if the user may not ask.
 */
export async function askFrontend(
    session: Session,
    { catalogName, properties }: Pick<CatalogInputs, "catalogName" | "properties">,
): Promise<Finding | "works" | undefined> {
    try {
        await session.inCatalog(setCatalog(catalogName), () => session.query(askForCause(catalogName)));
        return undefined;
    } catch (error) {
        const said = messageOf(error);
        const cause = CAUSE.exec(said)?.[1];
        if (cause !== undefined) {
            return finding(session, cause, properties);
        }
        return WORKS.test(said) ? "works" : undefined;
    }
}

function finding(session: Session, cause: string, properties: Readonly<Record<string, string>>): Finding {
    return {
        seen: `StarRocks frontend ${session.frontend} says "${shortened(cause, SHOWN_CHARACTERS)}"`,
        brief: shortened(cause, BRIEF_CHARACTERS),
        diagnosis: diagnose(factsOfException(cause, properties)),
    };
}

function shortened(text: string, characters: number): string {
    return text.length <= characters ? text : `${text.slice(0, characters)}...`;
}
