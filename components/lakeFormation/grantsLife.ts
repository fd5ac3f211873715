import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { progress } from "../progress";
import { sendGrants } from "./batch";
import { type GrantTable, heldOf, permissionsIn } from "./grantKeys";
import type { LakeFormationGrantsInputs } from "./grantsInputs";
import { heldOn } from "./listing";

/** Calls at a time, so that a large set doesn't run into the API's rate limit. */
const LISTINGS_AT_A_TIME = 5;

/** Gives what is declared. Granting what is held already changes nothing. */
export async function createGrants(
    client: LakeFormationClient,
    inputs: LakeFormationGrantsInputs,
): Promise<void> {
    await sendGrants("grant", client, inputs, inputs.grants);
}

/**
 * What the principal holds of what was declared; nothing if that is nothing at all.
 *
 * @param seesAll whether the caller sees every permission; of what it may not see nothing is taken for gone.
 */
export async function readGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsInputs,
    seesAll: () => Promise<boolean>,
): Promise<LakeFormationGrantsInputs | undefined> {
    const keys = Object.keys(state.grants);
    const grants: Record<string, string> = {};
    for (let start = 0; start < keys.length; start += LISTINGS_AT_A_TIME) {
        const some = keys.slice(start, start + LISTINGS_AT_A_TIME);
        const held = await Promise.all(some.map((key) => heldOn(client, state, key)));
        for (const [index, key] of some.entries()) {
            const still = heldOf(state.grants[key]!, held[index]!);
            if (still !== "") {
                grants[key] = still;
            }
        }
    }
    if (JSON.stringify(grants) !== JSON.stringify(state.grants) && !(await seesAll())) {
        progress(
            `Lake Formation doesn't list all grants on ${state.catalogId}. Whoever runs Pulumi is not known as a data ` +
                "lake administrator and may not see them, so they are not taken for revoked.",
        );
        return state;
    }
    return Object.keys(grants).length === 0 ? undefined : { ...state, grants };
}

/** Gives what is new, and then takes what is no longer declared, so that access is never interrupted. */
export async function updateGrants(
    client: LakeFormationClient,
    old: LakeFormationGrantsInputs,
    wanted: LakeFormationGrantsInputs,
): Promise<void> {
    await sendGrants("grant", client, wanted, without(wanted.grants, old.grants));
    await sendGrants("revoke", client, wanted, without(old.grants, wanted.grants));
}

/** Takes back what was given, and nothing else. What is gone already is fine. */
export async function deleteGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsInputs,
): Promise<void> {
    await sendGrants("revoke", client, state, state.grants);
}

/** The permissions of one table that another doesn't have. */
function without(grants: GrantTable, others: GrantTable): GrantTable {
    return Object.fromEntries(
        Object.entries(grants).map(([key, value]) => {
            const taken = permissionsIn(others[key]);
            return [
                key,
                permissionsIn(value)
                    .filter((permission) => !taken.includes(permission))
                    .join(", "),
            ];
        }),
    );
}
