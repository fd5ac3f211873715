import { example, fails, type Group, gives, hasColumns, ok, shows } from "../steps";
import { CREATE_LAKE } from "./catalogs";
import { NO_BACKEND } from "./texts";

/** As observed: the embedded frontend, which has its own, is held to it. */
const PROCESS_LIST = [
    "ServerName",
    "Id",
    "User",
    "Host",
    "Db",
    "Command",
    "ConnectionStartTime",
    "Time",
    "State",
    "Info",
    "IsPending",
    "Warehouse",
];
const FRONTENDS = [
    "Id",
    "Name",
    "IP",
    "EditLogPort",
    "HttpPort",
    "QueryPort",
    "RpcPort",
    "Role",
    "ClusterId",
    "Join",
    "Alive",
    "ReplayedJournalId",
    "LastHeartbeat",
    "IsHelper",
    "ErrMsg",
    "StartTime",
    "Version",
];

export const SESSION: Group = {
    title: "A session",
    cases: [
        example("answers a ping", [ok("", { action: { kind: "ping" } })]),
        example("can be reset", [ok("", { action: { kind: "reset" } })]),
        example("can change its user", [
            ok("CREATE USER '~low'@'%' IDENTIFIED BY 'pw'"),
            ok("", { action: { kind: "changeUser", user: "~low" }, as: "root 2" }),
            gives("SELECT CURRENT_USER()", [["'~low'@'%'"]], { as: "root 2" }),
        ]),
        example("knows its user and where the client is", [
            gives("SELECT CURRENT_USER()", [["'~root'@'%'"]], { columns: ["CURRENT_USER()"] }),
            gives("SELECT USER()", [[/^'~root'@'[0-9a-f.:]+'$/]], { columns: ["USER()"] }),
        ]),
        example("has the MySQL version that clients expect", [
            gives("SELECT version()", [["8.0.33"]], { columns: ["version()"] }),
            gives("SELECT @@version", [["8.0.33"]], { columns: ["@@version"] }),
            gives("SHOW VARIABLES LIKE 'version%'", [
                ["version", "8.0.33"],
                ["version_comment", /./],
            ]),
        ]),
        example(
            "needs a backend for StarRocks' own version",
            [fails("SELECT current_version()", NO_BACKEND)],
            {
                withoutBackend: true,
            },
        ),
        example(
            "needs a backend for system tables",
            [
                fails("SELECT * FROM information_schema.applicable_roles", NO_BACKEND),
                fails("SELECT * FROM sys.grants_to_roles", NO_BACKEND),
            ],
            { withoutBackend: true },
        ),
        example("computes constants", [
            gives("SELECT 1", [[1]], { columns: ["1"] }),
            gives("SELECT 1/0", [[null]], { columns: ["1 / 0"] }),
        ]),
        example("takes the character set utf8mb4 and shows utf8", [
            ok("SET NAMES utf8mb4"),
            gives("SHOW VARIABLES LIKE 'character_set%'", [
                ["character_set_client", "utf8"],
                ["character_set_connection", "utf8"],
                ["character_set_database", "utf8"],
                ["character_set_results", "utf8"],
                ["character_set_server", "utf8"],
            ]),
        ]),
        example("takes autocommit and transactions", [
            ok("SET autocommit=1"),
            { sql: "BEGIN", expected: { kind: "ok", info: /'status':'PREPARE'/ } },
            { sql: "COMMIT", expected: { kind: "ok", info: /'status':'VISIBLE'/ } },
        ]),
        example("names similar variables for an unknown one", [
            fails("SELECT @@global.innodb_version", [
                1193,
                "HY000",
                /^Getting analyzing error\. Detail message: Unknown system variable 'innodb_version', the most similar variables are \{'innodb_read_only', '.*'\}\.$/,
            ]),
        ]),
        example("has no warnings and no list of privileges", [
            gives("SHOW WARNINGS", [], { columns: ["Level", "Code", "Message"] }),
            gives("SHOW PRIVILEGES", [], { columns: ["Privilege", "Context", "Comment"] }),
        ]),
        example("is listed among the others", [hasColumns("SHOW PROCESSLIST", PROCESS_LIST)], {
            version: "3.5",
        }),
        example(
            "is listed among the others, with its catalog and query",
            [hasColumns("SHOW PROCESSLIST", [...PROCESS_LIST, "CNGroup", "Catalog", "QueryId"])],
            { version: "4.1" },
        ),
        example("sees the frontends and their version", [hasColumns("SHOW FRONTENDS", FRONTENDS)]),
        example("enters a catalog by USE of a text", [
            ok(CREATE_LAKE),
            ok("USE 'CATALOG ~lake'", { requests: [] }),
            gives("SELECT CATALOG()", [["~lake"]]),
            ok("USE 'CATALOG default_catalog'"),
            gives("SELECT CATALOG()", [["default_catalog"]]),
        ]),
        example("takes no catalog for a database", [
            ok(CREATE_LAKE),
            fails("USE ~lake", [5501, "3F000", "Unknown database '~lake'"]),
        ]),
        example("shows catalogs of other kinds", [
            ok(
                "CREATE EXTERNAL CATALOG ~h PROPERTIES ('type'='hive','hive.metastore.uris'='thrift://127.0.0.1:1')",
            ),
            shows("SHOW CREATE CATALOG ~h", '"hive.metastore.uris"  =  "thrift://127.0.0.1:1"'),
        ]),
    ],
};
