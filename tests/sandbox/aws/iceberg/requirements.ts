import { AwsError } from "../account/errors";
import type { TableMetadata } from "./metadata";

export interface Requirement {
    type: string;
    [property: string]: unknown;
}

/** What each requirement of the Iceberg REST specification compares: the property that it names, and the table's. */
const comparisons: Record<string, (metadata: TableMetadata, requirement: Requirement) => [unknown, unknown]> =
    {
        "assert-table-uuid": (metadata, { uuid }) => [uuid, metadata["table-uuid"]],
        "assert-ref-snapshot-id": (metadata, requirement) => [
            requirement["snapshot-id"] ?? undefined,
            metadata.refs[requirement.ref as string]?.["snapshot-id"],
        ],
        "assert-last-assigned-field-id": (metadata, requirement) => [
            requirement["last-assigned-field-id"],
            metadata["last-column-id"],
        ],
        "assert-current-schema-id": (metadata, requirement) => [
            requirement["current-schema-id"],
            metadata["current-schema-id"],
        ],
        "assert-last-assigned-partition-id": (metadata, requirement) => [
            requirement["last-assigned-partition-id"],
            metadata["last-partition-id"],
        ],
        "assert-default-spec-id": (metadata, requirement) => [
            requirement["default-spec-id"],
            metadata["default-spec-id"],
        ],
        "assert-default-sort-order-id": (metadata, requirement) => [
            requirement["default-sort-order-id"],
            metadata["default-sort-order-id"],
        ],
    };

export function checkRequirements(metadata: TableMetadata, requirements: Requirement[]): void {
    for (const requirement of requirements) {
        if (requirement.type === "assert-create") {
            throw new AwsError("CommitFailedException", "Requirement failed: table already exists", 409);
        }
        const compare = comparisons[requirement.type];
        if (!compare) {
            throw new AwsError("BadRequestException", `Unknown requirement: ${requirement.type}`, 400);
        }
        const [expected, found] = compare(metadata, requirement);
        if (expected === found) continue;
        const name = requirement.type.replace(/^assert-/, "").replaceAll("-", " ");
        throw new AwsError(
            "CommitFailedException",
            `Requirement failed: ${name} changed: expected ${expected ?? "none"} != ${found ?? "none"}`,
            409,
        );
    }
}
