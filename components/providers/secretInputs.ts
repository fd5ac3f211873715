import { createHash } from "node:crypto";

/** Inputs of a resource, with the paths of those that the program marks as secrets (`hosts/secretMarks.ts`). */
interface Marked {
    readonly secretInputs?: readonly string[];
}

/** What the engine takes for a secret (`pulumi.runtime.specialSigKey` and `specialSecretSig`). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** All texts and numbers that the program marks, in whatever argument. */
export function markedValues(inputs: object): string[] {
    const { secretInputs } = inputs as Marked;
    return Array.isArray(secretInputs)
        ? secretInputs.flatMap((path: string) =>
              textsIn(path.split(".").reduce((value: unknown, key) => memberOf(value, key), inputs)),
          )
        : [];
}

function memberOf(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined;
}

function textsIn(value: unknown): string[] {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).flatMap(textsIn);
    }
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** What is made of inputs some of which are marked has to be a secret too. */
export function markedAs<Value>(inputs: object, from: RegExp, value: Value): Value {
    const { secretInputs = [] } = inputs as Marked;
    return value !== undefined && secretInputs.some((path) => from.test(path))
        ? ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value } as Value)
        : value;
}

/** An id made of inputs, which the engine shows: a hash stands for what is marked. */
export function idFrom<Inputs extends object>(
    inputs: Inputs,
    keys: readonly (keyof Inputs & string)[],
): string {
    const { secretInputs = [] } = inputs as Marked;
    return keys
        .map((key) => {
            const text = String(inputs[key]);
            return secretInputs.includes(key)
                ? createHash("sha256").update(text).digest("hex").slice(0, 16)
                : text;
        })
        .join("|");
}
