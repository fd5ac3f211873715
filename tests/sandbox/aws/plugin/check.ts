import { hash } from "../account/identifiers";
import { isPluginFramework } from "./frameworks";
import type { Failure, Properties, ResourceType } from "./resourceType";
import { checkedTags, type DefaultTags } from "./tags";
import { containsUnknown } from "./values";

export interface CheckRequest {
    /** Last part of the URN. */
    readonly logicalName: string;
    readonly randomSeed: string;
    readonly olds: Properties;
    readonly news: Properties;
    /** The provider's. */
    readonly defaultTags?: DefaultTags;
}

export interface CheckResult {
    readonly inputs: Properties;
    readonly failures: Failure[];
}

/** `<logical name>-<7 hex digits>`; the same again for the same resource, as the engine's seed decides. */
function automaticName(type: ResourceType, { olds, news, logicalName, randomSeed }: CheckRequest): string {
    const { autoname = "", autonamePrefix = "", autonameLength = 255 } = type;
    const wasAutonamed = ((olds.__defaults as string[] | undefined) ?? []).includes(autoname);
    if (wasAutonamed) return olds[autoname] as string;
    const suffix = hash(randomSeed + logicalName).slice(0, 7);
    const name = `${news.namePrefix ?? `${autonamePrefix}${logicalName}-`}${suffix}`;
    if (name.length <= autonameLength) return name;
    throw new Error(
        `could not make instance of '${type.token}': name '${name.slice(0, -7)}' plus 7 random chars is longer than maximum length ${autonameLength}`,
    );
}

/** Fills in defaults and finds everything that is wrong without asking AWS. */
export function check(type: ResourceType, request: CheckRequest): CheckResult {
    const { __defaults: _, ...given } = request.news;
    const tags = checkedTags(type, given, request.defaultTags ?? {});
    const defaults: Properties = {};
    for (const [name, rule] of Object.entries(type.inputs)) {
        if (isPluginFramework(type.token)) continue;
        if (given[name] === undefined && rule.default !== undefined) defaults[name] = rule.default;
    }
    if (type.autoname && given[type.autoname] === undefined) {
        defaults[type.autoname] = automaticName(type, request);
    }
    const inputs = { ...given, ...defaults };
    // What the engine puts back into ignored inputs may hold the tags that Check itself has added.
    const unknownNames = Object.keys(given).filter((name) => !(name in type.inputs) && !(name in tags));
    const missing = Object.entries(type.inputs)
        .filter(([name, rule]) => rule.required && inputs[name] === undefined)
        .map(([name]) => name);
    const failures = [
        ...unknownNames.map((property) => ({ property, reason: "Unsupported argument" })),
        ...missing.map((property) => ({ property, reason: "Missing required argument" })),
        ...(containsUnknown(inputs) ? [] : (type.check?.(inputs) ?? [])),
    ];
    return { inputs: { ...inputs, ...tags, __defaults: Object.keys(defaults) }, failures };
}
