import {
    foundAfterChange,
    foundAtFirst,
    missingOf,
    NO_SIBLINGS,
    ownEntries,
    PartlyGiven,
    type Siblings,
} from "../../permissions/grantShares";
import { describeServer } from "../connection/server";
import { type Session, withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { findingError } from "../diagnosis/finding";
import {
    isAccessDenied,
    isCatalogMissing,
    isGranteeMissing,
    isNotGranted,
    isOutcomeUnknown,
    isTimeOut,
    StarRocksError,
} from "../errors";
import { accessFinding, granteeFinding } from "../privileges";
import { createRole, grant, grantee, revoke, setCatalog, showGrants } from "../statements";
import { entriesOfRow, privilegesByObject } from "./entries";
import type { GrantInputs, GrantState } from "./inputs";

/** The life of a grant as plain functions: what a provider does between its inputs and the server. */

/**
 * Gives what is declared, and notes what was held before.
 *
 * @param siblings what the program's other resources declare for the grantee on the catalog.
 * @param predecessor the grant that this one replaces.
 */
export function createGrant(
    connection: ConnectionSettings,
    wanted: GrantInputs,
    siblings: Siblings = NO_SIBLINGS,
    predecessor?: GrantState,
): Promise<GrantState> {
    return withGrantSession(connection, wanted, async (session) => {
        const held = await heldOn(session, wanted);
        await provideRole(session, wanted);
        const found = foundAtFirst(wanted, held, ownEntries(predecessor), await siblings.given());
        const state = await stateOf(session, wanted, found);
        await giveOrTell(session, wanted, missingOf(wanted.grants, held), state);
        return state;
    });
}

async function stateOf(session: Session, wanted: GrantInputs, found: readonly string[]): Promise<GrantState> {
    const { clusterId } = await describeServer(session);
    return { ...wanted, found: wanted.adopt ? [] : found, ...(clusterId !== undefined && { clusterId }) };
}

/** What the grantee still holds of what was declared; nothing if that is nothing at all. */
export function readGrant(
    connection: ConnectionSettings,
    state: GrantState,
): Promise<GrantState | undefined> {
    return withGrantSession(connection, state, async (session) => {
        const held = await heldOn(session, state);
        const isHeld = (entry: string) => held.has(entry);
        const grants = state.grants.filter(isHeld);
        return grants.length === 0
            ? undefined
            : { ...state, grants, ...(state.found && { found: state.found.filter(isHeld) }) };
    });
}

/** Gives what is new, then takes what is no longer declared, so that access is never interrupted. */
export function updateGrant(
    connection: ConnectionSettings,
    old: GrantState,
    wanted: GrantInputs,
    siblings: Siblings = NO_SIBLINGS,
): Promise<GrantState> {
    return withGrantSession(connection, wanted, async (session) => {
        await provideRole(session, wanted);
        const held = await heldOn(session, wanted);
        const found = foundAfterChange(old, wanted, held, await siblings.given());
        const missing = missingOf(wanted.grants, held);
        const both: GrantState = {
            ...old,
            grants: [...new Set([...old.grants, ...wanted.grants])],
            found: wanted.adopt ? [] : [...new Set([...(old.found ?? []), ...found])],
        };
        await giveOrTell(session, wanted, missing, both);
        const over = missingOf(ownEntries(old), new Set([...wanted.grants, ...(await siblings.declared())]));
        await take(session, wanted, over).catch((error) => {
            throw missing.length === 0 ? error : partlyGiven(session, wanted, error, both);
        });
        siblings.noteTaken(over);
        return stateOf(session, wanted, found);
    });
}

/**
 * Revokes what this resource gave, and nothing else: neither what was held before, nor what another resource declares.
 * Already revoked permissions are fine.
 */
export function removeGrant(
    connection: ConnectionSettings,
    state: GrantState,
    siblings: Siblings = NO_SIBLINGS,
): Promise<void> {
    return withGrantSession(connection, state, async (session) => {
        try {
            const over = missingOf(ownEntries(state), await siblings.declared());
            await take(session, state, over);
            siblings.noteTaken(over);
        } catch (error) {
            if (!isCatalogMissing(error) && !isGranteeMissing(error)) {
                throw error;
            }
        }
    });
}

async function provideRole(session: Session, { createRole: wanted, role }: GrantInputs): Promise<void> {
    if (wanted && role !== undefined) {
        await session.queryAgain(createRole(role));
    }
}

/** What the grantee holds on the catalog, as entries. */
export async function heldOn(
    session: Session,
    state: Pick<GrantInputs, "catalogName" | "role" | "user">,
): Promise<Set<string>> {
    try {
        const rows = await session.look(showGrants(state));
        return new Set(
            rows
                .filter((row) => row.Catalog === state.catalogName)
                .flatMap((row) => entriesOfRow(row.Grants ?? "")),
        );
    } catch (error) {
        if (isGranteeMissing(error)) {
            return new Set();
        }
        throw error;
    }
}

/**
 * Gives the entries.
 *
 * @param state what is to be known of the grant if some of them were given, or may have been.
 */
async function giveOrTell(
    session: Session,
    wanted: GrantInputs,
    entries: readonly string[],
    state: GrantState,
): Promise<void> {
    let sent = 0;
    try {
        await inItsCatalog(session, wanted, entries, async () => {
            for (const [object, privileges] of privilegesByObject(entries)) {
                sent += 1;
                await session.query(grant(privileges, object, wanted));
            }
        });
    } catch (error) {
        const isRefused = error instanceof StarRocksError && !isOutcomeUnknown(error);
        const hasGivenNothing = sent === 0 || (sent === 1 && isRefused);
        throw hasGivenNothing ? error : partlyGiven(session, wanted, error, state);
    }
}

function partlyGiven(
    session: Session,
    wanted: GrantInputs,
    error: unknown,
    state: GrantState,
): PartlyGiven<GrantState> {
    return new PartlyGiven(explained(session, wanted, error as Error).message, state);
}

/** One statement for each privilege: a REVOKE of several fails as a whole if one isn't held. */
async function take(session: Session, state: GrantInputs, entries: readonly string[]): Promise<void> {
    await inItsCatalog(session, state, entries, async () => {
        for (const [object, privileges] of privilegesByObject(entries)) {
            for (const privilege of privileges) {
                await revokeHeld(session, revoke([privilege], object, state));
            }
        }
    });
}

async function revokeHeld(session: Session, statement: string): Promise<void> {
    try {
        await session.query(statement);
    } catch (error) {
        if (!isNotGranted(error)) {
            throw error;
        }
    }
}

/**
 * Grants on databases and tables mean those of the session's current catalog. If the connection breaks, all is done
 * once more on a new one: to give or to take twice changes nothing.
 */
async function inItsCatalog(
    session: Session,
    { catalogName }: GrantInputs,
    entries: readonly string[],
    act: () => Promise<void>,
): Promise<void> {
    if (entries.length === 0) {
        return;
    }
    try {
        await session.inCatalog(setCatalog(catalogName), act);
    } catch (error) {
        if (!isOutcomeUnknown(error) || isTimeOut(error)) {
            throw error;
        }
        await session.reconnect();
        await session.inCatalog(setCatalog(catalogName), act);
    }
}

/** Errors say whose grants are meant, and what to do where the user may not give them. */
function withGrantSession<Result>(
    connection: ConnectionSettings,
    state: GrantInputs,
    act: (session: Session) => Promise<Result>,
): Promise<Result> {
    return withSession(connection, async (session) => {
        try {
            return await act(session);
        } catch (error) {
            throw error instanceof StarRocksError ? explained(session, state, error) : error;
        }
    });
}

function explained(session: Session, state: GrantInputs, error: Error): Error {
    const heading = `grants on catalog ${state.catalogName} for ${grantee(state)} on ${session.frontend} failed`;
    if (isAccessDenied(error)) {
        return findingError(heading, accessFinding(error, session.user));
    }
    return isGranteeMissing(error)
        ? findingError(heading, granteeFinding(error, state))
        : new Error(`${heading}: ${error.message}`);
}
