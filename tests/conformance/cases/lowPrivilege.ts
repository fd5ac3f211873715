import {
    differs,
    example,
    type Failure,
    fails,
    failure,
    type Group,
    gives,
    givesOwn,
    lists,
    ok,
} from "../steps";
import {
    CREATE_LAKE,
    create,
    DATABASES,
    GLUE,
    GLUE_SHOWN,
    LIST_NAMESPACES,
    LOADED_LAKE,
    shown,
} from "./catalogs";
import {
    analyzing,
    badCatalogName,
    denied,
    NO_BACKEND,
    unknownCatalog,
    unknownCatalogAnalyzed,
} from "./texts";

const LOW = { as: "~low" };
const GRANT = denied("GRANT", "SYSTEM");
const CREATES = denied("CREATE EXTERNAL CATALOG", "SYSTEM");
const OPERATE = denied("OPERATE", "SYSTEM");
const ANY_ON_LAKE = denied("ANY", "CATALOG ~lake");
const SELECT_T1 = "SELECT * FROM ~lake.db1.t1";
const NAME = "'~low'@'%'";

/** What a user without any grant is refused. */
const REFUSED: readonly (readonly [sql: string, failure: Failure])[] = [
    [create("~lake2", GLUE), CREATES],
    [create("~lake", GLUE), CREATES],
    [create("IF NOT EXISTS ~lake", GLUE), CREATES],
    [create("`bad-name`", GLUE), badCatalogName("bad-name")],
    [create("~x", { type: "foo" }), analyzing("[type : foo] is not supported")],
    ["DROP CATALOG ~lake", denied("DROP", "CATALOG ~lake")],
    ["DROP CATALOG IF EXISTS ~lake", denied("DROP", "CATALOG ~lake")],
    ["DROP CATALOG ~nosuch", unknownCatalog("~nosuch")],
    ['ALTER CATALOG ~lake SET ("a"="b")', denied("ALTER", "CATALOG ~lake")],
    ["SHOW CREATE CATALOG ~nosuch", unknownCatalogAnalyzed("~nosuch")],
    ["SET CATALOG ~lake", ANY_ON_LAKE],
    ["USE ~lake.db1", ANY_ON_LAKE],
    [SELECT_T1, denied("SELECT", "TABLE t1")],
    ["SHOW GRANTS FOR ROLE public", GRANT],
    ["SHOW GRANTS FOR 'root'@'%'", GRANT],
    ["SHOW ROLES", GRANT],
    ["CREATE ROLE ~zz", GRANT],
    ["CREATE USER ~zz", GRANT],
    ["GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", GRANT],
    ["REVOKE USAGE ON CATALOG ~lake FROM ROLE ~r1", GRANT],
    ["SHOW FRONTENDS", denied("OPERATE OR NODE", "SYSTEM")],
    ["SHOW PROC '/catalog'", OPERATE],
    ["ADMIN SHOW FRONTEND CONFIG LIKE 'x'", OPERATE],
    ["KILL QUERY 1", [1094, "HY000", "Unknown thread id: 1"]],
];

export const NOTHING_GRANTED: Group = {
    title: "A user without grants",
    setup: [...LOADED_LAKE, "CREATE ROLE ~r1", `CREATE USER ${NAME} IDENTIFIED BY 'pw'`],
    cases: [
        ...REFUSED.map(([sql, refusal]) =>
            example(`is refused: ${sql.replace(/ {2}PROPERTIES.*/, "").replaceAll("~", "")}`, [
                fails(sql, refusal, LOW),
            ]),
        ),
        example("may drop and alter what isn't there", [
            ok("DROP CATALOG IF EXISTS ~nosuch", LOW),
            ok('ALTER CATALOG ~nosuch SET ("a"="b")', LOW),
        ]),
        example("sees no external catalog in the list", [givesOwn("SHOW CATALOGS", [], LOW)]),
        example("sees every catalog's properties", [
            gives("SHOW CREATE CATALOG ~lake", [["~lake", shown("~lake", GLUE_SHOWN)]], LOW),
        ]),
        example("sees no databases, but REST is asked", [
            gives("SHOW DATABASES FROM ~lake", [], { ...LOW, requests: [LIST_NAMESPACES] }),
        ]),
        example("sees no tables, but REST is asked", [
            gives("SHOW TABLES FROM ~lake.db1", [], {
                ...LOW,
                columns: ["Tables_in_db1"],
                requests: ["GET namespaces/db1", "GET namespaces/db1/tables?pageToken="],
            }),
        ]),
        example("may see the own grants, of which there are none", [
            gives("SHOW GRANTS", [], LOW),
            gives(`SHOW GRANTS FOR ${NAME}`, [], LOW),
        ]),
        example("may ask for the version", [gives("SELECT @@version_comment", [[/./]], LOW)]),
        example("sees the own connection", [lists("SHOW PROCESSLIST", LOW)]),
    ],
};

