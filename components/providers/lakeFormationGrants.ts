import type { dynamic } from "@pulumi/pulumi";
import { type AwsAccessInputs, accessOf, lakeFormationClient, stsClient } from "../awsAccess/clients";
import { guarded } from "../dynamic/guarded";
import type { LakeFormationGrantsInputs } from "../lakeFormation/grantsInputs";
import * as life from "../lakeFormation/grantsLife";
import { seesAllPermissions } from "../lakeFormation/visibility";
import { plain } from "./plainInputs";
import { configure, stackSettings } from "./surroundings";

const GONE = { id: "" };

const accessTo = (inputs: AwsAccessInputs) => accessOf(inputs, stackSettings);

/** The life of Lake Formation's grants as the engine calls for it. */
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
        await life.createGrants(await lakeFormationClient(accessTo(inputs)), inputs);
        return { id: `${inputs.principal}|${inputs.catalogId}`, outs: plain(inputs) };
    },
    async read(id, props) {
        const access = accessTo(props!);
        const client = await lakeFormationClient(access);
        const held = await life.readGrants(client, props!, async () =>
            seesAllPermissions(client, await stsClient(access)),
        );
        return held === undefined ? GONE : { id, props: plain(held), inputs: plain(held) };
    },
    async update(_id, olds, news) {
        await life.updateGrants(await lakeFormationClient(accessTo(news)), olds, news);
        return { outs: plain(news) };
    },
    async delete(_id, props) {
        await life.deleteGrants(await lakeFormationClient(accessTo(props)), props);
    },
});
