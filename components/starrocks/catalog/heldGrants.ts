import { progress } from "../../common/progress";
import type { Session } from "../connection/session";
import { isAccessDenied, isGranteeMissing, isOutcomeUnknown, messageOf } from "../errors";
import { entriesOfRow, privilegesByObject } from "../grant/entries";
import { grantTo, setCatalog, showGrantsOf, showRoles, showUsers } from "../statements";

/**
 * What everybody holds on a catalog, by who holds it as StarRocks writes it: `` ROLE `analyst` ``. Dropping a catalog
 * takes all of it away (observed on 3.5.7 and 4.1-dev).
 */
export type HeldGrants = ReadonlyMap<string, readonly Held[]>;

interface Held {
    readonly entries: readonly string[];
    readonly withGrantOption: boolean;
}

/** Reads the grants on the catalog; if the user may not see them, prints a warning instead. */
export async function grantsOn(session: Session, catalogName: string): Promise<HeldGrants> {
    const held = new Map<string, readonly Held[]>();
    try {
        for (const holder of await holders(session)) {
            const grants = await heldBy(session, holder, catalogName);
            if (grants.length > 0) {
                held.set(holder, grants);
            }
        }
    } catch (error) {
        if (!isAccessDenied(error)) {
            throw error;
        }
        progress(
            `${session.user} can't see all grants on catalog ${catalogName} (this takes the role user_admin): grants ` +
                "that this program doesn't declare have to be restored by hand",
        );
    }
    return held;
}

async function holders(session: Session): Promise<string[]> {
    const roles = await session.queryAgain(showRoles());
    const users = await session.queryAgain(showUsers());
    return [
        // What a built-in role holds is fixed, `public` apart.
        ...roles
            .filter(({ Name, Builtin }) => Builtin !== "true" || Name === "public")
            .map(({ Name }) => `ROLE \`${Name}\``),
        ...users.map(({ User }) => `USER ${User}`),
    ];
}

async function heldBy(session: Session, holder: string, catalogName: string): Promise<Held[]> {
    try {
        const rows = await session.queryAgain(showGrantsOf(holder));
        return rows
            .filter(({ Catalog }) => Catalog === catalogName)
            .map(({ Grants }) => ({
                entries: entriesOfRow(Grants ?? ""),
                withGrantOption: / WITH GRANT OPTION$/.test(Grants ?? ""),
            }));
    } catch (error) {
        // Dropped since it was listed.
        if (isGranteeMissing(error)) {
            return [];
        }
        throw error;
    }
}

/** Restores the grants. Prints each statement that fails. */
export async function restoreGrants(session: Session, catalogName: string, held: HeldGrants): Promise<void> {
    const statements = grantStatements(held);
    if (statements.length === 0) {
        return;
    }
    await session.inCatalog(setCatalog(catalogName), async () => {
        for (const statement of statements) {
            await grantAgain(session, catalogName, statement).catch((error: unknown) => {
                progress(`could not restore a grant: ${statement} (${messageOf(error)})`);
            });
        }
    });
}

/** The statements that restore the grants. */
export function grantStatements(held: HeldGrants): string[] {
    return [...held].flatMap(([holder, grants]) =>
        grants.flatMap(({ entries, withGrantOption }) =>
            [...privilegesByObject(entries)].map(([object, privileges]) =>
                grantTo(holder, privileges, object, withGrantOption),
            ),
        ),
    );
}

/** To grant twice changes nothing. A new connection has StarRocks' own catalog as its current one. */
async function grantAgain(session: Session, catalogName: string, statement: string): Promise<void> {
    try {
        await session.whileLeaderless(() => session.query(statement));
    } catch (error) {
        if (!isOutcomeUnknown(error)) {
            throw error;
        }
        await session.reconnect();
        await session.queryAgain(setCatalog(catalogName));
        await session.query(statement);
    }
}
