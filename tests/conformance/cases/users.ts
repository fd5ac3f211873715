import { differs, example, fails, failure, type Group, gives, givesOwn, ok } from "../steps";
import { CREATE_LAKE } from "./catalogs";
import { analyzing, denied } from "./texts";

const U1 = "'~u1'@'%'";
const SHOW_U1 = `SHOW GRANTS FOR ${U1}`;

export const USERS: Group = {
    title: "Users",
    setup: [`CREATE USER ${U1} IDENTIFIED BY 'pw'`, "CREATE ROLE ~r1", "CREATE ROLE ~r2"],
    cases: [
        example("a user can't be made twice", [
            differs(fails(`CREATE USER ${U1} IDENTIFIED BY 'x'`, analyzing(`user ${U1} already exists!`)), {
                expected: failure(analyzing(`Operation CREATE USER failed for ${U1} : user already exists`)),
            }),
        ]),
        example("IF NOT EXISTS is content with the user that is there", [
            ok(`CREATE USER IF NOT EXISTS ${U1} IDENTIFIED BY 'x'`),
            gives("SELECT CURRENT_USER()", [[U1]], { as: "~u1" }),
        ]),
        example("are listed with their hosts", [
            ok("CREATE USER '~u-3'@'%'"),
            ok("CREATE USER '~dom'@['example.com']"),
            givesOwn("SHOW USERS", [[U1], ["'~u-3'@'%'"], ["'~dom'@['example.com']"]], { columns: ["User"] }),
        ]),
        example("a user's name needs no host", [ok("CREATE USER ~u5"), ok("DROP USER ~u5")]),
        example("a user's name has no quote", [
            fails(
                "CREATE USER 'we''ird'@'10.0.0.%' IDENTIFIED BY 'x'",
                analyzing("invalid user name: we'ird"),
            ),
        ]),
        example("a default role is granted as well", [
            ok("CREATE USER '~u2'@'%' IDENTIFIED BY 'pw' DEFAULT ROLE ~r1"),
            gives("SHOW GRANTS FOR '~u2'@'%'", [["'~u2'@'%'", null, "GRANT '~r1' TO '~u2'@'%'"]]),
            gives("SELECT CURRENT_ROLE()", [["~r1"]], { as: "~u2" }),
        ]),
        example("a default role must exist", [
            fails(
                "CREATE USER '~u4'@'%' DEFAULT ROLE ~nosuch",
                analyzing("Valid role name fail: cannot find role ~nosuch!"),
            ),
        ]),
        example("a missing user can't be dropped", [
            differs(fails("DROP USER '~nosuch'@'%'", analyzing("cannot find user '~nosuch'@'%'!")), {
                expected: failure(
                    analyzing("Operation DROP USER failed for '~nosuch'@'%' : user not exists"),
                ),
            }),
        ]),
        example("a missing user may be missing", [ok("DROP USER IF EXISTS '~nosuch'@'%'")]),
        example("a missing user has no grants to show", [
            fails("SHOW GRANTS FOR '~nosuch'@'%'", analyzing("cannot find user '~nosuch'@'%'!")),
        ]),
        example("roles are granted again without a word, in all ways to write it", [
            ok(`GRANT ~r1 TO USER ${U1}`),
            ok(`GRANT ~r1, ~r2 TO USER ${U1}`),
            ok(`GRANT '~r1' TO ${U1}`),
            gives(SHOW_U1, [[U1, null, `GRANT '~r1', '~r2' TO ${U1}`]]),
            gives(`SHOW GRANTS FOR USER ${U1}`, [[U1, null, `GRANT '~r1', '~r2' TO ${U1}`]]),
            gives("SHOW GRANTS FOR ~u1", [[U1, null, `GRANT '~r1', '~r2' TO ${U1}`]]),
        ]),
        example("a role is revoked again without a word", [
            ok(`GRANT ~r1, ~r2 TO USER ${U1}`),
            ok(`REVOKE ~r1 FROM USER ${U1}`),
            ok(`REVOKE ~r1 FROM USER ${U1}`),
            gives(SHOW_U1, [[U1, null, `GRANT '~r2' TO ${U1}`]]),
        ]),
        example("a missing role can't be revoked", [
            fails(
                "REVOKE ~r9 FROM USER ~u1",
                analyzing("Can not granted/revoke role to/from user: cannot find role ~r9!"),
            ),
        ]),
        example("default roles are set to one, to all and to none", [
            ok(`GRANT ~r1, ~r2 TO USER ${U1}`),
            ok(`SET DEFAULT ROLE ~r1 TO ${U1}`),
            gives("SELECT CURRENT_ROLE()", [["~r1"]], { as: "~u1 1" }),
            ok(`SET DEFAULT ROLE ALL TO ${U1}`),
            gives("SELECT CURRENT_ROLE()", [["~r1, ~r2"]], { as: "~u1 2" }),
            ok(`SET DEFAULT ROLE NONE TO ${U1}`),
            gives("SELECT CURRENT_ROLE()", [["NONE"]], { as: "~u1 3" }),
        ]),
        example("ALTER USER sets default roles as well", [
            ok(`GRANT ~r1, ~r2 TO USER ${U1}`),
            ok(`ALTER USER ${U1} DEFAULT ROLE ~r2`),
            gives("SELECT CURRENT_ROLE()", [["~r2"]], { as: "~u1 1" }),
            ok(`ALTER USER ${U1} DEFAULT ROLE NONE`),
            gives("SELECT CURRENT_ROLE()", [["NONE"]], { as: "~u1 2" }),
        ]),
        example("a role that isn't granted can't be a default role", [
            fails(`SET DEFAULT ROLE ~r2 TO ${U1}`, analyzing(`Role ~r2 is not granted to ${U1}`)),
        ]),
        example("a granted role sleeps until SET ROLE wakes it", [
            ok(CREATE_LAKE),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1"),
            ok(`GRANT ~r1 TO USER ${U1}`),
            gives("SELECT CURRENT_ROLE()", [["NONE"]], { as: "~u1" }),
            fails("SET CATALOG ~lake", denied("ANY", "CATALOG ~lake", "NONE", "[~r1]"), { as: "~u1" }),
            ok("SET ROLE ~r1", { as: "~u1" }),
            gives("SELECT CURRENT_ROLE()", [["~r1"]], { as: "~u1" }),
            ok("SET CATALOG ~lake", { as: "~u1" }),
        ]),
        example("how a user logs in is shown", [
            gives(`SHOW AUTHENTICATION FOR ${U1}`, [[U1, "Yes", "MYSQL_NATIVE_PASSWORD", null]], {
                columns: ["UserIdentity", "Password", "AuthPlugin", "UserForAuthPlugin"],
            }),
        ]),
        example("how all users log in is shown", [
            ok("CREATE USER '~u-3'@'%'"),
            givesOwn("SHOW ALL AUTHENTICATION", [
                [U1, "Yes", "MYSQL_NATIVE_PASSWORD", null],
                ["'~u-3'@'%'", "No", "MYSQL_NATIVE_PASSWORD", null],
            ]),
        ]),
        example("a user's properties are shown", [
            gives(
                "SHOW PROPERTY FOR '~u1'",
                [
                    ["max_user_connections", "1024"],
                    ["catalog", "default_catalog"],
                    ["database", ""],
                ],
                { columns: ["Key", "Value"] },
            ),
        ]),
        example("root's own grants are shown", [
            gives("SHOW GRANTS", [["'root'@'%'", null, "GRANT 'root' TO 'root'@'%'"]]),
        ]),
        example("a grant to a user names the user in full", [
            ok(CREATE_LAKE),
            ok("CREATE USER '~dom'@['example.com']"),
            ok("GRANT USAGE ON CATALOG ~lake TO USER '~dom'@['example.com']"),
            gives("SHOW GRANTS FOR '~dom'@['example.com']", [
                [
                    "'~dom'@['example.com']",
                    "~lake",
                    "GRANT USAGE ON CATALOG ~lake TO USER '~dom'@['example.com']",
                ],
            ]),
        ]),
        example("a privilege can be granted on to others", [
            ok(CREATE_LAKE),
            ok(`GRANT ~r1 TO USER ${U1}`),
            ok(`GRANT USAGE ON CATALOG ~lake TO USER ${U1}`),
            ok(`GRANT USAGE ON CATALOG ~lake TO ${U1}`),
            ok("GRANT USAGE ON CATALOG ~lake TO USER ~u1 WITH GRANT OPTION"),
            gives(SHOW_U1, [
                [U1, null, `GRANT '~r1' TO ${U1}`],
                [U1, "~lake", `GRANT USAGE ON CATALOG ~lake TO USER ${U1} WITH GRANT OPTION`],
            ]),
        ]),
    ],
};
