import { progress } from "../../common/progress";
import { describeServer, type ServerDescription } from "../connection/server";
import type { Session } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import type { ShownCatalog } from "../showCreate";
import { versionProblem } from "../version";
import { withCatalogSession } from "./catalogSession";
import { change } from "./change";
import { propertiesFromServer, propertiesToSet } from "./compare";
import { createNew, drop } from "./create";
import { explainRefusal } from "./explain";
import type { CatalogInputs, CatalogState, MarkedCatalog } from "./inputs";
import { noteMadeAnew } from "./madeAnew";
import { markFor, newMark, ownership, parseMark } from "./ownerMark";
import { allProperties, show } from "./shown";
import { belongsToAnother, markToSet, takeOver } from "./takeOver";

/** The life of an external catalog as plain functions: what a provider does between its inputs and the server. */

/**
 * Makes the catalog; takes over one that is there already, if it may be.
 *
 * @param previous the state that the resource had before, if it is being replaced.
 */
export function create(
    connection: ConnectionSettings,
    wanted: CatalogInputs,
    previous?: CatalogState,
): Promise<CatalogState> {
    return withCatalogSession(connection, [wanted, previous], async (session) => {
        const server = await supportedServer(session);
        const mark = wanted.owner === undefined ? undefined : newMark(wanted.owner);
        await provide(session, { ...wanted, mark }, previous);
        return stateOf(wanted, server, mark);
    });
}

async function provide(
    session: Session,
    wanted: MarkedCatalog,
    previous: CatalogState | undefined,
): Promise<void> {
    const there = await show(session, wanted.catalogName);
    if (previous !== undefined && there?.mark !== previous.mark) {
        noteMadeAnew(wanted);
    }
    if (there === undefined && (await createNew(session, wanted)) === "this") {
        return;
    }
    const shown = there ?? (await show(session, wanted.catalogName));
    if (shown === undefined) {
        throw new Error(
            `catalog ${wanted.catalogName} was created and dropped by someone else in the meantime: run pulumi up again.`,
        );
    }
    await takeOver(session, wanted, shown, previous);
}

function stateOf(wanted: CatalogInputs, server: ServerDescription, mark: string | undefined): CatalogState {
    return { ...wanted, ...server, ...(mark !== undefined && { mark }) };
}

/** What the server has; nothing if the catalog is gone. Never calls the REST endpoint. */
export function read(connection: ConnectionSettings, state: CatalogState): Promise<CatalogState | undefined> {
    return withCatalogSession(connection, [state], async (session) => {
        const shown = await show(session, state.catalogName);
        if (shown === undefined) {
            return undefined;
        }
        const { comment: _, owner, ...rest } = state;
        return {
            ...rest,
            ...(shown.comment !== undefined && { comment: shown.comment }),
            ...(owner !== undefined && { owner: shownOwner(owner, state.mark, shown.mark) }),
            properties: propertiesFromServer(state.properties, shown.properties, state.secretProperties),
            ...(await describeServer(session)),
        };
    });
}

/** Whose the catalog is now: the owner as known while the mark is the known one, else what the mark says. */
function shownOwner(owner: string, mark: string | undefined, shown: string | undefined): string {
    if (shown === mark) {
        return owner;
    }
    const theirs = shown === undefined ? "" : parseMark(shown).owner;
    return theirs === owner ? shown! : theirs;
}

/** Changes properties in place, and proves that StarRocks still sees the namespaces. */
export function update(
    connection: ConnectionSettings,
    old: CatalogState,
    wanted: CatalogInputs,
): Promise<CatalogState> {
    return withCatalogSession(connection, [wanted, old], async (session) => {
        const server = await supportedServer(session);
        const mark = wanted.owner === undefined ? old.mark : markFor(wanted.owner, old.mark);
        const marked = { ...wanted, mark };
        const shown = await show(session, wanted.catalogName);
        if (shown === undefined) {
            await provide(session, marked, old);
        } else {
            refuseLost(old, wanted, shown);
            if (shown.mark !== old.mark) {
                noteMadeAnew(wanted);
            }
            await alter(session, old, marked, shown);
        }
        return stateOf(wanted, server, mark);
    });
}

/** Another stack has taken the catalog over since. */
function refuseLost(
    { mark }: CatalogState,
    { owner, catalogName, adopt }: CatalogInputs,
    shown: ShownCatalog,
): void {
    const isLost =
        owner !== undefined && shown.mark !== mark && ownership(shown.mark, owner) === "anotherStack";
    if (isLost && !adopt) {
        throw belongsToAnother(catalogName, shown.mark!);
    }
}

async function alter(
    session: Session,
    old: CatalogState,
    wanted: MarkedCatalog,
    shown: ShownCatalog,
): Promise<void> {
    const changes = {
        ...propertiesToSet(wanted.properties, shown.properties),
        // Two credentials may look alike behind their masks.
        ...propertiesToSet(wanted.properties, old.properties),
        ...markToSet(wanted, shown),
    };
    await change(
        session,
        wanted,
        changes,
        propertiesFromServer(old.properties, allProperties(shown), wanted.secretProperties),
    );
}

/**
 * Drops the catalog, if it is this resource's own: what replaces it, or another stack, may hold it by now. One that is
 * gone already is fine. Tables and data stay where they are.
 */
export function remove(connection: ConnectionSettings, state: MarkedCatalog): Promise<void> {
    return withCatalogSession(connection, [state], async (session) => {
        try {
            const shown = await show(session, state.catalogName);
            if (shown === undefined) {
                return;
            }
            if (shown.mark === state.mark) {
                await drop(session, state.catalogName);
            } else {
                progress(`catalog ${state.catalogName} is not dropped: ${whoseNow(shown)}`);
            }
        } catch (error) {
            throw await explainRefusal("could not be dropped", session, state, error);
        }
    });
}

function whoseNow({ mark }: ShownCatalog): string {
    return mark === undefined
        ? "someone has recreated it, and it no longer carries this stack's mark"
        : `it now belongs to ${parseMark(mark).owner}`;
}

async function supportedServer(session: Session): Promise<ServerDescription> {
    const server = await describeServer(session);
    const problem = versionProblem(server.starRocksVersion);
    if (problem !== undefined) {
        throw new Error(`StarRocks frontend ${session.frontend} can't be used: ${problem}`);
    }
    return server;
}
