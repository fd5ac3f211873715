import { hash } from "../account/identifiers";
import type { Failure, Properties, ResourceType } from "./resourceType";
import { containsUnknown } from "./values";

export interface CheckRequest {
    /** Last part of the URN. */
    readonly logicalName: string;
    readonly randomSeed: string;
    readonly olds: Properties;
    readonly news: Properties;
}

export interface CheckResult {
    readonly inputs: Properties;
    readonly failures: Failure[];
}

/** `<logical name>-<7 hex digits>`; the same again for the same resource, as the engine's seed decides. */
function automaticName({ autoname = "", autonamePrefix = "" }: ResourceType, request: CheckRequest): string {
    const { olds, news, logicalName, randomSeed } = request;
    const wasAutonamed = ((olds.__defaults as string[] | undefined) ?? []).includes(autoname);
    if (wasAutonamed) return olds[autoname] as string;
    const suffix = hash(randomSeed + logicalName).slice(0, 7);
    const prefix = news.namePrefix ?? `${autonamePrefix}${logicalName}-`;
    return `${prefix}${suffix}`;
}

/** Fills in defaults and finds everything that is wrong without asking AWS. */
export function check(type: ResourceType, request: CheckRequest): CheckResult {
    const { __defaults: _, ...given } = request.news;
    const defaults: Properties = {};
    for (const [name, rule] of Object.entries(type.inputs)) {
        if (given[name] === undefined && rule.default !== undefined) defaults[name] = rule.default;
    }
    if (type.autoname && given[type.autoname] === undefined) {
        defaults[type.autoname] = automaticName(type, request);
    }
    const inputs = { ...given, ...defaults };
    const unknownNames = Object.keys(given).filter((name) => !(name in type.inputs));
    const missing = Object.entries(type.inputs)
        .filter(([name, rule]) => rule.required && inputs[name] === undefined)
        .map(([name]) => name);
    const failures = [
        ...unknownNames.map((property) => ({ property, reason: "Unsupported argument" })),
        ...missing.map((property) => ({ property, reason: "Missing required argument" })),
        ...(containsUnknown(inputs) ? [] : (type.check?.(inputs) ?? [])),
    ];
    return { inputs: { ...inputs, __defaults: Object.keys(defaults) }, failures };
}
