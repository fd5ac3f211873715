import type { Failure } from "../steps";

export const NOT_LOADED = "Failed to load rest catalog";
export const NO_BACKEND = "Backend node not found. Check if any backend node is down.backend: ";

export function analyzing(detail: string): string {
    return `Getting analyzing error. Detail message: ${detail}.`;
}

function syntax(column: number, detail: string): string {
    return `Getting syntax error at line 1, column ${column}. Detail message: ${detail}.`;
}

export function unexpected(column: number, input: string, ...similar: string[]): string {
    return syntax(column, `Unexpected input '${input}', the most similar input is {${similar.join(", ")}}`);
}

export function noViable(column: number, input: string): string {
    return syntax(column, `No viable statement for input '${input}'`);
}

export function initFailed(name: string, cause: string): string {
    return `Failed to init connector [type: iceberg, name: ${name}]. msg: ${cause}`;
}

export function createFailed(name: string, cause: string): string {
    return `connector create failed {${initFailed(name, cause)}}`;
}

export function unknownCatalog(name: string): Failure {
    return [5078, "42000", `Unknown catalog '${name}'`];
}

export function unknownCatalogAnalyzed(name: string): Failure {
    return [5078, "42000", analyzing(`Unknown catalog '${name}'`)];
}

export function catalogExists(name: string): Failure {
    return [5514, "42000", `Catalog '${name}' already exists`];
}

export function badCatalogName(name: string): Failure {
    return [5063, "42000", analyzing(`Incorrect catalog name '${name}'`)];
}

export function unknownDatabase(name: string): Failure {
    return [5501, "3F000", `Unknown database '${name}'`];
}

export function unknownDatabaseAnalyzed(name: string): Failure {
    return [5501, "3F000", analyzing(`Unknown database '${name}'`)];
}

export function denied(privilege: string, object: string, current = "NONE", inactivated = "NONE"): Failure {
    return [
        5203,
        "42000",
        `Access denied; you need (at least one of) the ${privilege} privilege(s) on ${object} for this operation. ` +
            "Please ask the admin to grant permission(s) or try activating existing roles using " +
            `<set [default] role>. Current role(s): ${current}. Inactivated role(s): ${inactivated}.`,
    ];
}
