import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { reasonOf } from "../../awsAccess/reasons";
import { progress } from "../../common/progress";
import {
    foundAfterChange,
    foundAtFirst,
    missingOf,
    NO_SIBLINGS,
    ownEntries,
    PartlyGiven,
    type Siblings,
} from "../grantShares";
import { sendGrants } from "./batch";
import { entriesOf, tableOf } from "./grantEntries";
import { type GrantTable, heldOf } from "./grantKeys";
import type { LakeFormationGrantsInputs, LakeFormationGrantsState } from "./grantsInputs";
import { heldOn } from "./listing";
import { mayHeal } from "./refusals";

/** Calls at a time, so that a large set doesn't run into the API's rate limit. */
const LISTINGS_AT_A_TIME = 5;

/**
 * Gives what is declared, and notes what was held before. Granting what is held already changes nothing.
 *
 * @param siblings what the program's other resources declare for the principal on the table bucket.
 */
export async function createGrants(
    client: LakeFormationClient,
    wanted: LakeFormationGrantsInputs,
    siblings: Siblings = NO_SIBLINGS,
): Promise<LakeFormationGrantsState> {
    const held = await heldBefore(client, wanted, wanted.grants);
    const shares = { grants: entriesOf(wanted.grants) };
    const found = () => siblings.given().then((given) => foundAtFirst(shares, held, [], given));
    await give(client, wanted, wanted.grants, held, async () => ({
        ...wanted,
        found: await found(),
    }));
    return { ...wanted, found: await found() };
}

/** @param state what is to be known of the grants if some of them were given before the others failed. */
async function give(
    client: LakeFormationClient,
    wanted: LakeFormationGrantsInputs,
    grants: GrantTable,
    held: ReadonlySet<string>,
    state: () => Promise<LakeFormationGrantsState>,
): Promise<void> {
    try {
        await sendGrants("grant", client, wanted, grants);
    } catch (error) {
        // What a principal of the stack's own holds was given by the stack, whenever that was.
        if (wanted.principalIsOwn || !(await mayHoldMore(client, wanted, grants, held))) {
            throw error;
        }
        throw new PartlyGiven((error as Error).message, { ...(await state()), isIncomplete: true });
    }
}

/** Whether the principal holds more than before, as far as that can be seen. */
async function mayHoldMore(
    client: LakeFormationClient,
    wanted: LakeFormationGrantsInputs,
    grants: GrantTable,
    held: ReadonlySet<string>,
): Promise<boolean> {
    try {
        return entriesOf(await heldTable(client, { ...wanted, grants })).some((entry) => !held.has(entry));
    } catch {
        return true;
    }
}

/** What of a table the principal holds already; of one that the stack itself has made, nothing. */
async function heldBefore(
    client: LakeFormationClient,
    wanted: LakeFormationGrantsInputs,
    grants: GrantTable,
): Promise<Set<string>> {
    if (wanted.principalIsOwn) {
        return new Set();
    }
    try {
        return new Set(entriesOf(await heldTable(client, { ...wanted, grants })));
    } catch (error) {
        // So Lake Formation answers while mount or registration are new, and then nobody holds anything there yet.
        if (mayHeal(reasonOf(error))) {
            return new Set();
        }
        throw error;
    }
}

/**
 * The declared permissions that the principal holds; nothing if it holds none.
 *
 * @param seesAll whether the caller sees every permission; if not, missing ones don't count as revoked.
 */
export async function readGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsState,
    seesAll: () => Promise<boolean>,
): Promise<LakeFormationGrantsState | undefined> {
    const grants = await heldTable(client, state);
    if (JSON.stringify(grants) !== JSON.stringify(state.grants) && !(await seesAll())) {
        progress(
            `Lake Formation doesn't list all grants on ${state.catalogId}. The identity that runs Pulumi doesn't appear to be a data ` +
                "lake administrator and may not see them, so missing grants don't count as revoked.",
        );
        return state;
    }
    if (Object.keys(grants).length === 0) {
        return undefined;
    }
    const held = new Set(entriesOf(grants));
    const found = state.found?.filter((entry) => held.has(entry));
    return { ...state, grants, ...(found && { found }) };
}

/** The part of a table that the principal holds. */
async function heldTable(
    client: LakeFormationClient,
    wanted: LakeFormationGrantsInputs,
): Promise<GrantTable> {
    const keys = Object.keys(wanted.grants);
    const grants: Record<string, string> = {};
    for (let start = 0; start < keys.length; start += LISTINGS_AT_A_TIME) {
        const some = keys.slice(start, start + LISTINGS_AT_A_TIME);
        const held = await Promise.all(some.map((key) => heldOn(client, wanted, key)));
        for (const [index, key] of some.entries()) {
            const still = heldOf(wanted.grants[key]!, held[index]!);
            if (still !== "") {
                grants[key] = still;
            }
        }
    }
    return grants;
}

/**
 * Grants what is new or has been revoked in the meantime, and then revokes what is no longer wanted, so that access is
 * never interrupted.
 */
export async function updateGrants(
    client: LakeFormationClient,
    old: LakeFormationGrantsState,
    wanted: LakeFormationGrantsInputs,
    siblings: Siblings = NO_SIBLINGS,
): Promise<LakeFormationGrantsState> {
    const before = { grants: entriesOf(old.grants), found: old.found };
    const now = { grants: entriesOf(wanted.grants) };
    const added = missingOf(now.grants, new Set(before.grants));
    const held = await heldBefore(client, wanted, tableOf(added));
    const lost = await siblings.taken();
    const found = () => siblings.given().then((given) => foundAfterChange(before, now, held, given));
    const missing = tableOf(
        old.isIncomplete ? now.grants : [...added, ...now.grants.filter((each) => lost.has(each))],
    );
    const both = async () => ({
        ...wanted,
        // What is over has not been taken yet.
        grants: tableOf([...new Set([...before.grants, ...now.grants])]),
        found: [...new Set([...(before.found ?? []), ...(await found())])],
    });
    await give(client, wanted, missing, held, both);
    const over = missingOf(ownEntries(before), new Set([...now.grants, ...(await siblings.declared())]));
    await take(client, wanted, over, siblings).catch(async (error: Error) => {
        throw added.length === 0 ? error : new PartlyGiven(error.message, await both());
    });
    return { ...wanted, found: await found() };
}

/**
 * Revokes what this resource gave, and nothing else: neither what was held before, nor what another resource declares.
 * Already revoked permissions are fine.
 */
export async function deleteGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsState,
    siblings: Siblings = NO_SIBLINGS,
): Promise<void> {
    const own = ownEntries({ grants: entriesOf(state.grants), found: state.found });
    await take(client, state, missingOf(own, await siblings.declared()), siblings);
}

async function take(
    client: LakeFormationClient,
    inputs: LakeFormationGrantsInputs,
    entries: readonly string[],
    siblings: Siblings,
): Promise<void> {
    await sendGrants("revoke", client, inputs, tableOf(entries));
    siblings.noteTaken(entries);
}
