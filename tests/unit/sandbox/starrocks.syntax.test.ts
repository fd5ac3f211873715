import { expect } from "chai";
import { SqlError } from "../../sandbox/starrocks/errors";
import { parse } from "../../sandbox/starrocks/parser";

const QUOTED = "{SINGLE_QUOTED_TEXT, DOUBLE_QUOTED_TEXT}";

const ERRORS: [sql: string, column: number, detail: string][] = [
    [
        "CREATE EXTERNAL CATALOG m PROPERTIES ()",
        38,
        `Unexpected input ')', the most similar input is ${QUOTED}`,
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES ("type"="iceberg",)',
        55,
        `Unexpected input ')', the most similar input is ${QUOTED}`,
    ],
    [
        "CREATE EXTERNAL CATALOG m ",
        26,
        "Unexpected input '<EOF>', the most similar input is {'COMMENT', 'PROPERTIES'}",
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES (type="iceberg")',
        38,
        `Unexpected input 'type', the most similar input is ${QUOTED}`,
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES ("type"=iceberg)',
        45,
        `Unexpected input 'iceberg', the most similar input is ${QUOTED}`,
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES ("type"="iceberg" "a"="b")',
        55,
        "Unexpected input '\"a\"', the most similar input is {',', ')'}",
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES ("type" "iceberg")',
        45,
        "Unexpected input '\"iceberg\"', the most similar input is {'='}",
    ],
    [
        'CREATE EXTERNAL CATALOG m PROPERTIES ("a"=1, "type"="iceberg")',
        42,
        `Unexpected input '1', the most similar input is ${QUOTED}`,
    ],
    [
        'CREATE EXTERNAL CATALOG table PROPERTIES ("a"="b")',
        24,
        "Unexpected input 'table', the most similar input is {a legal identifier}",
    ],
    [
        "CREATE EXTERNAL CATALOG a-b PROPERTIES",
        25,
        "Unexpected input '-', the most similar input is {'COMMENT', 'PROPERTIES'}",
    ],
    [
        'CREATE EXTERNAL CATALOG m2 PROPERTIES ("type"="iceberg") COMMENT "late"',
        57,
        "Unexpected input 'COMMENT', the most similar input is {<EOF>, ';'}",
    ],
    ['CREATE CATALOG m PROPERTIES ("type"="iceberg")', 7, "No viable statement for input 'CREATE CATALOG'"],
    [
        "CREATE OR REPLACE EXTERNAL CATALOG m",
        18,
        "No viable statement for input 'CREATE OR REPLACE EXTERNAL'",
    ],
    ["DROP EXTERNAL CATALOG m", 5, "No viable statement for input 'DROP EXTERNAL'"],
    [
        'ALTER CATALOG lake SET PROPERTIES ("k" = "v")',
        23,
        "Unexpected input 'PROPERTIES', the most similar input is {'('}",
    ],
    ['ALTER CATALOG lake COMMENT "x"', 19, "Unexpected input 'COMMENT', the most similar input is {'SET'}"],
    ["ALTER CATALOG lake SET ()", 24, `Unexpected input ')', the most similar input is ${QUOTED}`],
    [
        'ALTER CATALOG IF EXISTS lake SET ("k" = "v")',
        14,
        "Unexpected input 'IF', the most similar input is {a legal identifier}",
    ],
    ["REFRESH CATALOG lake", 8, "No viable statement for input 'REFRESH CATALOG'"],
    ["SHOW CATALOGS FROM x", 14, "Unexpected input 'FROM', the most similar input is {<EOF>, ';'}"],
    ["SHOW ROLES LIKE 'r%'", 11, "Unexpected input 'LIKE', the most similar input is {<EOF>, ';'}"],
    ["SHOW CREATE USER 'u1'@'%'", 12, "No viable statement for input 'SHOW CREATE USER'"],
    ["SHOW CREATE DATABASE lake.db1", 25, "Unexpected input '.', the most similar input is {<EOF>, ';'}"],
    ["SHOW MASTER STATUS", 5, "No viable statement for input 'SHOW MASTER'"],
    [
        "USE CATALOG default_catalog",
        12,
        "Unexpected input 'default_catalog', the most similar input is {<EOF>, ';'}",
    ],
    ["DESCRIBE CATALOG lake", 17, "Unexpected input 'lake', the most similar input is {<EOF>, ';'}"],
    ["GRANT NONSENSE ON CATALOG lake TO ROLE r1", 15, "No viable statement for input 'GRANT NONSENSE ON'"],
    [
        "GRANT SELECT ON TABLE lake.db1.t1 TO ROLE r1",
        30,
        "Unexpected input '.', the most similar input is {'TO'}",
    ],
    [
        "GRANT SELECT ON ALL TABLES IN DATABASE lake.db2 TO ROLE r2",
        43,
        "Unexpected input '.', the most similar input is {'TO'}",
    ],
    [
        "GRANT SELECT ON TABLES db1.t1, db1.t2 TO ROLE w",
        23,
        "Unexpected input 'db1', the most similar input is {'TO'}",
    ],
    ["SHOW GRANTS FOR a-b", 17, "Unexpected input '-', the most similar input is {<EOF>, ';'}"],
    [
        "FLUSH PRIVILEGES",
        0,
        "Unexpected input 'FLUSH', the most similar input is {'REFRESH', 'USE', 'SHOW', 'PAUSE', 'UNINSTALL', '(', ';'}",
    ],
    [
        "elect 1",
        0,
        "Unexpected input 'elect', the most similar input is {'SELECT', 'DELETE', 'EXECUTE', 'DEALLOCATE', 'SET', '(', ';'}",
    ],
    [
        "",
        0,
        "Unexpected input '<EOF>', the most similar input is {'EXPORT', 'REVOKE', 'RECOVER', 'REFRESH', 'RESTORE', '(', ';'}",
    ],
    [
        "-- just a comment",
        17,
        "Unexpected input '<EOF>', the most similar input is {'EXPORT', 'REVOKE', 'RECOVER', 'REFRESH', 'RESTORE', '(', ';'}",
    ],
];

describe("StarRocks sandbox: syntax errors", () => {
    for (const [sql, column, detail] of ERRORS) {
        it(`points at column ${column} of ${JSON.stringify(sql)}`, () => {
            expect(() => parse(sql)).to.throw(
                SqlError,
                `Getting syntax error at line 1, column ${column}. Detail message: ${detail}.`,
            );
        });
    }
});

describe("StarRocks sandbox: texts of several statements", () => {
    const TEXTS: [text: string, kinds: string[]][] = [
        ["SHOW CATALOGS;", ["showCatalogs"]],
        ["SHOW CATALOGS;;", ["showCatalogs", "empty"]],
        [";", ["empty"]],
        ["SELECT 1; CREATE ROLE r", ["query", "createRole"]],
        ["/* c */ SHOW CATALOGS /* d */ -- x", ["showCatalogs"]],
    ];
    for (const [text, kinds] of TEXTS) {
        it(`finds ${kinds.length} in ${JSON.stringify(text)}`, () => {
            expect(parse(text).map(({ kind }) => kind)).to.deep.equal(kinds);
        });
    }
});
