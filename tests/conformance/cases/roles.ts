import { example, fails, type Group, gives, givesOwn, ok } from "../steps";
import { CREATE_LAKE } from "./catalogs";
import { analyzing } from "./texts";

const LONG = "a".repeat(65);
const roleExists = (name: string) =>
    analyzing(`Operation CREATE ROLE failed for ${name} : role already exists`);
const ROLE_COLUMNS = ["Name", "Builtin", "Comment"];

export const ROLES: Group = {
    title: "Roles",
    setup: ["CREATE ROLE ~r1"],
    cases: [
        example("a role can't be made twice", [fails("CREATE ROLE ~r1", roleExists("~r1"))]),
        example("IF NOT EXISTS is content with the role that is there", [
            ok("CREATE ROLE IF NOT EXISTS ~r1"),
        ]),
        example("are listed with their comments", [
            ok("CREATE ROLE ~r2 COMMENT 'it''s a role'"),
            givesOwn(
                "SHOW ROLES",
                [
                    ["~r1", "false", null],
                    ["~r2", "false", "it's a role"],
                ],
                { columns: ROLE_COLUMNS },
            ),
        ]),
        example("a role's name may be a text", [
            ok("CREATE ROLE '~r3'"),
            gives("SHOW GRANTS FOR ROLE ~r3", [], { columns: ["UserIdentity", "Catalog", "Grants"] }),
        ]),
        example("a role's name has no hyphen", [
            fails("CREATE ROLE `r-x`", analyzing("invalid role format: r-x")),
        ]),
        example("a role's name has at most 64 characters", [
            fails(`CREATE ROLE \`${LONG}\``, analyzing(`invalid role format: ${LONG}`)),
        ]),
        example("several roles are made at once", [
            ok("CREATE ROLE ~rq, ~rr"),
            ok("DROP ROLE ~rq, ~rr"),
            givesOwn("SHOW ROLES", [["~r1", "false", null]]),
        ]),
        example("one of several roles that exists refuses all", [
            fails("CREATE ROLE ~r1, ~rq", roleExists("~r1")),
            givesOwn("SHOW ROLES", [["~r1", "false", null]]),
        ]),
        ...["root", "public"].map((name) =>
            example(`${name} exists already`, [fails(`CREATE ROLE ${name}`, roleExists(name))]),
        ),
        ...["root", "public"].map((name) =>
            example(`${name} can't be dropped`, [
                fails(`DROP ROLE ${name}`, `role ${name} cannot be dropped!`),
            ]),
        ),
        example("a comment can be changed, also to what it is", [
            ok("ALTER ROLE ~r1 SET COMMENT = 'new'"),
            ok("ALTER ROLE ~r1 SET COMMENT='new'"),
            givesOwn("SHOW ROLES", [["~r1", "false", "new"]]),
        ]),
        example("a missing role can't be dropped", [
            fails("DROP ROLE ~nosuch", analyzing("Operation DROP ROLE failed for ~nosuch : role not exists")),
        ]),
        example("a missing role may be missing", [ok("DROP ROLE IF EXISTS ~nosuch")]),
        example("a role without grants has none to show", [
            gives("SHOW GRANTS FOR ROLE ~r1", [], { columns: ["UserIdentity", "Catalog", "Grants"] }),
        ]),
        example("a missing role has no grants to show", [
            fails(
                "SHOW GRANTS FOR ROLE ~nosuch",
                analyzing("There is no such grant defined for role ~nosuch: cannot find role ~nosuch!"),
            ),
        ]),
        example("a dropped role leaves its users", [
            ok("CREATE USER '~u1'@'%'"),
            ok("CREATE ROLE ~r2"),
            ok("GRANT ~r1, ~r2 TO USER '~u1'@'%'"),
            ok("DROP ROLE ~r1"),
            gives("SHOW GRANTS FOR '~u1'@'%'", [["'~u1'@'%'", null, "GRANT '~r2' TO '~u1'@'%'"]]),
        ]),
        example("a role can be granted to a role", [
            ok("CREATE ROLE ~r2"),
            ok("GRANT ~r1 TO ROLE ~r2"),
            gives("SHOW GRANTS FOR ROLE ~r2", [["~r2", null, "GRANT '~r1' TO ROLE ~r2"]]),
        ]),
    ],
};

const mutable = (role: string) => `failed to grant: role ${role} is not mutable!`;

export const BUILT_IN_ROLES: Group = {
    title: "Built-in roles",
    setup: [CREATE_LAKE],
    cases: [
        ...["root", "db_admin"].map((role) =>
            example(`${role} gets no more privileges`, [
                fails(`GRANT USAGE ON CATALOG ~lake TO ROLE ${role}`, mutable(role)),
            ]),
        ),
        example(
            "public gets privileges",
            [
                ok("GRANT USAGE ON CATALOG ~lake TO ROLE public"),
                ok("REVOKE USAGE ON CATALOG ~lake FROM ROLE public"),
            ],
            { embeddedOnly: "changes a built-in role" },
        ),
        example("db_admin holds everything but grants", [
            gives(
                "SHOW GRANTS FOR ROLE db_admin",
                [
                    [
                        null,
                        "DELETE, DROP, INSERT, SELECT, ALTER, EXPORT, UPDATE, REFRESH ON ALL TABLES IN ALL DATABASES",
                    ],
                    [
                        null,
                        "CREATE TABLE, DROP, ALTER, CREATE VIEW, CREATE FUNCTION, CREATE MATERIALIZED VIEW, " +
                            "CREATE PIPE ON ALL DATABASES",
                    ],
                    [
                        "default_catalog",
                        "CREATE RESOURCE, PLUGIN, FILE, BLACKLIST, OPERATE, CREATE EXTERNAL CATALOG, REPOSITORY, " +
                            "CREATE RESOURCE GROUP, CREATE GLOBAL FUNCTION, CREATE STORAGE VOLUME, SECURITY ON SYSTEM",
                    ],
                    ["default_catalog", "USAGE, ALTER, DROP ON ALL RESOURCES"],
                    ["default_catalog", "SELECT, ALTER, DROP ON ALL VIEWS IN ALL DATABASES"],
                    [null, "USAGE, CREATE DATABASE, DROP, ALTER ON ALL CATALOGS"],
                    [
                        "default_catalog",
                        "ALTER, REFRESH, DROP, SELECT ON ALL MATERIALIZED VIEWS IN ALL DATABASES",
                    ],
                    ["default_catalog", "USAGE, DROP ON ALL FUNCTIONS IN ALL DATABASES"],
                    ["default_catalog", "ALTER, DROP ON ALL RESOURCE GROUPS"],
                    ["default_catalog", "USAGE, DROP ON ALL GLOBAL FUNCTIONS"],
                    ["default_catalog", "DROP, ALTER, USAGE ON ALL STORAGE VOLUMES"],
                    ["default_catalog", "ALTER, DROP, USAGE ON ALL DATABASES"],
                ].map(([catalog, grant]) => ["db_admin", catalog!, `GRANT ${grant} TO ROLE 'db_admin'`]),
            ),
        ]),
        example("user_admin holds grants", [
            gives("SHOW GRANTS FOR ROLE user_admin", [
                ["user_admin", "default_catalog", "GRANT GRANT ON SYSTEM TO ROLE 'user_admin'"],
                ["user_admin", "default_catalog", "GRANT IMPERSONATE ON ALL USERS TO ROLE 'user_admin'"],
            ]),
        ]),
    ],
};
