import { steadfast } from "../../common/interruption";
import { progress } from "../../common/progress";
import { NO_SIBLINGS, PartlyGiven, type Siblings } from "../../permissions/grantShares";
import { locate, type Surroundings } from "../connection/locate";
import type { ConnectionSettings } from "../connection/settings";
import { messageOf } from "../errors";
import type { GrantInputs, GrantState, LeftBehind } from "./inputs";
import { createGrant, removeGrant, updateGrant } from "./life";

/**
 * Gives a grant on another cluster than before, and takes it back on the old one.
 *
 * Until all is given nothing is taken, so that access is never interrupted: what a failed move leaves on the old
 * cluster goes into the state, for the next operation to take, or to go on from if the program leads back to it.
 */
export async function moveGrant(
    connection: ConnectionSettings,
    clusterId: string,
    old: GrantState,
    wanted: GrantInputs,
    siblings: Siblings,
    surroundings: Surroundings,
): Promise<GrantState> {
    const { left: before = [], ...here } = old;
    const there = before.find((each) => each.clusterId === clusterId);
    const left = [...before.filter((each) => each !== there), leftBehind(old)];
    const given =
        there === undefined
            ? createGrant(connection, wanted, siblings)
            : updateGrant(connection, { ...here, ...there }, wanted, siblings);
    const state = await given.catch((error) => {
        throw error instanceof PartlyGiven ? new PartlyGiven(error.message, { ...error.state, left }) : error;
    });
    // The old state knows the credentials of the old cluster, the new one may not.
    await takeLeft({ ...old, left }, surroundings);
    return state;
}

function leftBehind({ frontends, clusterId, grants, found }: GrantState): LeftBehind {
    return { frontends, clusterId, grants, found };
}

/** Takes back what moves have left on other clusters; one that can't be reached any more holds nothing up. */
export async function takeLeft(
    { left = [], ...state }: GrantState,
    surroundings: Surroundings,
): Promise<void> {
    for (const each of left) {
        const there: GrantState = { ...state, ...each };
        try {
            await steadfast(async () => removeGrant(await locate(there, surroundings), there, NO_SIBLINGS));
        } catch (error) {
            progress(
                `warning: the privileges of ${state.role ?? state.user} on catalog ${state.catalogName} of the old cluster ` +
                    `(${each.frontends?.join(", ")}) could not be revoked: ${messageOf(error)}`,
            );
        }
    }
}
