import type { dynamic } from "@pulumi/pulumi";
import { isUnknown } from "../common/unknown";
import { PartlyChanged } from "../starrocks/catalog/change";
import {
    type CheckFailure,
    checkCatalog,
    type RawCatalogInputs,
    withDefaults,
} from "../starrocks/catalog/check";
import { diffCatalog } from "../starrocks/catalog/diff";
import type { CatalogInputs, CatalogState } from "../starrocks/catalog/inputs";
import * as life from "../starrocks/catalog/life";
import { move } from "../starrocks/catalog/move";
import { OWNER_PROPERTY, resourceOf } from "../starrocks/catalog/ownerMark";
import { locate } from "../starrocks/connection/locate";
import { guarded } from "./guarded";
import { frontendsOf, plain, withoutNews, withSecretFrontends } from "./plainInputs";
import { idFrom } from "./secretInputs";
import { configure, connectionOf, settings, surroundings } from "./surroundings";

/** Tells the engine that the resource is no longer there, although the type asks for an id. */
const GONE = { id: "" };

/** Inputs that earlier releases didn't have. */
const ADDED_INPUTS = ["owner", "frontends", "secretProperties"];

/** The catalogs that the program declares: owners by cluster and name. */
const declared = new Map<string, string>();
/** The states of those that are there already, by owner: what is replaced has to be known to what replaces it. */
const states = new Map<string, CatalogState>();

/** The inputs that the state holds, by owner. */
const oldInputs = new Map<string, CatalogInputs>();

/** The life of a catalog as the engine calls for it. */
export const catalog = guarded<dynamic.ResourceProvider<CatalogInputs, CatalogInputs | CatalogState>>({
    configure,
    async check(olds, news: RawCatalogInputs) {
        const inputs = { ...withDefaults(news), frontends: frontendsOf(news.connection, settings) };
        if (inputs.owner !== undefined && Object.keys(olds).length > 0) {
            oldInputs.set(inputs.owner, olds as CatalogInputs);
        }
        return {
            inputs: withSecretFrontends(withoutNews(olds, plain(inputs), ADDED_INPUTS) as CatalogInputs),
            failures: [...checkCatalog(news, settings), ...declaredTwice(inputs)],
        };
    },
    async diff(_id, olds, news) {
        const owner = news.owner ?? (olds as CatalogState).owner;
        if (owner !== undefined) {
            states.set(owner, olds as CatalogState);
        }
        const { replaces } = diffCatalog(olds, news);
        // The engine compares inputs, and shows what changes; of what a failed change left, only the outputs know.
        const known = owner === undefined ? undefined : oldInputs.get(owner);
        const isResidue =
            replaces.length > 0 && known !== undefined && diffCatalog(known, news).replaces.length === 0;
        return { replaces, ...(isResidue && { changes: true }) };
    },
    async create(inputs) {
        const previous = inputs.owner === undefined ? undefined : states.get(inputs.owner);
        return {
            id: idFrom(inputs, ["catalogName"]),
            outs: plain(await life.create(connectionOf(inputs), inputs, previous)),
        };
    },
    async read(id, props) {
        const known = props as CatalogState;
        const state = await life.read(await locate(known, surroundings()), known);
        if (state === undefined) {
            return GONE;
        }
        const { starRocksVersion: _, clusterId: _cluster, mark: _mark, ...inputs } = state;
        return { id, props: plain(state), inputs: plain(inputs) };
    },
    async update(id, olds, news) {
        const old = olds as CatalogState;
        try {
            return { outs: plain(await move(connectionOf(news), old, news, surroundings())) };
        } catch (error) {
            throw error instanceof PartlyChanged ? unfinished(error, id, old, news) : error;
        }
    },
    async delete(_id, props) {
        const state = props as CatalogState;
        await life.remove(await locate(state, surroundings()), state);
    },
});

/** Two resources with one catalog would each undo what the other one does. */
function declaredTwice({ owner, frontends, catalogName }: CatalogInputs): CheckFailure[] {
    if (owner === undefined || [frontends, catalogName].some(isUnknown)) {
        return [];
    }
    const key = JSON.stringify([frontends, catalogName]);
    const first = declared.get(key) ?? owner;
    declared.set(key, first);
    return first === owner
        ? []
        : [
              {
                  property: "catalogName",
                  reason: `names a catalog that "${resourceOf(first)}" declares too`,
              },
          ];
}

/**
 * What a failed change has left on the server goes into the state, so that the next operation compares with it
 * (`ErrorResourceInitFailed`, which the engine takes from these members of an error).
 */
function unfinished(
    { message, properties }: PartlyChanged,
    id: string,
    { starRocksVersion, clusterId, mark }: CatalogState,
    news: CatalogInputs,
): Error {
    const { [OWNER_PROPERTY]: _, ...others } = properties;
    const state = { ...news, properties: others, starRocksVersion, clusterId, mark };
    return Object.assign(new Error(message), { id, properties: plain(state), reasons: [message] });
}
