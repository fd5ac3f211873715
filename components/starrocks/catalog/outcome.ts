import { progress } from "../../common/progress";
import { lookAfterTimeOut } from "../connection/leader";
import type { Session } from "../connection/session";
import { isCatalogExists, isTimeOut, messageOf } from "../errors";
import { differences } from "./compare";
import type { MarkedCatalog } from "./inputs";
import { show } from "./shown";

/** Whether a catalog that is there now was made by this operation, or by another one at the same time. */
export type Maker = "this" | "another";

const CREATE = "CREATE EXTERNAL CATALOG";

/**
 * After an unanswered CREATE: checks on a new connection whether it took effect, and sends it again if it did not.
 *
 * @param statement the CREATE.
 * @param failure what came instead of an answer.
 */
export async function findOutcome(
    session: Session,
    wanted: MarkedCatalog,
    statement: string,
    failure: unknown,
): Promise<Maker> {
    const { catalogName } = wanted;
    progress(`no answer to ${CREATE} of ${catalogName} (${messageOf(failure)}); checking whether it exists`);
    try {
        await session.reconnect();
    } catch (error) {
        throw new Error(
            `${messageOf(error)}\nIt is not known whether ${CREATE} of ${catalogName} took effect; the next pulumi up takes ` +
                "over the catalog if it is as declared.",
        );
    }
    if (isTimeOut(failure)) {
        return outcomeInTheEnd(session, wanted, failure);
    }
    return session.whileLeaderless(async () => {
        const maker = await makerOf(session, wanted);
        return maker ?? sendAgain(session, wanted, statement);
    });
}

async function outcomeInTheEnd(session: Session, wanted: MarkedCatalog, failure: unknown): Promise<Maker> {
    const isThere = await lookAfterTimeOut(
        session,
        async (each) => (await show(each, wanted.catalogName)) !== undefined,
    );
    const maker = isThere ? await makerOf(session, wanted) : undefined;
    if (maker === undefined) {
        throw failure;
    }
    return maker;
}

async function sendAgain(session: Session, wanted: MarkedCatalog, statement: string): Promise<Maker> {
    try {
        await session.query(statement);
        return "this";
    } catch (error) {
        // The first statement may have come to its end in between.
        const maker = isCatalogExists(error) ? await makerOf(session, wanted) : undefined;
        if (maker === undefined) {
            throw error;
        }
        return maker;
    }
}

/** Who made the catalog that is there: its mark tells, and without one whether it is as declared. */
async function makerOf(session: Session, wanted: MarkedCatalog): Promise<Maker | undefined> {
    const shown = await show(session, wanted.catalogName);
    if (shown === undefined) {
        return undefined;
    }
    const isOwn =
        wanted.mark === undefined ? differences(wanted, shown).length === 0 : shown.mark === wanted.mark;
    return isOwn ? "this" : "another";
}
