import { isPluginFramework } from "./frameworks";
import type { Properties, ResourceType } from "./resourceType";

/** `ignoreChanges` as the bridge has it after the engine has put back the old inputs. */

type Path = readonly (string | number)[];

const isObject = (value: unknown): value is Properties =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** Pulumi's property paths: `tags.team`, `tags["a.b"]`, `list[0]`, `*`. */
function parsePath(path: string): Path {
    const steps = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)];
    return steps.map(([, quoted, index, name]) =>
        index === undefined ? (quoted?.replace(/\\(.)/g, "$1") ?? name ?? "") : Number(index),
    );
}

/** Only what is spelled the same, and what is in it: `*` ignores nothing (tfbridge, computeIgnoreChanges). */
export function isIgnoredLiterally(ignoreChanges: readonly string[], path: string): boolean {
    return ignoreChanges.some(
        (ignored) => path === ignored || path.startsWith(`${ignored}.`) || path.startsWith(`${ignored}[`),
    );
}

/** Takes what a path names from the state; `*` is each property that either has (propertyvalue.ApplyIgnoreChanges). */
function reset([step, ...rest]: Path, state: unknown, news: unknown): unknown {
    if (step === undefined) return state;
    if (Array.isArray(state) && Array.isArray(news)) {
        const steps = step === "*" ? state.map((_, index) => index) : [step];
        return news.map((value, index) => (steps.includes(index) ? reset(rest, state[index], value) : value));
    }
    if (!isObject(state) || !isObject(news)) return news;
    const names = step === "*" ? [...new Set([...Object.keys(state), ...Object.keys(news)])] : [step];
    const changed: Properties = { ...news };
    for (const name of names) {
        const isLeaf = rest.length === 0;
        if (isLeaf && !(name in state)) delete changed[name];
        else if (isLeaf || (name in state && name in news))
            changed[name] = reset(rest, state[name], news[name]);
    }
    return changed;
}

/** The inputs with which an update is planned and made. */
export function withoutIgnored(
    { token }: ResourceType,
    ignoreChanges: readonly string[],
    state: Properties,
    news: Properties,
): Properties {
    const followed = isPluginFramework(token)
        ? ignoreChanges
        : ignoreChanges.filter((path) => !path.includes("*"));
    return followed.reduce<Properties>(
        (inputs, path) => reset(parsePath(path), state, inputs) as Properties,
        news,
    );
}
