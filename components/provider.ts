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
import { plain } from "./providers/plainInputs";
import { configure, stackSettings as stackConfig } from "./providers/surroundings";

export { catalog } from "./providers/catalog";
export { grant } from "./providers/grant";

/** Tells the engine that the resource is no longer there, although the type asks for an id. */
const GONE = { id: "" };

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
