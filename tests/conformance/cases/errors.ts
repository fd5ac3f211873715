import { type Case, example, type Failure, fails, type Group } from "../steps";
import {
    analyzing,
    badCatalogName,
    noViable,
    unexpected,
    unknownCatalog,
    unknownCatalogAnalyzed,
    unknownDatabase,
} from "./texts";

const TEXT = ["SINGLE_QUOTED_TEXT", "DOUBLE_QUOTED_TEXT"];
const END = ["<EOF>", "';'"];
const EMPTY = ["'EXPORT'", "'REVOKE'", "'RECOVER'", "'REFRESH'", "'RESTORE'", "'('", "';'"];

/** Statements whose error names a column; their short names belong to nobody, and none of them runs. */
const SYNTAX: readonly (readonly [sql: string, text: string])[] = [
    ["CREATE EXTERNAL CATALOG m PROPERTIES ()", unexpected(38, ")", ...TEXT)],
    ['CREATE EXTERNAL CATALOG m PROPERTIES ("type"="iceberg",)', unexpected(55, ")", ...TEXT)],
    ["CREATE EXTERNAL CATALOG m ", unexpected(26, "<EOF>", "'COMMENT'", "'PROPERTIES'")],
    ['CREATE EXTERNAL CATALOG m PROPERTIES (type="iceberg")', unexpected(38, "type", ...TEXT)],
    ['CREATE EXTERNAL CATALOG m PROPERTIES ("type"=iceberg)', unexpected(45, "iceberg", ...TEXT)],
    ['CREATE EXTERNAL CATALOG m PROPERTIES ("type"="iceberg" "a"="b")', unexpected(55, '"a"', "','", "')'")],
    ['CREATE EXTERNAL CATALOG m PROPERTIES ("type" "iceberg")', unexpected(45, '"iceberg"', "'='")],
    ['CREATE EXTERNAL CATALOG m PROPERTIES ("a"=1, "type"="iceberg")', unexpected(42, "1", ...TEXT)],
    ['CREATE CATALOG m PROPERTIES ("type"="iceberg")', noViable(7, "CREATE CATALOG")],
    [
        'CREATE OR REPLACE EXTERNAL CATALOG m PROPERTIES ("type"="iceberg")',
        noViable(18, "CREATE OR REPLACE EXTERNAL"),
    ],
    [
        'CREATE EXTERNAL CATALOG m2 PROPERTIES ("type"="iceberg") COMMENT "late"',
        unexpected(57, "COMMENT", ...END),
    ],
    ["DROP EXTERNAL CATALOG m", noViable(5, "DROP EXTERNAL")],
    ['ALTER CATALOG zz_z SET PROPERTIES ("k" = "v")', unexpected(23, "PROPERTIES", "'('")],
    ['ALTER CATALOG zz_z COMMENT "x"', unexpected(19, "COMMENT", "'SET'")],
    ["ALTER CATALOG zz_z SET ()", unexpected(24, ")", ...TEXT)],
    ["ALTER CATALOG zz_z RENAME zz_y", unexpected(19, "RENAME", "'SET'")],
    ['ALTER CATALOG IF EXISTS zz_z SET ("k" = "v")', unexpected(14, "IF", "a legal identifier")],
    ['ALTER CATALOG zz_z UNSET ("k1")', unexpected(19, "UNSET", "'SET'")],
    ["REFRESH CATALOG zz_z", noViable(8, "REFRESH CATALOG")],
    ["SHOW CATALOGS FROM x", unexpected(14, "FROM", ...END)],
    ["DESCRIBE CATALOG zz_z", unexpected(17, "zz_z", ...END)],
    ["SHOW CREATE DATABASE zz_z.db1", unexpected(25, ".", ...END)],
    ["USE CATALOG default_catalog", unexpected(12, "default_catalog", ...END)],
    ["SHOW ROLES LIKE 'r%'", unexpected(11, "LIKE", ...END)],
    ["SHOW CREATE USER 'u1'@'%'", noViable(12, "SHOW CREATE USER")],
    ["SHOW GRANTS FOR a-b", unexpected(17, "-", ...END)],
    ["GRANT NONSENSE ON CATALOG zz_z TO ROLE zz", noViable(15, "GRANT NONSENSE ON")],
    ["GRANT SELECT ON TABLE zz_z.db1.t1 TO ROLE zz", unexpected(30, ".", "'TO'")],
    ["GRANT SELECT ON ALL TABLES IN DATABASE zz_z.db2 TO ROLE zz", unexpected(43, ".", "'TO'")],
    ["GRANT SELECT ON TABLES db1.t1, db1.t2 TO ROLE zz", unexpected(23, "db1", "'TO'")],
    [
        "FLUSH PRIVILEGES",
        unexpected(0, "FLUSH", "'REFRESH'", "'USE'", "'SHOW'", "'PAUSE'", "'UNINSTALL'", "'('", "';'"),
    ],
    ["SHOW MASTER STATUS", noViable(5, "SHOW MASTER")],
    ["", unexpected(0, "<EOF>", ...EMPTY)],
    ["-- just a comment", unexpected(17, "<EOF>", ...EMPTY)],
];

/** Statements about what isn't there. */
const MISSING: readonly (readonly [sql: string, failure: Failure])[] = [
    ["SHOW CREATE CATALOG ~nosuch", unknownCatalogAnalyzed("~nosuch")],
    ["SHOW DATABASES FROM ~nosuch", unknownCatalogAnalyzed("~nosuch")],
    ["SHOW TABLES FROM ~nosuch.db", unknownCatalogAnalyzed("~nosuch")],
    ["SET CATALOG ~nosuch", unknownCatalog("~nosuch")],
    ["SET CATALOG `a-b`", badCatalogName("a-b")],
    ["USE 'CATALOG ~nosuch'", unknownCatalog("~nosuch")],
    ["USE ~nosuch.db", unknownCatalog("~nosuch")],
    ["USE ~nosuch", unknownDatabase("~nosuch")],
    ["USE `CATALOG ~nosuch`", unknownDatabase("CATALOG ~nosuch")],
    ["KILL QUERY 99999", [1094, "HY000", "Unknown thread id: 99999"]],
    [
        "SELECT * FROM information_schema.catalogs",
        [5502, "42602", analyzing("Unknown table 'information_schema.catalogs'")],
    ],
];

function syntaxCase([sql, text]: readonly [string, string]): Case {
    const name = sql === "" ? "an empty text" : sql;
    return example(`refuses ${name}`, [fails(sql, text, { requests: [] })]);
}

function missingCase([sql, failure]: readonly [string, Failure]): Case {
    return example(`finds nothing for ${sql.replaceAll("~", "")}`, [fails(sql, failure, { requests: [] })]);
}

export const ERRORS: Group = {
    title: "Errors",
    cases: [...SYNTAX.map(syntaxCase), ...MISSING.map(missingCase)],
};
