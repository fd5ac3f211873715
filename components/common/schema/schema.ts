import type { ArgumentProblem } from "../validation";

/**
 * What an argument may be, as data: the checks of components and of dynamic providers are made from it, and so are the
 * tests that try hostile values on every argument.
 *
 * Of our own, since what counts here is what validation libraries don't know: values that are outputs or not known yet,
 * values that must be plain, and secrets, which are never printed. (zod 4 and TypeBox would also add 100 ms to each
 * import of the package.)
 */
export type Schema = TextSchema | NumberSchema | FlagSchema | ListSchema | MapSchema | ObjectSchema;

interface Common {
    /** True if it must be known when the program runs, as what decides on resources and their names must. */
    readonly plain?: boolean;
    /** True if it must be given. */
    readonly required?: boolean;
    /** True if it is never printed. */
    readonly secret?: boolean;
}

export interface TextSchema extends Common {
    readonly kind: "text";
    /** What is wrong with a text, one sentence per fault. */
    readonly problems: (text: string) => readonly string[];
}

export interface NumberSchema extends Common {
    readonly kind: "number";
    readonly least: number;
    readonly most: number;
    readonly whole: boolean;
}

export interface FlagSchema extends Common {
    readonly kind: "flag";
}

export interface ListSchema extends Common {
    readonly kind: "list";
    readonly item: Schema;
    readonly most: number;
}

/** An object with keys of the user's choice. */
export interface MapSchema extends Common {
    readonly kind: "map";
    readonly keyProblems: (key: string) => readonly string[];
    readonly item: (key: string) => Schema;
}

export interface ObjectSchema extends Common {
    readonly kind: "object";
    readonly members: Readonly<Record<string, Schema>>;
    /** What is wrong with members that don't go together. Only asked if each has the right type. */
    readonly rules: (value: never) => readonly ArgumentProblem[];
}

/** Characters that no name, address or ARN holds, and that a terminal or a protocol would obey. */
function controlProblems(text: string): string[] {
    return /\p{Cc}/u.test(text) ? ["must not contain control characters, such as line breaks or NUL"] : [];
}

export function text(problems: (text: string) => readonly string[], marks: Common = {}): TextSchema {
    return { kind: "text", problems: (value) => [...controlProblems(value), ...problems(value)], ...marks };
}

/** A text of several lines, or with bytes of a secret. */
export function freeText(problems: (text: string) => readonly string[], marks: Common = {}): TextSchema {
    return { kind: "text", problems, ...marks };
}

/** One of the values of an enumeration. */
export function choice(choices: Readonly<Record<string, string>>, marks: Common = {}): TextSchema {
    const values = Object.values(choices);
    return {
        kind: "text",
        problems: (value) => (values.includes(value) ? [] : [`must be one of ${values.join(", ")}`]),
        ...marks,
    };
}

export function whole(least: number, most: number, marks: Common = {}): NumberSchema {
    return { kind: "number", whole: true, least, most, ...marks };
}

/** Seconds, up to a day; more than that is a slip of the unit, and more than 24 days no timer can wait. */
export function seconds(least: number, marks: Common = {}): NumberSchema {
    return { kind: "number", whole: false, least, most: 86_400, ...marks };
}

export function flag(marks: Common = {}): FlagSchema {
    return { kind: "flag", ...marks };
}

export function list(item: Schema, { most = 10_000, ...marks }: Common & { most?: number } = {}): ListSchema {
    return { kind: "list", item, most, ...marks };
}

export function map(
    keyProblems: MapSchema["keyProblems"],
    item: MapSchema["item"],
    marks: Common = {},
): MapSchema {
    return { kind: "map", keyProblems, item, ...marks };
}

/** Every member of the arguments' type has to be there, and no other. */
export function object<Args extends object>(
    members: Readonly<Record<keyof Args, Schema>>,
    { rules = () => [], ...marks }: Common & { rules?: (value: Args) => readonly ArgumentProblem[] } = {},
): ObjectSchema {
    return { kind: "object", members, rules, ...marks };
}
