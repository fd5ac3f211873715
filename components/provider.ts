/**
 * Host of the dynamic providers: the module that users' stored state requires as
 * `pulumi-starrocks-s3tables/provider`, with one export per kind of resource. Neither the path nor the names
 * of the exports may change, and new code must accept the state that older versions have written.
 */

import type { dynamic } from "@pulumi/pulumi";
import { guarded } from "./dynamic/guarded";
import { lakeFormationClient } from "./lakeFormation/client";
import type { LakeFormationGrantsInputs } from "./lakeFormation/grantsInputs";
import * as lakeFormation from "./lakeFormation/grantsLife";
import { checkCatalog, type RawCatalogInputs, withDefaults } from "./starrocks/catalog/check";
import { diffCatalog } from "./starrocks/catalog/diff";
import type { CatalogInputs, CatalogState } from "./starrocks/catalog/inputs";
import * as life from "./starrocks/catalog/life";
import { type ConnectionInputs, resolveConnection, type StackConfig } from "./starrocks/connection/settings";
import { checkGrant, grantWithDefaults } from "./starrocks/grant/check";
import type { GrantInputs, RawGrantInputs } from "./starrocks/grant/inputs";
import * as grants from "./starrocks/grant/life";

/** Configuration of the stack, of all namespaces; the engine hands it over once per process. */
let stackConfig: StackConfig = () => undefined;

async function configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    stackConfig = (key) => config.get(key);
}

/** Tells the engine that the resource is no longer there, although the type asks for an id. */
const GONE = { id: "" };

/** The engine takes plain JSON only; a member that is undefined would be refused after the SQL has run. */
function plain<Value>(value: Value): Value {
    return JSON.parse(JSON.stringify(value)) as Value;
}

const connectionOf = ({ connection }: { readonly connection: ConnectionInputs }) =>
    resolveConnection(connection, stackConfig);

/** Provider of `StarRocksCatalog`. */
export const catalog = guarded<dynamic.ResourceProvider<CatalogInputs, CatalogInputs | CatalogState>>({
    configure,
    async check(_olds, news: RawCatalogInputs) {
        return { inputs: plain(withDefaults(news)), failures: checkCatalog(news, stackConfig) };
    },
    async diff(_id, olds, news) {
        return diffCatalog(olds, news);
    },
    async create(inputs) {
        return { id: inputs.catalogName, outs: plain(await life.create(connectionOf(inputs), inputs)) };
    },
    async read(id, props) {
        const state = await life.read(connectionOf(props as CatalogState), props as CatalogState);
        if (state === undefined) {
            return GONE;
        }
        const { starRocksVersion: _, ...inputs } = state;
        return { id, props: plain(state), inputs: plain(inputs) };
    },
    async update(_id, olds, news) {
        return { outs: plain(await life.update(connectionOf(news), olds as CatalogState, news)) };
    },
    async delete(_id, props) {
        await life.remove(connectionOf(props), props);
    },
});

/** Provider of `StarRocksGrant`. */
export const grant = guarded<dynamic.ResourceProvider<GrantInputs, GrantInputs>>({
    configure,
    async check(_olds, news: RawGrantInputs) {
        return { inputs: plain(grantWithDefaults(news)), failures: checkGrant(news, stackConfig) };
    },
    async diff(_id, olds, news) {
        return {
            replaces: (["catalogName", "role", "user"] as const).filter((key) => olds[key] !== news[key]),
            // Another grant for the same grantee may overlap: what is taken must not be what was just given.
            deleteBeforeReplace: true,
        };
    },
    async create(inputs) {
        await grants.createGrant(connectionOf(inputs), inputs);
        return { id: `${inputs.catalogName}|${inputs.role ?? inputs.user}`, outs: plain(inputs) };
    },
    async read(id, props) {
        const held = await grants.readGrant(connectionOf(props!), props!);
        return held === undefined ? GONE : { id, props: plain(held), inputs: plain(held) };
    },
    async update(_id, olds, news) {
        await grants.updateGrant(connectionOf(news), olds, news);
        return { outs: plain(news) };
    },
    async delete(_id, props) {
        await grants.removeGrant(connectionOf(props), props);
    },
});

/** Provider of `LakeFormationGrants`. */
export const lakeFormationGrants = guarded<
    dynamic.ResourceProvider<LakeFormationGrantsInputs, LakeFormationGrantsInputs>
>({
    configure,
    async diff(_id, olds, news) {
        return {
            replaces: (["region", "catalogId", "principal"] as const).filter(
                (key) => olds[key] !== news[key],
            ),
        };
    },
    async create(inputs) {
        await lakeFormation.createGrants(await lakeFormationClient(inputs, stackConfig), inputs);
        return { id: `${inputs.principal}|${inputs.catalogId}`, outs: plain(inputs) };
    },
    async read(id, props) {
        const client = await lakeFormationClient(props!, stackConfig);
        const held = await lakeFormation.readGrants(client, props!);
        return held === undefined ? GONE : { id, props: plain(held), inputs: plain(held) };
    },
    async update(_id, olds, news) {
        await lakeFormation.updateGrants(await lakeFormationClient(news, stackConfig), olds, news);
        return { outs: plain(news) };
    },
    async delete(_id, props) {
        await lakeFormation.deleteGrants(await lakeFormationClient(props, stackConfig), props);
    },
});
