import { isPluginFramework } from "./frameworks";
import { isIgnoredLiterally, withoutIgnored } from "./ignoreChanges";
import type { InputRule, Properties, ResourceType } from "./resourceType";
import { allTags, type DefaultTags } from "./tags";
import { containsUnknown, isSame, isSamePolicy } from "./values";

export type Kind = "ADD" | "DELETE" | "UPDATE";

export interface Difference {
    readonly path: string;
    readonly kind: Kind;
    readonly replaces: boolean;
}

/** The leaves at which two values differ, with Pulumi's property paths. */
function leaves(path: string, old: unknown, next: unknown): Omit<Difference, "replaces">[] {
    if (isSame(old, next) && !containsUnknown(next)) return [];
    if (old === undefined) return [{ path, kind: "ADD" }];
    if (next === undefined) return [{ path, kind: "DELETE" }];
    if (Array.isArray(old) && Array.isArray(next)) {
        const length = Math.max(old.length, next.length);
        return Array.from({ length }, (_, index) =>
            leaves(`${path}[${index}]`, old[index], next[index]),
        ).flat();
    }
    if (typeof old === "object" && typeof next === "object" && old !== null && next !== null) {
        const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
        return [...keys].flatMap((key) => {
            const step = /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
            return leaves(path + step, (old as Properties)[key], (next as Properties)[key]);
        });
    }
    return [{ path, kind: "UPDATE" }];
}

const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);

/** What a state leaves out and what a program says without meaning anything. */
const isNothing = (value: unknown): boolean =>
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0);

function differencesOf(name: string, rule: InputRule, old: unknown, next: unknown): Difference[] {
    if (next === undefined && rule.computed) return [];
    if (isNothing(old) && isNothing(next)) return [];
    if (rule.policy && isSamePolicy(old, next)) return [];
    const normalise = rule.set ? sorted : (value: unknown) => value;
    return leaves(name, normalise(old), normalise(next)).map((leaf) => ({
        ...leaf,
        replaces: rule.forceNew ?? false,
    }));
}

/** Nothing said and the default in the state are the same: the real bridge's inputs have no default of `false`. */
const compare = (inputs: ResourceType["inputs"], state: Properties, news: Properties): Difference[] =>
    Object.entries(inputs).flatMap(([name, rule]) => {
        const isDefault = news[name] === undefined && state[name] === rule.default;
        return isDefault ? [] : differencesOf(name, rule, state[name], news[name]);
    });

/** What else than the program decides on a difference. */
export interface DiffOptions {
    readonly ignoreChanges?: readonly string[];
    readonly defaultTags?: DefaultTags;
}

/** Against what was read back, which isn't always what the program said. */
function sdkDifferences(
    { inputs }: ResourceType,
    state: Properties,
    news: Properties,
    { ignoreChanges = [] }: DiffOptions,
): Difference[] {
    const tagsAll: ResourceType["inputs"] = "tags" in inputs ? { tagsAll: { computed: true } } : {};
    const found = compare({ ...inputs, ...tagsAll }, state, news);
    const minded = found.filter(({ path }) => !isIgnoredLiterally(ignoreChanges, path));
    // A state without it and `false` are the same to Terraform's plugin SDK, and only shown beside other differences.
    const isOnlyFalse = ({ path }: Difference) => state[path] === undefined && news[path] === false;
    return minded.every(isOnlyFalse) ? [] : minded;
}

/** Defaults and all tags belong to the plan, so that `ignoreChanges` doesn't reach them. */
function pluginFrameworkDifferences(
    type: ResourceType,
    state: Properties,
    news: Properties,
    { ignoreChanges = [], defaultTags = {} }: DiffOptions,
): Difference[] {
    const said = withoutIgnored(type, ignoreChanges, state, news);
    const defaults = Object.entries(type.inputs).flatMap(([name, rule]) =>
        said[name] === undefined && rule.default !== undefined ? [[name, rule.default]] : [],
    );
    const plan: Properties = { ...said, ...Object.fromEntries(defaults) };
    const found = compare(type.inputs, state, plan);
    const along = found.length === 0 ? [] : (type.changedByUpdates ?? []);
    const tagsAll = "tags" in type.inputs ? { tagsAll: allTags(plan.tags, defaultTags) } : {};
    return [
        ...found,
        ...along.map((path) => ({ path, kind: "UPDATE", replaces: false }) as const),
        ...compare({ tagsAll: {} }, state, { ...state, ...tagsAll }),
    ];
}

/** What an update would change, property by property. */
export function differences(
    type: ResourceType,
    state: Properties,
    news: Properties,
    options: DiffOptions = {},
): Difference[] {
    return isPluginFramework(type.token)
        ? pluginFrameworkDifferences(type, state, news, options)
        : sdkDifferences(type, state, news, options);
}

/**
 * Pulumi-aws says so of some types. An SDKv2 resource is also deleted first when the program has chosen its name,
 * as it can't exist twice (pulumi-terraform-bridge, nameRequiresDeleteBeforeReplace).
 */
export function deletesBeforeReplace(type: ResourceType, news: Properties): boolean {
    const { autoname, token } = type;
    if (type.deleteBeforeReplace) return true;
    if (isPluginFramework(token) || !autoname || news[autoname] === undefined) return false;
    const defaults = news.__defaults as string[] | undefined;
    return defaults !== undefined && !defaults.includes(autoname);
}
