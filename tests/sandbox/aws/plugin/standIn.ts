import type { Sandbox } from "../sandbox";
import { isPluginFramework } from "./frameworks";
import { cloudId, pulumiId } from "./ids";
import { withoutIgnored } from "./ignoreChanges";
import * as cloud from "./provider";
import type { Properties, ResourceType } from "./resourceType";
import { allTags, type DefaultTags, withDefaultTags, withoutDefaultTags } from "./tags";

/**
 * What pulumi-aws and pulumi-terraform-bridge put between the engine and AWS, where the real bridge isn't at hand:
 * Pulumi's ids, the provider's own tags, and what an update leaves as it is.
 */
export interface StandIn {
    readonly sandbox: Sandbox;
    readonly defaultTags: DefaultTags;
}

export function create(
    { sandbox, defaultTags }: StandIn,
    type: ResourceType,
    inputs: Properties,
    isPreview: boolean,
): cloud.State {
    const wanted = withDefaultTags(type, inputs, defaultTags);
    const made = cloud.create(sandbox, type, wanted, isPreview);
    const state = withoutDefaultTags(type, made.state, inputs.tags, defaultTags);
    if (!isPreview) return { id: pulumiId(type, sandbox.account, made.id), state };
    const isPlanned = "tags" in type.inputs && isPluginFramework(type.token);
    return { id: "", state: isPlanned ? { ...state, tagsAll: allTags(inputs.tags, defaultTags) } : state };
}

/** `undefined` when it is gone. */
export function read(
    { sandbox, defaultTags }: StandIn,
    type: ResourceType,
    id: string,
    state: Properties,
    oldInputs: Properties,
): cloud.ReadResult | undefined {
    const found = cloud.read(sandbox, type, cloudId(type, id, state), state, oldInputs);
    if (!found) return undefined;
    return {
        id: pulumiId(type, sandbox.account, found.id),
        state: withoutDefaultTags(type, found.state, state.tags, defaultTags),
        inputs: withoutDefaultTags(type, found.inputs, oldInputs.tags, defaultTags),
    };
}

export interface Update {
    readonly id: string;
    readonly state: Properties;
    readonly news: Properties;
    readonly ignoreChanges: readonly string[];
    readonly isPreview: boolean;
}

export function update(
    { sandbox, defaultTags }: StandIn,
    type: ResourceType,
    { id, state, news, ignoreChanges, isPreview }: Update,
): Properties {
    // All tags are planned anew whatever is ignored, where anything is updated at all.
    const { tagsAll: _, ...inputs } = withoutIgnored(type, ignoreChanges, state, news);
    const wanted = withDefaultTags(type, inputs, defaultTags);
    const olds = withDefaultTags(type, state, {});
    const updated = cloud.update(sandbox, type, cloudId(type, id, state), olds, wanted, isPreview);
    return withoutDefaultTags(type, updated, inputs.tags, defaultTags);
}

export function remove({ sandbox }: StandIn, type: ResourceType, id: string, state: Properties): void {
    cloud.remove(sandbox, type, cloudId(type, id, state), state);
}
