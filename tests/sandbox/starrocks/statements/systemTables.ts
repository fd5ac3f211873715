/** Tables that StarRocks computes; this sandbox knows their names only. */
const SYSTEM_TABLES: Readonly<Record<string, readonly string[]>> = {
    information_schema: [
        "applicable_roles",
        "be_configs",
        "character_sets",
        "collations",
        "columns",
        "engines",
        "key_column_usage",
        "keywords",
        "loads",
        "materialized_views",
        "partitions_meta",
        "referential_constraints",
        "routines",
        "schema_privileges",
        "schemata",
        "session_variables",
        "statistics",
        "table_constraints",
        "table_privileges",
        "tables",
        "tables_config",
        "task_runs",
        "tasks",
        "triggers",
        "user_privileges",
        "views",
    ],
    sys: ["fe_locks", "grants_to_roles", "grants_to_users", "object_dependencies", "role_edges"],
};

export function isSystemDatabase(database: string): boolean {
    return Object.hasOwn(SYSTEM_TABLES, database);
}

export function hasSystemTable(database: string, table: string): boolean {
    return SYSTEM_TABLES[database]?.includes(table.toLowerCase()) ?? false;
}
