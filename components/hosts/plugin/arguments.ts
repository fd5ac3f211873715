import { problemsIn } from "../../common/schema/check";
import type { ObjectSchema } from "../../common/schema/schema";
import { isUnknown, UNKNOWN } from "../../common/unknown";
import { unknownPropertyWarnings } from "../../starrocks/catalog/knownProperties";
import { catalogSchema } from "../../starrocks/catalog/schema";
import { type TypedCatalogArgs, typedProperties } from "../../starrocks/catalog/typedProperties";
import { grantSchema } from "../../starrocks/grant/schema";
import { isCredentialKey } from "../../starrocks/masking";
import { ownerWithoutOrganization } from "../owner";
import { KNOWN_ANYWAY } from "../secretMarks";
import { type Marked, pathsOfSecrets, withMarksAs, withoutMarks } from "./secretMarks";
import { parseUrn } from "./types";

/**
 * What a program of another language declares, as the providers want it. Node.js programs and the components come by
 * the classes of this package, which have done the same in the program's process; they say whose the resource is.
 */

export interface Failure {
    readonly property: string;
    readonly reason: string;
}

/** Inputs for a provider, or what is wrong with the arguments. */
export interface Read {
    readonly inputs: object;
    readonly failures: readonly Failure[];
    /** What may be a slip and need not be one. */
    readonly warnings?: readonly string[];
}

type Arguments = Readonly<Record<string, unknown>>;

/** Arguments of a catalog. */
export function catalogArguments(urn: string, given: Marked): Read {
    const args = withoutMarks<Arguments & TypedCatalogArgs>(given);
    if (isFromComponent(args)) {
        return { inputs: args, failures: [] };
    }
    const { rest, s3, cache, accessControl, properties, ...others } = args;
    const isOpen = [rest, s3, cache, properties].some(isUnknown);
    const failures = failuresOf(isOpen ? { ...catalogSchema, rules: () => [] } : catalogSchema, args);
    if (failures.length > 0) {
        return { inputs: args, failures };
    }
    const secretProperties = isOpen ? [] : keysMarkedSecret(given);
    return {
        inputs: {
            ...others,
            owner: ownerWithoutOrganization(parseUrn(urn)),
            properties: isOpen
                ? UNKNOWN
                : { ...typedProperties({ rest, s3, cache, accessControl }), ...(properties as object) },
            ...(secretProperties.length > 0 && { secretProperties }),
            ...namedMarks(others, given),
        },
        failures,
        warnings: isUnknown(properties) ? [] : unknownPropertyWarnings((properties ?? {}) as Arguments),
    };
}

/** Arguments of a grant. */
export function grantArguments(urn: string, given: Marked): Read {
    const args = withoutMarks<Arguments>(given);
    if (isFromComponent(args)) {
        return { inputs: args, failures: [] };
    }
    return {
        inputs: { ...args, owner: ownerWithoutOrganization(parseUrn(urn)), ...namedMarks(args, given) },
        failures: failuresOf(grantSchema, args),
    };
}

/** Inputs of what only components declare. */
export function componentInputs(_urn: string, given: Marked): Read {
    return { inputs: withoutMarks(given), failures: [] };
}

function isFromComponent({ owner }: Arguments): boolean {
    return owner !== undefined;
}

function failuresOf(schema: ObjectSchema, args: Arguments): Failure[] {
    return problemsIn(schema, args, "", "provider").map(({ path, problem }) => ({
        property: path,
        reason: problem,
    }));
}

/** What the classes of this package name as `secretInputs`. */
function namedMarks(inputs: Arguments, given: Marked): { readonly secretInputs?: readonly string[] } {
    const secretInputs = pathsOfSecrets(
        Object.fromEntries(Object.keys(inputs).map((key) => [key, (given as Arguments)[key]])),
    ).filter((path) => !KNOWN_ANYWAY.has(path));
    return secretInputs.length > 0 ? { secretInputs } : {};
}

/** The properties that only the program's own mark makes a secret. */
function keysMarkedSecret(given: Marked): string[] {
    const { properties, ...typed } = withMarksAs<Arguments & TypedCatalogArgs>(PROBE, given);
    const all = { ...typedProperties(typed), ...(properties as Arguments | undefined) };
    return Object.keys(all).filter((key) => !isCredentialKey(key) && all[key] === PROBE);
}

/** Stands for a secret while it is looked which properties come of it. */
const PROBE = "a value that is marked as a secret";
