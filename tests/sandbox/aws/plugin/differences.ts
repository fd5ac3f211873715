import type { InputRule, Properties, ResourceType } from "./resourceType";
import { containsUnknown, isUnknown } from "./values";

export type Kind = "ADD" | "DELETE" | "UPDATE";

export interface Difference {
    readonly path: string;
    readonly kind: Kind;
    readonly replaces: boolean;
}

function sortKeys(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sortKeys);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

function parsed(value: unknown): unknown {
    if (typeof value !== "string" || isUnknown(value)) return value;
    try {
        return sortKeys(JSON.parse(value));
    } catch {
        return value;
    }
}

const same = (one: unknown, other: unknown) =>
    JSON.stringify(sortKeys(one)) === JSON.stringify(sortKeys(other));

/** The leaves at which two values differ, with Pulumi's property paths. */
function leaves(path: string, old: unknown, next: unknown): Omit<Difference, "replaces">[] {
    if (same(old, next) && !containsUnknown(next)) return [];
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

function differencesOf(name: string, rule: InputRule, old: unknown, next: unknown): Difference[] {
    if (next === undefined && rule.computed) return [];
    const normalise = rule.json ? parsed : rule.set ? sorted : (value: unknown) => value;
    const [before, after] = [normalise(old), normalise(next)];
    if (rule.json && same(before, after)) return [];
    const found = rule.json ? leaves(name, old, next) : leaves(name, before, after);
    return found.map((leaf) => ({ ...leaf, replaces: rule.forceNew ?? false }));
}

/** What an update would change, property by property. */
export function differences(type: ResourceType, olds: Properties, news: Properties): Difference[] {
    return Object.entries(type.inputs).flatMap(([name, rule]) =>
        differencesOf(name, rule, olds[name], news[name]),
    );
}

/**
 * A resource whose name the program chose can't exist twice, so it is deleted before it is replaced
 * (pulumi-terraform-bridge, nameRequiresDeleteBeforeReplace).
 */
export function deletesBeforeReplace(type: ResourceType, olds: Properties, news: Properties): boolean {
    const { autoname } = type;
    if (!autoname || isUnknown(news[autoname])) return false;
    const wasAutonamed = ((news.__defaults as string[] | undefined) ?? []).includes(autoname);
    return !wasAutonamed && news[autoname] !== undefined && news[autoname] === olds[autoname];
}
