import { type Case, type Expected, example, type Group } from "../steps";
import { CREATE_LAKE, create, GLUE, GLUE_SHOWN, shown } from "./catalogs";

/** 4.1 waits for REST with CREATE already, 3.5 with the first use. */
const WAITING = { "4.1": create("~slow", GLUE), "3.5": "SHOW DATABASES FROM ~lazy" } as const;

const OK: Expected = { kind: "ok" };
const ROWS: Expected = { kind: "rows" };

/** Statements about catalogs, for which 4.1 wants the lock that the waiting one holds. */
const BLOCKED: readonly (readonly [sql: string, expected: Expected])[] = [
    ["SHOW CATALOGS LIKE '~lake'", { kind: "rows", rows: [["~lake", "Iceberg", null]] }],
    ["SHOW CREATE CATALOG ~lake", { kind: "rows", rows: [["~lake", shown("~lake", GLUE_SHOWN)]] }],
    ["SET CATALOG ~lake", OK],
    ["DROP CATALOG IF EXISTS ~nosuch", OK],
    [create("IF NOT EXISTS ~lake", GLUE), OK],
];

const FREE: readonly (readonly [sql: string, expected: Expected])[] = [
    ["SELECT @@version_comment", ROWS],
    ["SHOW DATABASES FROM default_catalog", ROWS],
    ["SET CATALOG default_catalog", OK],
    ["CREATE ROLE ~r2", OK],
    ["GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", OK],
    ["SHOW GRANTS FOR ROLE ~r1", { kind: "rows", rows: [] }],
    ["SHOW ROLES", ROWS],
    ["SHOW FRONTENDS", ROWS],
];

function meanwhile(name: string, blocked: boolean, [sql, expected]: readonly [string, Expected]): Case {
    const statement = sql.replace(/ {2}PROPERTIES.*/, "").replaceAll("~", "");
    return example(`${statement} ${name}`, [
        {
            sql,
            expected,
            action: { kind: "meanwhile", waiting: WAITING, blocked: { "4.1": blocked, "3.5": false } },
        },
    ]);
}

export const LOCKS: Group = {
    title: "While a statement waits for REST",
    setup: [CREATE_LAKE, create("~lazy", GLUE), "CREATE ROLE ~r1"],
    cases: [
        ...BLOCKED.map((row) => meanwhile("waits on 4.1, and not on 3.5", true, row)),
        ...FREE.map((row) => meanwhile("doesn't wait", false, row)),
    ],
};
