import { AwsError } from "../account/errors";
import type { NewTable } from "./metadata";

/** Types of Iceberg versions 1 and 2; nested ones are objects. */
const primitive =
    /^(boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary|fixed\[\d+\]|decimal\(\d+, ?\d+\))$/;

const invalid = (message: string) => new AwsError("BadRequestException", message);

function checkType(name: string, type: unknown): void {
    if (typeof type === "string" && !primitive.test(type)) {
        throw invalid(
            `The schema is not valid: Cannot parse type string to primitive: ${type} (field ${name})`,
        );
    }
    if (typeof type !== "object" || type === null) return;
    for (const [key, inner] of Object.entries(type)) {
        if (["element", "key", "value"].includes(key)) checkType(name, inner);
    }
}

export function checkSchema({ schema, spec, properties }: Omit<NewTable, "uuid" | "location" | "now">): void {
    const names = schema.fields.map(({ name }) => name);
    if (names.length === 0) throw invalid("The schema is not valid: it has no fields.");
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        throw invalid(`The schema is not valid: Multiple fields have the name ${twice}.`);
    for (const { name, type } of schema.fields) checkType(name, type);
    const ids = schema.fields.map(({ id }) => id);
    for (const field of spec?.fields ?? []) {
        if (ids.includes(field["source-id"])) continue;
        throw invalid(
            `The partition spec is not valid: Cannot find source column ${field["source-id"]} of ${field.name}.`,
        );
    }
    const version = properties?.["format-version"] ?? "2";
    if (!["1", "2"].includes(version)) throw invalid(`Unsupported format version: ${version}`);
}
