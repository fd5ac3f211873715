import { namespaceNameProblems, tableNameProblems } from "../common/names";
import { flag, list, object, text, whole } from "../common/schema/schema";
import type { ArgumentProblem } from "../common/validation";
import type { ColumnArgs, TableArgs, TableMaintenanceArgs, UnreferencedFileRemovalArgs } from "./storage";

const LARGEST = 2_147_483_647;
const PLAIN = { plain: true };
const NEEDED = { plain: true, required: true };

/**
 * Primitive types of Iceberg, of which S3 Tables takes all:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3Buckets_SchemaField.html
 */
const TYPES = [
    "boolean",
    "int",
    "long",
    "float",
    "double",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "string",
    "uuid",
    "binary",
] as const;

/** What SQL calls them. */
const SQL_TYPES: ReadonlyMap<string, string> = new Map([
    ["bool", "boolean"],
    ["tinyint", "int"],
    ["smallint", "int"],
    ["integer", "int"],
    ["bigint", "long"],
    ["real", "float"],
    ["numeric", "decimal(<precision>,<scale>)"],
    ["decimal", "decimal(<precision>,<scale>)"],
    ["datetime", "timestamp"],
    ["text", "string"],
    ["char", "string"],
    ["varchar", "string"],
    ["varbinary", "binary"],
    ["bytes", "binary"],
]);

/** What is wrong with the type of a column. */
function columnTypeProblems(type: string): string[] {
    if ((TYPES as readonly string[]).includes(type)) {
        return [];
    }
    const [, precision, scale] = /^decimal\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/.exec(type) ?? [];
    if (precision !== undefined) {
        return Number(precision) >= 1 && Number(precision) <= 38 && Number(scale) <= Number(precision)
            ? []
            : ["must have a precision from 1 to 38, and a scale no larger than that"];
    }
    if (/^fixed\[[1-9]\d{0,8}\]$/.test(type)) {
        return [];
    }
    const meant = SQL_TYPES.get(type.toLowerCase().replace(/\(.*$/s, ""));
    return [
        meant === undefined
            ? `is not an Iceberg type; the types are ${TYPES.join(", ")}, decimal(<precision>,<scale>) and fixed[<length>]`
            : `is not an Iceberg type; Iceberg calls it ${meant}`,
    ];
}

function columnNameProblems(name: string): string[] {
    return [
        ...(name === "" ? ["must not be empty"] : []),
        ...(name.length > 255 ? ["must be at most 255 characters long"] : []),
        ...(/\p{Lu}/u.test(name) ? ["must be in lower case, or Glue can't see the table"] : []),
    ];
}

function repeatedColumns({ columns }: TableArgs): ArgumentProblem[] {
    const names = columns.map(({ name }) => name);
    return [
        ...(names.length === 0 ? [{ path: "columns", problem: "is empty" }] : []),
        ...names.flatMap((name, index) =>
            names.indexOf(name) < index
                ? [{ path: `columns[${index}].name`, problem: `"${name}" is listed twice` }]
                : [],
        ),
    ];
}

const maintenanceSchema = object<TableMaintenanceArgs>(
    {
        targetFileSizeMb: whole(64, 512, PLAIN),
        maxSnapshotAgeHours: whole(1, LARGEST, PLAIN),
        minSnapshotsToKeep: whole(1, LARGEST, PLAIN),
    },
    PLAIN,
);

/** Tables that the integration creates. */
export const tablesSchema = list(
    object<TableArgs>(
        {
            namespace: text(namespaceNameProblems, NEEDED),
            name: text(tableNameProblems, NEEDED),
            columns: list(
                object<ColumnArgs>(
                    {
                        name: text(columnNameProblems, NEEDED),
                        type: text(columnTypeProblems, NEEDED),
                        required: flag(PLAIN),
                    },
                    PLAIN,
                ),
                NEEDED,
            ),
            maintenance: maintenanceSchema,
        },
        { ...PLAIN, rules: repeatedColumns },
    ),
    PLAIN,
);

/** Removal of files that no table needs any more. */
export const unreferencedFileRemovalSchema = object<UnreferencedFileRemovalArgs>(
    { unreferencedDays: whole(1, LARGEST, PLAIN), nonCurrentDays: whole(1, LARGEST, PLAIN) },
    PLAIN,
);
