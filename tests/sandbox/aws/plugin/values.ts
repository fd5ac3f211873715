import type { Properties } from "./resourceType";

/** How the engine spells a value that a preview can't know yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isUnknown = (value: unknown): boolean => value === unknownValue;

/** How the engine marks a value as one of another kind, and a secret among them. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";

/** A provider's settings come with their secrets wrapped, whatever the plugin says that it accepts. */
export function withoutSecrets(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(withoutSecrets);
    const { [signature]: kind, value: wrapped } = value as Properties;
    if (kind === secret) return withoutSecrets(wrapped);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutSecrets(inner)]));
}

export function containsUnknown(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return isUnknown(value);
    return Object.values(value).some(containsUnknown);
}

/** gRPC's struct has no `undefined`. */
export function withoutUndefined(properties: Properties): Properties {
    return JSON.parse(JSON.stringify(properties)) as Properties;
}

export const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

export const optionalText = (value: unknown): string | undefined =>
    value === undefined || value === null || value === "" ? undefined : String(value);

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export const tagsOf = (value: unknown): Record<string, string> => ({
    ...((value ?? {}) as Record<string, string>),
});

/** Tags and the like are left out of a program when there are none. */
export const orAbsent = <Value extends object>(value: Value): Value | undefined =>
    Object.keys(value).length > 0 ? value : undefined;

export const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString();

function sortKeys(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sortKeys);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

/** The order of an object's keys says nothing. */
export const isSame = (one: unknown, other: unknown): boolean =>
    JSON.stringify(sortKeys(one)) === JSON.stringify(sortKeys(other));

function parsed(value: unknown): unknown {
    if (typeof value !== "string" || isUnknown(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

/** A list of one text and the text say the same in a policy, and the order of a list says nothing. */
function normalisedPolicy(value: unknown): unknown {
    if (Array.isArray(value)) {
        const [only, ...others] = value.map(normalisedPolicy);
        if (others.length === 0 && value.length === 1) return only;
        return [only, ...others].map((each) => JSON.stringify(sortKeys(each))).sort();
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalisedPolicy(inner)]));
}

/** Of two policies: whether they allow and deny the same, however they are spelled (awspolicyequivalence). */
export const isSamePolicy = (one: unknown, other: unknown): boolean =>
    isSame(normalisedPolicy(parsed(one)), normalisedPolicy(parsed(other)));