export const USAGE_GRANTED: Group = {
    title: "A user with USAGE on the catalog",
    setup: [
        ...LOADED_LAKE,
        `CREATE USER ${NAME} IDENTIFIED BY 'pw'`,
        `GRANT USAGE ON CATALOG ~lake TO USER ${NAME}`,
    ],
    cases: [
        example("sees it in the list", [givesOwn("SHOW CATALOGS", [["~lake", "Iceberg", null]], LOW)]),
        example("may enter it and finds no database", [
            ok("SET CATALOG ~lake", { ...LOW, requests: [] }),
            gives("SHOW DATABASES", [], { ...LOW, requests: [LIST_NAMESPACES] }),
        ]),
        example("may not enter a database", [fails("USE ~lake.db1", denied("ANY", "DATABASE db1"), LOW)]),
        example("sees no tables", [gives("SHOW TABLES FROM ~lake.db1", [], LOW)]),
        example("may not read", [fails(SELECT_T1, denied("SELECT", "TABLE t1"), LOW)]),
        example("may neither drop nor alter it", [
            fails("DROP CATALOG ~lake", denied("DROP", "CATALOG ~lake"), LOW),
            fails('ALTER CATALOG ~lake SET ("a"="b")', denied("ALTER", "CATALOG ~lake"), LOW),
        ]),
    ],
};

export const SELECT_GRANTED: Group = {
    title: "A user with SELECT on all tables",
    setup: [
        ...LOADED_LAKE,
        `CREATE USER ${NAME} IDENTIFIED BY 'pw'`,
        "SET CATALOG ~lake",
        `GRANT SELECT ON ALL TABLES IN ALL DATABASES TO USER ${NAME}`,
    ],
    cases: [
        example("doesn't see the catalog in the list", [givesOwn("SHOW CATALOGS", [], LOW)]),
        example("may not enter it", [fails("SET CATALOG ~lake", ANY_ON_LAKE, LOW)]),
        example("sees its databases and tables", [
            gives("SHOW DATABASES FROM ~lake", DATABASES, LOW),
            gives("SHOW TABLES FROM ~lake.db1", [["t1"], ["t2"]], LOW),
        ]),
        example(
            "may read an empty table, for which 3.5 wants a backend",
            [
                differs(gives(SELECT_T1, [], { ...LOW, columns: ["id", "name"] }), {
                    expected: failure(NO_BACKEND),
                }),
            ],
            { withoutBackend: true },
        ),
        example("sees the own grant", [
            gives(
                "SHOW GRANTS",
                [[NAME, "~lake", `GRANT SELECT ON ALL TABLES IN ALL DATABASES TO USER ${NAME}`]],
                LOW,
            ),
        ]),
        example("may not write", [
            fails('INSERT INTO ~lake.db1.t1 VALUES (1,"a")', denied("INSERT", "TABLE t1"), LOW),
        ]),
        example("may not make or drop tables", [
            fails("CREATE TABLE ~lake.db1.tz (a int)", denied("CREATE TABLE", "DATABASE db1"), LOW),
            fails("DROP TABLE ~lake.db1.t1", denied("DROP", "TABLE t1"), LOW),
        ]),
        example("CREATE DATABASE is checked on the current catalog", [
            fails("CREATE DATABASE ~lake.dbz", denied("CREATE DATABASE", "CATALOG default_catalog"), LOW),
        ]),
        example("an inactive role is named in the refusal", [
            ok("CREATE ROLE ~reader"),
            ok(`GRANT ~reader TO USER ${NAME}`),
            fails("SET CATALOG ~lake", denied("ANY", "CATALOG ~lake", "NONE", "[~reader]"), LOW),
        ]),
        example("active roles are named in the refusal", [
            ok("CREATE ROLE ~reader"),
            ok("CREATE ROLE ~writer"),
            ok(`GRANT ~reader, ~writer TO USER ${NAME}`),
            ok(`SET DEFAULT ROLE ALL TO ${NAME}`),
            fails("SET CATALOG ~lake", denied("ANY", "CATALOG ~lake", "[~reader, ~writer]"), LOW),
        ]),
    ],
};

