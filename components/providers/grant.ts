import type { dynamic } from "@pulumi/pulumi";
import { PartlyGiven } from "../permissions/grantShares";
import { wasMadeAnew } from "../starrocks/catalog/madeAnew";
import { locate } from "../starrocks/connection/locate";
import { describeServer } from "../starrocks/connection/server";
import { withSession } from "../starrocks/connection/session";
import { checkGrant, grantWithDefaults } from "../starrocks/grant/check";
import type { GrantInputs, GrantState, RawGrantInputs } from "../starrocks/grant/inputs";
import * as life from "../starrocks/grant/life";
import { moveGrant, takeLeft } from "../starrocks/grant/move";
import { type Declaration, Declarations } from "./declarations";
import { guarded } from "./guarded";
import { frontendsOf, plain, withoutNews, withSecretFrontends } from "./plainInputs";
import { idFrom } from "./secretInputs";
import { configure, connectionOf, settings, surroundings } from "./surroundings";
import { unfinished } from "./unfinished";

const GONE = { id: "" };

/** Inputs that earlier releases didn't have. */
const ADDED_INPUTS = ["owner", "frontends"];

/** Whom a grant is for, on which catalog of which cluster. */
type Target = Pick<GrantInputs, "connection" | "frontends" | "catalogName" | "role" | "user">;

const declarations = new Declarations<Target>(isSame);
/** Those that were deleted in this run to be replaced, by owner. */
const predecessors = new Map<string, GrantState>();

/** The life of a grant as the engine calls for it. */
export const grant = guarded<dynamic.ResourceProvider<GrantInputs, GrantInputs | GrantState>>({
    configure,
    async check(olds: Partial<GrantState>, news: RawGrantInputs) {
        const inputs = { ...grantWithDefaults(news), frontends: frontendsOf(news.connection, settings) };
        const failures = checkGrant(news, settings);
        if (failures.length === 0) {
            declare(olds, inputs);
        }
        return {
            inputs: withSecretFrontends(withoutNews(olds, plain(inputs), ADDED_INPUTS) as GrantInputs),
            failures,
        };
    },
    async diff(_id, olds, news) {
        const replaces = (["catalogName", "role", "user"] as const).filter((key) => olds[key] !== news[key]);
        const hasLost =
            replaces.length === 0 && (wasMadeAnew(news) || (await declarations.hasLost(news, news.grants)));
        // Left open, the engine compares the inputs itself, and shows what changes.
        return { replaces, deleteBeforeReplace: true, ...(hasLost && { changes: true }) };
    },
    async create(inputs) {
        const predecessor = inputs.owner === undefined ? undefined : predecessors.get(inputs.owner);
        const known = predecessor && (await isSame(predecessor, inputs)) ? predecessor : undefined;
        const id = idFrom(inputs, ["catalogName", inputs.role === undefined ? "user" : "role"]);
        try {
            const state = await life.createGrant(connectionOf(inputs), inputs, siblingsOf(inputs), known);
            return { id, outs: plain(state) };
        } catch (error) {
            throw error instanceof PartlyGiven ? unfinished(error, id) : error;
        }
    },
    async read(id, props) {
        const state = props as GrantState;
        const held = await life.readGrant(await locate(state, surroundings()), state);
        if (held === undefined) {
            return GONE;
        }
        const { found: _, clusterId: _cluster, left: _left, ...inputs } = held;
        return { id, props: plain(held), inputs: plain(inputs) };
    },
    async update(id, olds, news) {
        const old = olds as GrantState;
        const connection = connectionOf(news);
        try {
            const clusterId = await clusterOf(news);
            if (isAnother(clusterId, old.clusterId)) {
                const moved = moveGrant(connection, clusterId, old, news, siblingsOf(news), surroundings());
                return { outs: plain(await moved) };
            }
            const state = await life.updateGrant(connection, old, news, siblingsOf(news));
            await takeLeft(old, surroundings());
            return { outs: plain(state) };
        } catch (error) {
            throw error instanceof PartlyGiven ? unfinished(error, id) : error;
        }
    },
    async delete(_id, props) {
        const state = props as GrantState;
        await life.removeGrant(await locate(state, surroundings()), state, siblingsOf(state));
        await takeLeft(state, surroundings());
        if (state.owner !== undefined) {
            predecessors.set(state.owner, state);
        }
    },
});

function declare(olds: Partial<GrantState>, { owner, ...now }: GrantInputs): void {
    if (owner === undefined) {
        return;
    }
    const before: Declaration<Target> | undefined =
        olds.grants === undefined ? undefined : { owner, target: olds as GrantState, entries: olds.grants };
    declarations.declare({ owner, target: now, entries: now.grants }, before);
}

const siblingsOf = (inputs: GrantInputs) => declarations.siblingsOf(inputs, inputs.owner);

/** Of two addresses, the clusters' identities tell whether they are one; if one can't be asked, they may be. */
async function isSame(one: Target, other: Target): Promise<boolean> {
    if (one.catalogName !== other.catalogName || one.role !== other.role || one.user !== other.user) {
        return false;
    }
    if (String(one.frontends) === String(other.frontends)) {
        return true;
    }
    const [id, otherId] = [await clusterOf(one), await clusterOf(other)];
    return id === undefined || otherId === undefined || id === otherId;
}

async function clusterOf(target: Target): Promise<string | undefined> {
    const { clusterId } = target as GrantState;
    if (clusterId !== undefined) {
        return clusterId;
    }
    try {
        const connection = { ...connectionOf(target), startupTimeoutSeconds: 0 };
        return (await withSession(connection, describeServer)).clusterId;
    } catch {
        return undefined;
    }
}

function isAnother(clusterId: string | undefined, old: string | undefined): clusterId is string {
    return clusterId !== undefined && old !== undefined && clusterId !== old;
}
