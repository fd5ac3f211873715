import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { CREDENTIALS as AWS_CREDENTIALS } from "../../awsAccess/settings";
import { isCredentialKey } from "../../starrocks/masking";

/** A value as the engine hands it to a plugin: JSON, in which a secret is an object with a mark and the value. */
export type Marked = unknown;

type Members = Readonly<Record<string, unknown>>;

/** True for a value that bears the mark of a secret. */
export function isSecret(value: Marked): boolean {
    return isMap(value) && value[specialSigKey] === specialSecretSig;
}

/** Where in a value there are secrets, such as `connection.host`. */
export function pathsOfSecrets(value: Marked, path = ""): string[] {
    if (isSecret(value)) {
        return [path];
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, each]) =>
              pathsOfSecrets(each, path === "" ? key : `${path}.${key}`),
          )
        : [];
}

/** The value as a provider's functions take it, without marks. */
export function withoutMarks<Value>(value: Marked): Value {
    if (isSecret(value)) {
        return withoutMarks((value as Members).value);
    }
    if (Array.isArray(value)) {
        return value.map((each) => withoutMarks(each)) as Value;
    }
    return (isMap(value) ? mapValues(value, (each) => withoutMarks(each)) : value) as Value;
}

/** The value with a text in place of each secret, and of each member of one. */
export function withMarksAs<Value>(text: string, value: Marked, isWithin = false): Value {
    if (isSecret(value)) {
        return withMarksAs(text, (value as Members).value, true);
    }
    if (Array.isArray(value)) {
        return value.map((each) => withMarksAs(text, each, isWithin)) as Value;
    }
    if (isMap(value)) {
        return mapValues(value, (each) => withMarksAs(text, each, isWithin)) as Value;
    }
    return (isWithin ? text : value) as Value;
}

/**
 * Marks as secrets what a provider returns: what was a secret where it came from, and all credentials that this
 * package knows by their place, so that those are secrets too that a program gives in clear.
 *
 * @param value what is returned, without marks.
 * @param origins the inputs or the state that it was made of, with their marks.
 */
export function marked(value: object, ...origins: readonly Marked[]): object {
    const { secretProperties = [] } = value as { readonly secretProperties?: readonly string[] };
    const credentials = mapValues(value as Members, (each, input) =>
        credentialsOf(each, input, secretProperties),
    );
    return [...origins, credentials].reduce<object>(
        (result, origin) => (isMap(origin) ? markedLike(result as Members, origin) : result),
        value,
    );
}

/** Recurs into objects, as the engine does for plugins without secrets; a list with a secret in it is one as a whole. */
function markedLike(value: Members, origin: Members): Members {
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => {
            const from = Object.hasOwn(origin, key) ? origin[key] : undefined;
            if (isMap(each) && isMap(from) && !isSecret(each) && !isSecret(from)) {
                return [key, markedLike(each, from)];
            }
            return [key, holdsSecret(from) ? secret(each) : each];
        }),
    );
}

function holdsSecret(value: Marked): boolean {
    return isSecret(value) || (typeof value === "object" && Object.values(value ?? {}).some(holdsSecret));
}

/** A mark more is no harm: the engine takes each as the same secret. */
export function secret(value: unknown): unknown {
    return isSecret(value) ? value : { [specialSigKey]: specialSecretSig, value };
}

/** Which members of an input hold credentials, by the input. */
const CREDENTIALS: Readonly<Record<string, (member: string) => boolean>> = {
    connection: (member) => member === "password",
    awsProvider: (member) => AWS_CREDENTIALS.includes(member),
    properties: isCredentialKey,
};

/** The credentials among the members of an input, marked. */
function credentialsOf(value: unknown, input: string, secretProperties: readonly string[]): unknown {
    const isCredential = CREDENTIALS[input];
    if (isCredential === undefined || !isMap(value)) {
        return undefined;
    }
    return Object.fromEntries(
        Object.entries(value)
            .filter(
                ([member]) =>
                    isCredential(member) || (input === "properties" && secretProperties.includes(member)),
            )
            .map(([member, each]) => [member, secret(each)]),
    );
}

function isMap(value: unknown): value is Members {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(value: Members, change: (each: unknown, key: string) => unknown): Members {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each, key)]));
}
