import { steadfast } from "../../common/interruption";
import { progress } from "../../common/progress";
import { locate, type Surroundings } from "../connection/locate";
import { describeServer } from "../connection/server";
import { withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { messageOf } from "../errors";
import type { CatalogInputs, CatalogState } from "./inputs";
import * as life from "./life";
import { show } from "./shown";

/**
 * Updates a catalog where it is; or, if the connection leads to another cluster than before, makes it there and drops
 * the old one.
 */
export async function move(
    connection: ConnectionSettings,
    old: CatalogState,
    wanted: CatalogInputs,
    surroundings: Surroundings,
): Promise<CatalogState> {
    if (!(await isElsewhere(connection, old, wanted))) {
        return life.update(connection, old, wanted);
    }
    progress(
        `catalog ${wanted.catalogName} moves: ${listOf(wanted.frontends)} is a different cluster from ${listOf(old.frontends)}`,
    );
    const state = await life.create(connection, wanted);
    await steadfast(() => dropOld(old, surroundings));
    return state;
}

/** The clusters' identities tell; where they can't be seen, another address counts as another cluster unless it has the catalog. */
async function isElsewhere(
    connection: ConnectionSettings,
    old: CatalogState,
    wanted: CatalogInputs,
): Promise<boolean> {
    return withSession(connection, async (session) => {
        const { clusterId } = await describeServer(session);
        if (clusterId !== undefined && old.clusterId !== undefined) {
            return clusterId !== old.clusterId;
        }
        if (old.frontends === undefined || listOf(old.frontends) === listOf(wanted.frontends)) {
            return false;
        }
        const shown = await show(session, old.catalogName);
        return shown === undefined || shown.mark !== old.mark;
    });
}

async function dropOld(old: CatalogState, surroundings: Surroundings): Promise<void> {
    try {
        await life.remove(await locate(old, surroundings), old);
    } catch (error) {
        progress(
            `warning: catalog ${old.catalogName} stays on its old cluster (${listOf(old.frontends)}), where it could not be ` +
                `dropped: ${messageOf(error)}\nDrop it there by hand: DROP CATALOG \`${old.catalogName}\`.`,
        );
    }
}

function listOf(frontends: readonly string[] | undefined): string {
    return (frontends ?? []).join(", ");
}
