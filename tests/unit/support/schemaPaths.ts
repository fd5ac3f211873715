import type { Schema } from "../../../components/common/schema/schema";

/** Where a schema can be found in arguments: the keys and positions that lead to it. */
export interface SchemaPath {
    readonly steps: readonly (string | number)[];
    readonly schema: Schema;
}

/** A key that tags and properties of a catalog may have. */
const ANY_KEY = "iceberg.catalog.header.any";

/** Every argument of a schema, each list with one item and each map with one key. */
export function schemaPaths(schema: Schema, steps: SchemaPath["steps"] = []): SchemaPath[] {
    const own = steps.length === 0 ? [] : [{ steps, schema }];
    switch (schema.kind) {
        case "object":
            return [
                ...own,
                ...Object.entries(schema.members).flatMap(([key, member]) =>
                    schemaPaths(member, [...steps, key]),
                ),
            ];
        case "list":
            return [...own, ...schemaPaths(schema.item, [...steps, 0])];
        case "map":
            return [...own, ...schemaPaths(schema.item(ANY_KEY), [...steps, ANY_KEY])];
        default:
            return own;
    }
}

/** The arguments with another value at one place; what leads there is made if it isn't there. */
export function withValueAt(
    args: unknown,
    [step, ...rest]: readonly (string | number)[],
    value: unknown,
): unknown {
    if (step === undefined) {
        return value;
    }
    const inner = withValueAt((args as Record<string | number, unknown> | undefined)?.[step], rest, value);
    if (typeof step === "number") {
        const items = Array.isArray(args) ? [...args] : [];
        items[step] = inner;
        return items;
    }
    return { ...(args as object | undefined), [step]: inner };
}
