import { isPluginFramework } from "./frameworks";
import type { Properties, ResourceType } from "./resourceType";
import { containsUnknown, unknownValue } from "./values";

/** The provider's own tags (`aws:defaultTags`), which every resource that takes tags gets as well. */
export type DefaultTags = Readonly<Record<string, string>>;

const takesTags = ({ inputs }: ResourceType) => "tags" in inputs;

/** All tags that a resource is to have. */
export function allTags(tags: unknown, defaultTags: DefaultTags): unknown {
    return containsUnknown(tags) ? unknownValue : { ...defaultTags, ...((tags ?? {}) as object) };
}

/** What Check adds to the inputs of an SDKv2 type (pulumi-aws, applyTags); others plan it. */
export function checkedTags(type: ResourceType, inputs: Properties, defaultTags: DefaultTags): Properties {
    if (!takesTags(type) || isPluginFramework(type.token)) return {};
    return { tagsAll: allTags(inputs.tags, defaultTags) };
}

/** AWS knows no default tags: they are tags like the others. */
export function withDefaultTags(
    type: ResourceType,
    inputs: Properties,
    defaultTags: DefaultTags,
): Properties {
    if (!takesTags(type)) return inputs;
    const { tagsAll = allTags(inputs.tags, defaultTags), ...others } = inputs;
    return Object.keys(tagsAll as object).length > 0 ? { ...others, tags: tagsAll } : others;
}

/** `tags` of a state or of inputs that were read: without the default ones that the program doesn't say itself. */
export function withoutDefaultTags(
    type: ResourceType,
    read: Properties,
    said: unknown,
    defaultTags: DefaultTags,
): Properties {
    if (!takesTags(type)) return read;
    const { tags = {}, ...others } = read;
    const own = Object.entries(tags as Record<string, string>).filter(
        ([key, value]) => defaultTags[key] !== value || key in ((said ?? {}) as object),
    );
    const isSaidEmpty = said !== undefined && said !== null;
    return own.length > 0 || isSaidEmpty ? { ...others, tags: Object.fromEntries(own) } : others;
}
