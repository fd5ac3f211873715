/** An error as StarRocks sends it: errno, SQLSTATE and text. */
export class SqlError extends Error {
    constructor(
        readonly errno: number,
        readonly sqlState: string,
        message: string,
    ) {
        super(message);
    }
}

/** com.starrocks.common.ErrorCode, the rows this sandbox needs; `%s` are filled in order. */
const ERROR_CODES = {
    databaseExists: [1007, "HY000", "Can't create database '%s'; database exists"],
    databaseNotDroppable: [1008, "HY000", "Can't drop database '%s'; database doesn't exist"],
    accessDenied: [1045, "28000", "Access denied for user '%s' (using password: %s)"],
    noDatabase: [1046, "3D000", "No database selected"],
    unknownCommand: [1047, "08S01", "Unknown command"],
    tableExists: [1050, "42S01", "Table '%s' already exists"],
    unknownThread: [1094, "HY000", "Unknown thread id: %s"],
    unknownVariable: [1193, "HY000", "Unknown system variable '%s', the most similar variables are {%s}"],
    notPreparable: [1295, "HY000", "This command is not supported in the prepared statement protocol yet"],
    badCatalogName: [5063, "42000", "Incorrect catalog name '%s'"],
    unknownCatalog: [5078, "42000", "Unknown catalog '%s'"],
    unknownDatabase: [5501, "3F000", "Unknown database '%s'"],
    unknownTable: [5502, "42602", "Unknown table '%s'"],
    catalogExists: [5514, "42000", "Catalog '%s' already exists"],
    columnCount: [
        5604,
        "42601",
        "Inserted target column count: %s doesn't match select/value column count: %s",
    ],
} as const satisfies Record<string, readonly [number, string, string]>;

type ErrorCode = keyof typeof ERROR_CODES;

/** The error with its bare text, as raised while a statement runs. */
export function sqlError(code: ErrorCode, ...values: (string | number)[]): SqlError {
    const [errno, sqlState, template] = ERROR_CODES[code];
    return new SqlError(errno, sqlState, fill(template, values));
}

/** The same error raised by the analyzer, which adds a prefix and a dot. */
export function analyzed(code: ErrorCode, ...values: (string | number)[]): SqlError {
    const [errno, sqlState, template] = ERROR_CODES[code];
    return new SqlError(errno, sqlState, analyzerText(fill(template, values)));
}

/** Any other refusal of the analyzer: 1064 with the analyzer's prefix. */
export function analyzerError(detail: string): SqlError {
    return new SqlError(1064, "HY000", analyzerText(detail));
}

/** Any other failure: 1064 with the text as it is. */
export function failure(message: string): SqlError {
    return new SqlError(1064, "HY000", message);
}

/** An error of this sandbox itself reads as one of StarRocks' own unexpected ones. */
export function asSqlError(error: unknown): SqlError {
    return error instanceof SqlError ? error : failure(`Unexpected exception: ${(error as Error).message}`);
}

export function syntaxError(line: number, column: number, detail: string): SqlError {
    return failure(`Getting syntax error at line ${line}, column ${column}. Detail message: ${detail}.`);
}

function analyzerText(detail: string): string {
    return `Getting analyzing error. Detail message: ${detail}.`;
}

function fill(template: string, values: (string | number)[]): string {
    const remaining = [...values];
    return template.replace(/%s/g, () => String(remaining.shift()));
}
