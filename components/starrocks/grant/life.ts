import { type Session, withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { isAccessDenied, isCatalogMissing, isGranteeMissing, isNotGranted } from "../errors";
import { createRole, grant, grantee, revoke, setCatalog, showGrants } from "../statements";
import { entriesOfRow, privilegesByObject } from "./entries";
import type { GrantInputs } from "./inputs";

/** The life of a grant as plain functions: what a provider does between its inputs and the server. */

/** Gives what is declared. Granting what is held already changes nothing. */
export function createGrant(connection: ConnectionSettings, wanted: GrantInputs): Promise<void> {
    return withSession(connection, async (session) => {
        if (wanted.createRole && wanted.role !== undefined) {
            await explained(wanted, () => session.query(createRole(wanted.role!)));
        }
        await give(session, wanted, wanted.grants);
    });
}

/** What the grantee still holds of what was declared; nothing if that is nothing at all. */
export function readGrant(
    connection: ConnectionSettings,
    state: GrantInputs,
): Promise<GrantInputs | undefined> {
    return withSession(connection, async (session) => {
        const held = await heldGrants(session, state);
        const grants = state.grants.filter((entry) => held.has(entry));
        return grants.length === 0 ? undefined : { ...state, grants };
    });
}

/** Gives what is new, then takes what is no longer declared. */
export function updateGrant(
    connection: ConnectionSettings,
    old: GrantInputs,
    wanted: GrantInputs,
): Promise<void> {
    return withSession(connection, async (session) => {
        const held = await heldGrants(session, wanted);
        await give(
            session,
            wanted,
            wanted.grants.filter((entry) => !held.has(entry)),
        );
        await take(
            session,
            wanted,
            old.grants.filter((entry) => !wanted.grants.includes(entry)),
        );
    });
}

/** Takes back what was given, and nothing else. What is gone already, with its catalog or its role, is fine. */
export function removeGrant(connection: ConnectionSettings, state: GrantInputs): Promise<void> {
    return withSession(connection, (session) => take(session, state, state.grants));
}

async function heldGrants(session: Session, state: GrantInputs): Promise<Set<string>> {
    try {
        const rows = await session.query(showGrants(state));
        return new Set(
            rows
                .filter((row) => row.Catalog === state.catalogName)
                .flatMap((row) => entriesOfRow(row.Grants ?? "")),
        );
    } catch (error) {
        if (isGranteeMissing(error)) {
            return new Set();
        }
        throw explain(state, error);
    }
}

async function give(session: Session, wanted: GrantInputs, entries: readonly string[]): Promise<void> {
    await inItsCatalog(session, wanted, entries, (privileges, object) =>
        session.query(grant(privileges, object, wanted)),
    );
}

async function take(session: Session, state: GrantInputs, entries: readonly string[]): Promise<void> {
    try {
        // One statement for each privilege: a REVOKE of several fails as a whole if one isn't held.
        for (const entry of entries) {
            await inItsCatalog(session, state, [entry], async (privileges, object) => {
                try {
                    await session.query(revoke(privileges, object, state));
                } catch (error) {
                    if (!isNotGranted(error)) {
                        throw error;
                    }
                }
            });
        }
    } catch (error) {
        if (!isCatalogMissing(error) && !isGranteeMissing(error)) {
            throw error;
        }
    }
}

/** Grants on databases and tables mean those of the session's current catalog. */
async function inItsCatalog(
    session: Session,
    state: GrantInputs,
    entries: readonly string[],
    act: (privileges: readonly string[], object: string) => Promise<unknown>,
): Promise<void> {
    if (entries.length === 0) {
        return;
    }
    await explained(state, () =>
        session.inCatalog(setCatalog(state.catalogName), async () => {
            for (const [object, privileges] of privilegesByObject(entries)) {
                await act(privileges, object);
            }
        }),
    );
}

async function explained(state: GrantInputs, act: () => Promise<unknown>): Promise<void> {
    try {
        await act();
    } catch (error) {
        throw explain(state, error);
    }
}

/** Says whose grants are meant, and what to do where the user may not give them. */
function explain(state: GrantInputs, error: unknown): unknown {
    if (isCatalogMissing(error) || isGranteeMissing(error) || !(error instanceof Error)) {
        return error;
    }
    const heading = `grants on catalog ${state.catalogName} for ${grantee(state)}: ${error.message}`;
    return new Error(
        isAccessDenied(error)
            ? `${heading}\n  Step to mend: StarRocks privileges.\n  The user needs the role user_admin as a default role.`
            : heading,
    );
}
