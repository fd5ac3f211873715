import { analyzed } from "./errors";
import { MYSQL_SERVER_VERSION } from "./protocol/handshake";
import type { Session } from "./session";
import { mostSimilar } from "./similarity";
import type { VersionFacts } from "./versions";

const VARIABLES: Readonly<Record<string, string>> = {
    activate_all_roles_on_login: "false",
    autocommit: "true",
    auto_increment_increment: "1",
    character_set_client: "utf8",
    character_set_connection: "utf8",
    character_set_database: "utf8",
    character_set_results: "utf8",
    character_set_server: "utf8",
    collation_connection: "utf8_general_ci",
    collation_database: "utf8_general_ci",
    collation_server: "utf8_general_ci",
    enable_cross_join: "true",
    init_connect: "",
    innodb_read_only: "true",
    insert_timeout: "14400",
    interactive_timeout: "3600",
    language: "/starrocks/share/english/",
    license: "Apache License 2.0",
    lower_case_table_names: "0",
    max_allowed_packet: "33554432",
    net_buffer_length: "16384",
    net_read_timeout: "60",
    net_write_timeout: "60",
    performance_schema: "false",
    query_cache_size: "1048576",
    query_cache_type: "0",
    query_timeout: "300",
    sql_mode: "ONLY_FULL_GROUP_BY",
    sql_safe_updates: "0",
    sql_select_limit: "9223372036854775807",
    system_time_zone: "UTC",
    time_zone: "UTC",
    transaction_isolation: "REPEATABLE-READ",
    tx_isolation: "REPEATABLE-READ",
    wait_timeout: "28800",
};

/** All variables of a session, sorted by name. */
export function systemVariables(session: Session, facts: VersionFacts): Map<string, string> {
    const values = {
        ...VARIABLES,
        ...facts.variables,
        version: MYSQL_SERVER_VERSION,
        version_comment: facts.versionComment,
        ...Object.fromEntries(session.variables),
    };
    return new Map(Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function systemVariable(name: string, session: Session, facts: VersionFacts): string {
    const variables = systemVariables(session, facts);
    const value = variables.get(name.toLowerCase());
    if (value === undefined) {
        const similar = mostSimilar(name, [...variables.keys()], 3).map((each) => `'${each}'`);
        throw analyzed("unknownVariable", name, similar.join(", "));
    }
    return value;
}
