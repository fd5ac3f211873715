import type { dynamic } from "@pulumi/pulumi";
import { type AwsAccessInputs, accessOf, isAccessKnown, servicesOf } from "../awsAccess/clients";
import { inputsIn, type SharedInputs, type SharedState } from "../federation/accountSetup/inputs";
import {
    changeShared,
    makeOrAdopt,
    readShared,
    removeShared,
    sharedProblems,
} from "../federation/accountSetup/life";
import { guarded } from "./guarded";
import { plain } from "./plainInputs";
import { configure, stackSettings } from "./surroundings";

const GONE = { id: "" };

const servicesFor = (inputs: AwsAccessInputs) => servicesOf(accessOf(inputs, stackSettings));

/** The life of what a federation sets up for everybody in the account and Region, as the engine calls for it. */
export const federation = guarded<dynamic.ResourceProvider<SharedInputs, SharedInputs | SharedState>>({
    configure,
    async check(_olds, news: SharedInputs) {
        const problems = isAccessKnown(news) ? await sharedProblems(servicesFor(news), news) : [];
        return { inputs: news, failures: problems.map((reason) => ({ property: "accessMode", reason })) };
    },
    async diff(_id, olds, news) {
        return {
            // What the AWS provider has left as a state names no place: it is where it was.
            replaces: (["region", "accountId", "partition"] as const).filter(
                (key) => olds.kind !== undefined && olds[key] !== news[key],
            ),
        };
    },
    async create(inputs) {
        const state = await makeOrAdopt(servicesFor(inputs), inputs);
        return { id: `${inputs.accountId}|${inputs.region}|${inputs.kind}`, outs: plain(state) };
    },
    async read(id, props) {
        const state = await readShared(servicesFor(props!), props as SharedState);
        return state === undefined ? GONE : { id, props: plain(state), inputs: plain(inputsIn(state)) };
    },
    async update(_id, olds, news) {
        return { outs: plain(await changeShared(servicesFor(news), olds as SharedState, news)) };
    },
    async delete(_id, props) {
        await removeShared(servicesFor(props), props as SharedState);
    },
});