const CREATES_DATABASES = "GRANT USAGE, CREATE DATABASE ON CATALOG ~lake TO USER '~low'@'%'";
const POST_NAMESPACES = "POST namespaces";

export const DATABASE_CREATOR: Group = {
    title: "A user with CREATE DATABASE on the catalog",
    setup: [...LOADED_LAKE, `CREATE USER ${NAME} IDENTIFIED BY 'pw'`, CREATES_DATABASES],
    cases: [
        example("may not make one from another catalog", [
            fails("CREATE DATABASE ~lake.dbz", denied("CREATE DATABASE", "CATALOG default_catalog"), LOW),
        ]),
        example("may make one in the current catalog, by one name or two", [
            ok("SET CATALOG ~lake", LOW),
            ok("CREATE DATABASE dbz", { ...LOW, requests: [LIST_NAMESPACES, POST_NAMESPACES] }),
            ok("CREATE DATABASE ~lake.dby", { ...LOW, requests: [LIST_NAMESPACES, POST_NAMESPACES] }),
        ]),
        example("may not drop it, nor see it", [
            ok("SET CATALOG ~lake", LOW),
            ok("CREATE DATABASE dbz", LOW),
            fails("DROP DATABASE dbz", denied("DROP", "DATABASE dbz"), LOW),
            gives("SHOW DATABASES", [], { ...LOW, requests: [LIST_NAMESPACES] }),
        ]),
    ],
};

export const CATALOG_CREATOR: Group = {
    title: "A user who may create catalogs",
    setup: [
        "CREATE ROLE ~r1",
        `CREATE USER ${NAME} IDENTIFIED BY 'pw'`,
        `GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO USER ${NAME}`,
    ],
    cases: [
        example("has no rights on what it created", [
            ok(CREATE_LAKE, LOW),
            givesOwn("SHOW CATALOGS", [], LOW),
            gives("SHOW DATABASES FROM ~lake", [], LOW),
            fails('ALTER CATALOG ~lake SET ("a"="b")', denied("ALTER", "CATALOG ~lake"), LOW),
            fails("DROP CATALOG ~lake", denied("DROP", "CATALOG ~lake"), LOW),
            fails("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", GRANT, LOW),
            ok(create("IF NOT EXISTS ~lake", GLUE), { ...LOW, requests: [] }),
        ]),
        example("with USAGE, ALTER and DROP on all catalogs manages catalogs, but no grants", [
            ok(`GRANT USAGE, ALTER, DROP ON ALL CATALOGS TO USER ${NAME}`),
            ok(CREATE_LAKE, LOW),
            givesOwn("SHOW CATALOGS", [["~lake", "Iceberg", null]], LOW),
            ok('ALTER CATALOG ~lake SET ("a"="b")', LOW),
            gives("SHOW DATABASES FROM ~lake", [], LOW),
            fails("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", GRANT, LOW),
            ok("DROP CATALOG ~lake", LOW),
            gives(
                "SHOW GRANTS",
                [
                    [NAME, "default_catalog", `GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO USER ${NAME}`],
                    [NAME, null, `GRANT USAGE, DROP, ALTER ON ALL CATALOGS TO USER ${NAME}`],
                ],
                LOW,
            ),
        ]),
        example("with db_admin and user_admin manages catalogs, roles and grants", [
            ok(`GRANT db_admin, user_admin TO USER ${NAME}`),
            ok(`SET DEFAULT ROLE ALL TO ${NAME}`),
            gives("SELECT CURRENT_ROLE()", [["db_admin, user_admin"]], LOW),
            ok(CREATE_LAKE, LOW),
            ok('ALTER CATALOG ~lake SET ("a"="b")', LOW),
            ok("CREATE ROLE ~rr9", LOW),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~rr9", LOW),
            ok("SET CATALOG ~lake", LOW),
            ok("GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ~rr9", LOW),
            gives(
                "SHOW GRANTS FOR ROLE ~rr9",
                [
                    ["~rr9", "~lake", "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE '~rr9'"],
                    ["~rr9", "~lake", "GRANT USAGE ON CATALOG ~lake TO ROLE '~rr9'"],
                ],
                LOW,
            ),
            ok("REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE ~rr9", LOW),
            ok("DROP ROLE ~rr9", LOW),
            ok("DROP CATALOG ~lake", LOW),
            lists("SHOW FRONTENDS", LOW),
        ]),
    ],
};
