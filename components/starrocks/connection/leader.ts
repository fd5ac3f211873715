import { progress } from "../../common/progress";
import { retry } from "../../common/retry";
import { isAccessDenied } from "../errors";
import { showFrontends } from "../statements";
import type { Frontend } from "./frontendAddress";
import { address } from "./frontends";
import { type Session, withSession } from "./session";

/**
 * Checks whether a statement took effect after this client stopped waiting for it.
 *
 * On 4.x the check waits for a CREATE or ALTER that is still running, but on the leader only: the other frontends
 * answer at once, with the old state. So the leader is asked; if it can't be reached, the check is repeated for as long
 * as a statement may take.
 */
export async function lookAfterTimeOut(
    session: Session,
    look: (session: Session) => Promise<boolean>,
): Promise<boolean> {
    const { leader, isOnlyOne } = await findLeader(session);
    if (isOnlyOne) {
        return look(session);
    }
    const known = leader && (await askLeader(session, leader, look));
    if (known === false) {
        return false;
    }
    return lookUntil(session, look);
}

interface Leader {
    readonly leader?: Frontend;
    /** True if there is no other frontend, so that the session's own is the leader. */
    readonly isOnlyOne: boolean;
}

async function findLeader(session: Session): Promise<Leader> {
    try {
        const rows = await session.queryAgain(showFrontends());
        const row = rows.find(({ Role }) => Role === "LEADER");
        const leader = row && { host: row.IP ?? "", port: Number(row.QueryPort) };
        return { isOnlyOne: rows.length === 1, ...(leader && { leader }) };
    } catch (error) {
        if (isAccessDenied(error)) {
            return { isOnlyOne: session.settings.frontends.length === 1 };
        }
        throw error;
    }
}

/** The leader's answer; nothing if it can't be reached from here, as by the address that its peers know it by. */
async function askLeader(
    { settings }: Session,
    leader: Frontend,
    look: (session: Session) => Promise<boolean>,
): Promise<boolean | undefined> {
    try {
        return await withSession({ ...settings, frontends: [leader], startupTimeoutSeconds: 0 }, look);
    } catch {
        progress(`the leader frontend ${address(leader)} can't be reached from here`);
        return undefined;
    }
}

/** Whether it is seen on the session's own frontend before a statement's time is over once more. */
async function lookUntil(session: Session, look: (session: Session) => Promise<boolean>): Promise<boolean> {
    class NotSeen extends Error {}
    try {
        await retry({
            act: async () => {
                if (!(await look(session))) {
                    throw new NotSeen();
                }
            },
            mayHeal: (error) => error instanceof NotSeen,
            waitingFor: () => `the statement to end on the leader of ${session.frontend}`,
            deadlineSeconds: session.settings.queryTimeoutSeconds,
        });
        return true;
    } catch (error) {
        if (error instanceof NotSeen) {
            return false;
        }
        throw error;
    }
}
