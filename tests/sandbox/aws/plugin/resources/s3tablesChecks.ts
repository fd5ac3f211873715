import type { Failure, Properties } from "../resourceType";
import { text } from "../values";

/** What the AWS provider validates of nested blocks before it calls AWS: all members, and their ranges. */
interface MaintenanceRule {
    readonly block: string;
    readonly settings: Readonly<Record<string, { minimum: number; maximum?: number }>>;
}

const bucketMaintenance: MaintenanceRule[] = [
    {
        block: "icebergUnreferencedFileRemoval",
        settings: { nonCurrentDays: { minimum: 1 }, unreferencedDays: { minimum: 1 } },
    },
];

const tableMaintenance: MaintenanceRule[] = [
    { block: "icebergCompaction", settings: { targetFileSizeMb: { minimum: 64, maximum: 512 } } },
    {
        block: "icebergSnapshotManagement",
        settings: { maxSnapshotAgeHours: { minimum: 1 }, minSnapshotsToKeep: { minimum: 1 } },
    },
];

function checkMaintenance(rules: MaintenanceRule[], { maintenanceConfiguration }: Properties): Failure[] {
    if (maintenanceConfiguration === undefined) return [];
    const blocks = maintenanceConfiguration as Record<
        string,
        { status?: unknown; settings?: Properties } | undefined
    >;
    return rules.flatMap(({ block, settings }) => {
        const property = `maintenanceConfiguration.${block}`;
        const given = blocks[block];
        if (!given) return [{ property, reason: "Missing required argument" }];
        const status = ["enabled", "disabled"].includes(text(given.status))
            ? []
            : [{ property: `${property}.status`, reason: "expected one of [enabled disabled]" }];
        const wrong = Object.entries(settings).flatMap(
            ([name, { minimum, maximum = Number.POSITIVE_INFINITY }]) => {
                const value = Number(given.settings?.[name]);
                if (value >= minimum && value <= maximum) return [];
                const reason = `expected a number from ${minimum} to ${maximum}, got ${given.settings?.[name]}`;
                return [{ property: `${property}.settings.${name}`, reason }];
            },
        );
        return [...status, ...wrong];
    });
}

export const checkBucketMaintenance = (inputs: Properties) => checkMaintenance(bucketMaintenance, inputs);
export const checkTableMaintenance = (inputs: Properties) => checkMaintenance(tableMaintenance, inputs);

export function checkEncryption({ encryptionConfiguration }: Properties): Failure[] {
    if (encryptionConfiguration === undefined) return [];
    const { sseAlgorithm } = encryptionConfiguration as Properties;
    if (["AES256", "aws:kms"].includes(text(sseAlgorithm))) return [];
    const property = "encryptionConfiguration.sseAlgorithm";
    return [{ property, reason: `expected one of [AES256 aws:kms], got ${sseAlgorithm}` }];
}
