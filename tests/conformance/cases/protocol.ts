import type { ConnectionOptions } from "mysql2/promise";
import { FORBIDDEN } from "../rest/modes";
import {
    type Case,
    type Expected,
    example,
    type Failure,
    fails,
    failure,
    type Group,
    gives,
    givesOwn,
    ok,
    type Step,
    type StepDetails,
} from "../steps";
import { CONFIG, CREATE_LAKE, LOADED_LAKE } from "./catalogs";
import { analyzing, NO_BACKEND, unknownCatalog, unknownDatabase } from "./texts";

const NOT_PREPARABLE: Failure = [
    1295,
    "HY000",
    "This command is not supported in the prepared statement protocol yet",
];

/** None of them runs. */
const NOT_PREPARED = [
    "CREATE ROLE ~pz",
    "SHOW CATALOGS",
    "SHOW CREATE CATALOG default_catalog",
    "SET CATALOG default_catalog",
    "DROP CATALOG IF EXISTS ~nosuch",
    'ALTER CATALOG ~nosuch SET ("a"="b")',
    CREATE_LAKE,
    "GRANT USAGE ON CATALOG default_catalog TO ROLE ~pz",
    "SHOW GRANTS",
];

function executed(sql: string, text: Failure): Step {
    return fails(sql, text, { action: { kind: "execute" } });
}

export const PREPARED: Group = {
    title: "Prepared statements",
    cases: [
        ...NOT_PREPARED.map((sql) =>
            example(`can't be: ${sql.replace(/ {2}PROPERTIES.*/, "").replaceAll("~", "")}`, [
                executed(sql, NOT_PREPARABLE),
            ]),
        ),
        ...["SELECT 1", "SELECT @@version_comment"].map((sql) =>
            example(`need a backend for ${sql}`, [executed(sql, NO_BACKEND)], { withoutBackend: true }),
        ),
        example("by PREPARE can't be SHOW CATALOGS", [
            fails("PREPARE st FROM 'SHOW CATALOGS'", [1295, "HY000", analyzing(NOT_PREPARABLE[2] as string)]),
        ]),
        example("by PREPARE can be SELECT 1", [
            ok("PREPARE st FROM 'SELECT 1'"),
            gives("EXECUTE st", [[1]], { columns: ["1"] }),
        ]),
    ],
};

const several = (...results: Expected[]): Expected => ({ kind: "several", results });
const ONE: Expected = { kind: "rows", columns: ["1"], rows: [[1]] };
const TWO: Expected = { kind: "rows", columns: ["2"], rows: [[2]] };
const DEFAULT_CATALOG: Expected = {
    kind: "rows",
    rows: [
        ["default_catalog", "Internal", "An internal catalog contains this cluster's self-managed tables."],
    ],
};
const LIST = "SHOW CATALOGS LIKE 'default\\_catalog'";

export const STATEMENTS: Group = {
    title: "Several statements in one text",
    cases: [
        example("run, though the client didn't say that it sends several", [
            {
                sql: "CREATE ROLE ~ma; CREATE ROLE ~mb",
                expected: several({ kind: "ok", moreResults: true }, { kind: "ok" }),
            },
            givesOwn("SHOW ROLES", [
                ["~ma", "false", null],
                ["~mb", "false", null],
            ]),
        ]),
        example("give each its result", [{ sql: "SELECT 1; SELECT 2", expected: several(ONE, TWO) }]),
        example("may begin with a SELECT", [
            { sql: "SELECT 1; CREATE ROLE ~mz", expected: several(ONE, { kind: "ok" }) },
            givesOwn("SHOW ROLES", [["~mz", "false", null]]),
        ]),
        example("end with the first error, and what came before stays", [
            fails(
                "CREATE ROLE ~me; CREATE ROLE ~me; CREATE ROLE ~mf",
                analyzing("Operation CREATE ROLE failed for ~me : role already exists"),
            ),
            givesOwn("SHOW ROLES", [["~me", "false", null]]),
        ]),
        example("one semicolon at the end is nothing", [{ sql: `${LIST};`, expected: DEFAULT_CATALOG }]),
        example("two semicolons at the end are one more result", [
            { sql: `${LIST};;`, expected: several(DEFAULT_CATALOG, { kind: "ok" }) },
        ]),
        example("a semicolon alone is fine", [ok(";")]),
        example("comments are passed over", [
            { sql: `/* c */ ${LIST} /* d */ -- x`, expected: DEFAULT_CATALOG },
        ]),
    ],
};

function login(
    name: string,
    options: ConnectionOptions,
    expected: Expected,
    details: StepDetails = {},
    caseDetails: Partial<Case> = {},
): Case {
    const sql = expected.kind === "rows" ? "SELECT CATALOG()" : "";
    const step: Step = { sql, expected, action: { kind: "login", login: options }, ...details };
    return example(name, [step], caseDetails);
}

const accessDenied = (user: string, withPassword: "YES" | "NO") =>
    failure([1045, "28000", `Access denied for user '${user}' (using password: ${withPassword})`]);
const CUT_OFF: Expected = { kind: "clientError", code: "PROTOCOL_CONNECTION_LOST" };

export const LOGINS: Group = {
    title: "Logins",
    setup: [...LOADED_LAKE, "CREATE USER '~low'@'%' IDENTIFIED BY 'pw'"],
    cases: [
        login("with the password", { user: "~low", password: "pw" }, { kind: "ok" }),
        login("with a wrong password", { user: "~low", password: "bad" }, accessDenied("~low", "YES")),
        login("without the password", { user: "~low", password: "" }, accessDenied("~low", "NO")),
        login("of nobody", { user: "~nobody", password: "x" }, accessDenied("~nobody", "YES")),
        login("with a missing database", { database: "~nosuch" }, failure(unknownDatabase("~nosuch"))),
        login(
            "with a database of a catalog",
            { database: "~lake.db1" },
            { kind: "rows", columns: ["CATALOG()"], rows: [["~lake"]] },
            { requests: ["GET namespaces/db1"] },
        ),
        login(
            "with a missing database of a catalog",
            { database: "~lake.no" },
            failure(unknownDatabase("no")),
            {
                requests: ["GET namespaces/no"],
            },
        ),
        login("with a missing catalog", { database: "~nosuch.db" }, failure(unknownCatalog("~nosuch"))),
        login(
            "with USE's way to name a catalog",
            { database: "catalog ~lake" },
            failure(unknownDatabase("catalog ~lake")),
        ),
        login(
            "are cut off without a word when REST refuses the database",
            { database: "~lake.db1" },
            CUT_OFF,
            {
                rest: FORBIDDEN,
                requests: ["GET namespaces/db1"],
            },
        ),
        login(
            "with TLS on a frontend without a key store",
            { ssl: { rejectUnauthorized: false } },
            { kind: "clientError", code: "HANDSHAKE_NO_SSL_SUPPORT" },
            {},
            { embeddedOnly: "depends on the frontend's TLS" },
        ),
        example(
            "are cut off without a word when REST refuses to load the catalog on 3.5",
            [
                ok(CREATE_LAKE.replaceAll("~lake", "~lazy")),
                {
                    sql: "",
                    expected: CUT_OFF,
                    action: { kind: "login", login: { database: "~lazy.db1" } },
                    rest: FORBIDDEN,
                    requests: [CONFIG],
                },
            ],
            { version: "3.5" },
        ),
    ],
};
