import { isUnknown } from "../unknown";
import { type ArgumentProblem, printed } from "../validation";
import { nearest } from "./nearest";
import {
    type ListSchema,
    type MapSchema,
    type NumberSchema,
    type ObjectSchema,
    type Schema,
    type TextSchema,
    text,
} from "./schema";

/**
 * Who asks. A program's values may be outputs, which are passed over until they are known; the engine hands a provider
 * values, or a mark for what isn't known yet. The provider can't tell which of them the program has marked as secrets,
 * so it prints none.
 */
type Asking = "program" | "provider";

/** What is wrong with the text that an output turned out to hold. */
export function outputProblems(
    problems: (text: string) => readonly string[],
    value: unknown,
    path: string,
): ArgumentProblem[] {
    return problemsIn(text(problems, { required: true }), value, path, "provider");
}

/** A fault, and whether it is one of the type, so that the value can't be used for anything. */
interface Fault extends ArgumentProblem {
    readonly ofType?: true;
}

/** Everything that is wrong with a value, whatever it is. */
export function problemsIn(schema: Schema, value: unknown, path: string, asking: Asking): ArgumentProblem[] {
    return faultsIn(schema, value, path, asking).map((fault) => ({
        path: fault.path,
        problem: fault.problem,
    }));
}

const MUST_BE_PLAIN =
    "must be a plain value, known when the program runs, because the resources and their names depend on it; it " +
    "can't be an output (use the configuration, or the source of the output)";

function faultsIn(schema: Schema, value: unknown, path: string, asking: Asking): Fault[] {
    if (value === undefined) {
        return schema.required ? [{ path, problem: "is missing", ofType: true }] : [];
    }
    if (asking === "provider" && isUnknown(value)) {
        return [];
    }
    if (asking === "program" && isOutput(value)) {
        return schema.plain ? [{ path, problem: MUST_BE_PLAIN, ofType: true }] : [];
    }
    const mayPrint = asking === "program" && !schema.secret;
    const wrongType = (wanted: string): Fault[] => [
        { path, problem: `must be ${wanted}${given(value, mayPrint)}`, ofType: true },
    ];
    switch (schema.kind) {
        case "text":
            return typeof value === "string"
                ? textFaults(schema, value, path, mayPrint)
                : wrongType("a string");
        case "flag":
            return typeof value === "boolean" ? [] : wrongType("true or false, without quotes");
        case "number":
            return isWithin(schema, value) ? [] : wrongType(range(schema));
        case "list":
            return Array.isArray(value) ? listFaults(schema, value, path, asking) : wrongType("a list");
        case "map":
            return isObject(value) ? mapFaults(schema, value, path, asking) : wrongType("an object");
        case "object":
            return isObject(value) ? objectFaults(schema, value, path, asking) : wrongType("an object");
    }
}

/** Promises too are passed to resources as they are. */
function isOutput(value: unknown): boolean {
    const { __pulumiOutput, then } = Object(value) as { __pulumiOutput?: unknown; then?: unknown };
    return __pulumiOutput === true || typeof then === "function";
}

/** Pulumi can't take an object without a prototype. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return (
        Object.prototype.toString.call(value) === "[object Object]" && Object.getPrototypeOf(value) !== null
    );
}

/** What was given, after what is wanted. */
function given(value: unknown, mayPrint: boolean): string {
    if (typeof value === "string") {
        return mayPrint ? `, not the string ${printed(value)}` : ", not a string";
    }
    if (typeof value === "number") {
        return mayPrint ? `, not the number ${value}` : "";
    }
    if (value === null || typeof value === "boolean") {
        return `, not ${value}`;
    }
    return Array.isArray(value) ? ", not a list" : `, not of type ${typeof value}`;
}

function textFaults({ problems }: TextSchema, value: string, path: string, mayPrint: boolean): Fault[] {
    const shown = mayPrint ? `${printed(value)} ` : "";
    return problems(value).map((problem) => ({ path, problem: `${shown}${problem}` }));
}

function isWithin({ least, most, whole }: NumberSchema, value: unknown): boolean {
    return (
        typeof value === "number" &&
        value >= least &&
        value <= most &&
        (!whole || Number.isSafeInteger(value))
    );
}

function range({ least, most, whole }: NumberSchema): string {
    return `a ${whole ? "whole " : ""}number from ${least} to ${most}, without quotes`;
}

function listFaults({ item, most }: ListSchema, value: unknown[], path: string, asking: Asking): Fault[] {
    if (value.length > most) {
        return [{ path, problem: `has ${value.length} entries; at most ${most} are allowed`, ofType: true }];
    }
    // Array.from also yields the holes of a sparse list.
    return Array.from(value, (each: unknown, index) =>
        faultsIn({ ...item, required: true }, each, `${path}[${index}]`, asking),
    ).flat();
}

function mapFaults(schema: MapSchema, value: object, path: string, asking: Asking): Fault[] {
    return Object.entries(value).flatMap(([key, each]): Fault[] => {
        const at = `${path}[${printed(key)}]`;
        return [
            ...schema.keyProblems(key).map((problem) => ({ path: at, problem })),
            ...faultsIn(schema.item(key), each, at, asking),
        ];
    });
}

function objectFaults(
    { members, rules }: ObjectSchema,
    value: Readonly<Record<string, unknown>>,
    path: string,
    asking: Asking,
): Fault[] {
    const at = (key: string) => [path, key].filter((part) => part !== "").join(".");
    const names = Object.keys(members);
    const surplus = Object.keys(value).filter((key) => value[key] !== undefined && !names.includes(key));
    const faults: Fault[] = [
        ...surplus.map((key) => ({
            path: /^\w{1,80}$/.test(key) ? at(key) : `${path}[${printed(key)}]`,
            problem: notAnArgument(key, names),
        })),
        ...names.flatMap((name) => faultsIn(members[name]!, value[name], at(name), asking)),
    ];
    if (faults.some(({ ofType }) => ofType)) {
        return faults;
    }
    const broken = rules(value as never).map((fault) => ({ ...fault, path: at(fault.path) }));
    return [...faults, ...broken];
}

function notAnArgument(key: string, names: readonly string[]): string {
    const meant = nearest(key, names);
    return meant === undefined
        ? `is not an argument here; the arguments are ${names.join(", ")}`
        : `is not an argument here; did you mean ${meant}?`;
}
