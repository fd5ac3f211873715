export interface ObjectType {
    name: string;
    plural: string;
    /** Parts of an object's name below its catalog: 2 for db.table, 1 for a database, 0 for the rest. */
    parts: 0 | 1 | 2;
    /** All catalogs have such objects, not only the internal one. */
    inEveryCatalog: boolean;
    /** In the order in which SHOW GRANTS lists them. */
    privileges: readonly string[];
}

const table = ["DELETE", "DROP", "INSERT", "SELECT", "ALTER", "EXPORT", "UPDATE", "REFRESH"];
const database = [
    "CREATE TABLE",
    "DROP",
    "ALTER",
    "CREATE VIEW",
    "CREATE FUNCTION",
    "CREATE MATERIALIZED VIEW",
    "CREATE PIPE",
];
const system = [
    "GRANT",
    "NODE",
    "CREATE RESOURCE",
    "PLUGIN",
    "FILE",
    "BLACKLIST",
    "OPERATE",
    "CREATE EXTERNAL CATALOG",
    "REPOSITORY",
    "CREATE RESOURCE GROUP",
    "CREATE GLOBAL FUNCTION",
    "CREATE STORAGE VOLUME",
    "SECURITY",
];

/** Types in the order in which SHOW GRANTS lists their entries. */
export const OBJECT_TYPES = {
    TABLE: type("TABLE", "TABLES", 2, table, true),
    DATABASE: type("DATABASE", "DATABASES", 1, database, true),
    SYSTEM: type("SYSTEM", "SYSTEM", 0, system),
    USER: type("USER", "USERS", 0, ["IMPERSONATE"]),
    RESOURCE: type("RESOURCE", "RESOURCES", 0, ["USAGE", "ALTER", "DROP"]),
    VIEW: type("VIEW", "VIEWS", 2, ["SELECT", "ALTER", "DROP"]),
    CATALOG: type("CATALOG", "CATALOGS", 0, ["USAGE", "CREATE DATABASE", "DROP", "ALTER"], true),
    MATERIALIZED_VIEW: type("MATERIALIZED VIEW", "MATERIALIZED VIEWS", 2, [
        "ALTER",
        "REFRESH",
        "DROP",
        "SELECT",
    ]),
    FUNCTION: type("FUNCTION", "FUNCTIONS", 2, ["USAGE", "DROP"]),
    RESOURCE_GROUP: type("RESOURCE GROUP", "RESOURCE GROUPS", 0, ["ALTER", "DROP"]),
    GLOBAL_FUNCTION: type("GLOBAL FUNCTION", "GLOBAL FUNCTIONS", 0, ["USAGE", "DROP"]),
    STORAGE_VOLUME: type("STORAGE VOLUME", "STORAGE VOLUMES", 0, ["DROP", "ALTER", "USAGE"]),
    // Shown by real frontends as a second "ALL DATABASES"; it is the type of warehouses.
    WAREHOUSE: type("WAREHOUSE", "DATABASES", 0, ["ALTER", "DROP", "USAGE"]),
} as const satisfies Record<string, ObjectType>;

/** Every privilege that GRANT knows, longest name first. */
export const PRIVILEGE_NAMES: readonly string[] = [
    ...new Set([...Object.values(OBJECT_TYPES).flatMap((definition) => definition.privileges), "ALL"]),
].sort((left, right) => right.length - left.length);

export function objectTypeNamed(name: string): ObjectType {
    return Object.values(OBJECT_TYPES).find((definition) => definition.name === name)!;
}

function type(
    name: string,
    plural: string,
    parts: 0 | 1 | 2,
    privileges: readonly string[],
    inEveryCatalog = false,
): ObjectType {
    return { name, plural, parts, privileges, inEveryCatalog };
}
