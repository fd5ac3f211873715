import { FORBIDDEN } from "../rest/modes";
import { example, fails, type Group, gives, ok, type Step } from "../steps";
import { CREATE_LAKE, LOADS_NOW } from "./catalogs";
import { analyzing } from "./texts";

const COLUMNS = ["UserIdentity", "Catalog", "Grants"];
const CATALOG_ALL = "GRANT USAGE, CREATE DATABASE, DROP, ALTER ON CATALOG ~lake TO ROLE '~r1'";

/** SHOW GRANTS of the role ~r1, whose rows are all in ~lake. */
function holds(...grants: string[]): Step {
    return gives(
        "SHOW GRANTS FOR ROLE ~r1",
        grants.map((grant) => ["~r1", "~lake", `GRANT ${grant} TO ROLE '~r1'`]),
        { columns: COLUMNS },
    );
}

export const GRANTS: Group = {
    title: "GRANT",
    setup: [CREATE_LAKE, "CREATE ROLE ~r1"],
    cases: [
        example("privileges on a catalog are merged into one row, in a fixed order", [
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", { requests: [] }),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1"),
            ok("GRANT CREATE DATABASE ON CATALOG ~lake TO ROLE ~r1"),
            ok("GRANT ALTER, DROP ON CATALOG ~lake TO ROLE ~r1"),
            gives("SHOW GRANTS FOR ROLE ~r1", [["~r1", "~lake", CATALOG_ALL]], { columns: COLUMNS }),
        ]),
        ...["ALL", "ALL PRIVILEGES"].map((all) =>
            example(`${all} on a catalog is spelled out`, [
                ok(`GRANT ${all} ON CATALOG ~lake TO ROLE ~r1`),
                gives("SHOW GRANTS FOR ROLE ~r1", [["~r1", "~lake", CATALOG_ALL]]),
            ]),
        ),
        example("names may be quoted, and listed twice", [
            ok("GRANT USAGE ON CATALOG ~lake, ~lake TO ROLE ~r1"),
            ok("GRANT USAGE ON CATALOG `~lake` TO ROLE `~r1`"),
            ok("GRANT USAGE ON CATALOG '~lake' TO ROLE '~r1'"),
            holds("USAGE ON CATALOG ~lake"),
        ]),
        example("privileges on all catalogs and on the system are shown in their own rows", [
            ok("GRANT ALL ON CATALOG ~lake TO ROLE ~r1"),
            ok("GRANT USAGE ON ALL CATALOGS TO ROLE ~r1"),
            ok("GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE ~r1"),
            gives("SHOW GRANTS FOR ROLE ~r1", [
                ["~r1", "default_catalog", "GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE '~r1'"],
                ["~r1", null, "GRANT USAGE ON ALL CATALOGS TO ROLE '~r1'"],
                ["~r1", "~lake", CATALOG_ALL],
            ]),
        ]),
        example("default_catalog is a catalog, too", [
            ok("GRANT USAGE ON CATALOG default_catalog TO ROLE ~r1"),
            gives("SHOW GRANTS FOR ROLE ~r1", [
                ["~r1", "default_catalog", "GRANT USAGE ON CATALOG default_catalog TO ROLE '~r1'"],
            ]),
        ]),
        example("without SET CATALOG all tables are those of default_catalog", [
            ok("GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ~r1"),
            gives("SHOW GRANTS FOR ROLE ~r1", [
                ["~r1", "default_catalog", "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE '~r1'"],
            ]),
            ok("REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE ~r1"),
            holds(),
        ]),
        example("a database of the catalog can be named from elsewhere", [
            ok("GRANT CREATE TABLE ON DATABASE ~lake.db2 TO ROLE ~r1", { requests: [] }),
            holds("CREATE TABLE ON DATABASE db2"),
        ]),
        example("a database of default_catalog must exist", [
            fails("GRANT SELECT ON TABLE ~db1.t1 TO ROLE ~r1", analyzing("cannot find db: ~db1")),
        ]),
        example("a catalog must exist", [
            fails("GRANT USAGE ON CATALOG ~nosuch TO ROLE ~r1", analyzing("cannot find catalog: ~nosuch")),
            fails("REVOKE USAGE ON CATALOG ~nosuch FROM ROLE ~r1", analyzing("cannot find catalog: ~nosuch")),
        ]),
        ...["GRANT USAGE ON CATALOG ~lake TO", "REVOKE USAGE ON CATALOG ~lake FROM"].map((start) =>
            example(`a role must exist for ${start.split(" ")[0]}`, [
                fails(
                    `${start} ROLE ~nosuch`,
                    analyzing("Can not grant/revoke to role: cannot find role ~nosuch!"),
                ),
            ]),
        ),
        ...["SELECT", "CREATE TABLE"].map((privilege) =>
            example(`${privilege} is nothing for a catalog`, [
                fails(
                    `GRANT ${privilege} ON CATALOG ~lake TO ROLE ~r1`,
                    analyzing(`Cannot grant or revoke ${privilege} on 'CATALOG' type object`),
                ),
            ]),
        ),
    ],
};

export const GRANTS_IN_CATALOG: Group = {
    title: "GRANT in the current catalog",
    setup: [CREATE_LAKE, "CREATE ROLE ~r1", "SET CATALOG ~lake"],
    cases: [
        example("all tables, all databases and the catalog itself", [
            ok("GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ~r1", { requests: [] }),
            ok("GRANT INSERT ON ALL TABLES IN ALL DATABASES TO ROLE ~r1"),
            ok("GRANT CREATE TABLE, DROP, ALTER ON ALL DATABASES TO ROLE ~r1"),
            ok("GRANT USAGE, CREATE DATABASE ON CATALOG ~lake TO ROLE ~r1"),
            holds(
                "INSERT, SELECT ON ALL TABLES IN ALL DATABASES",
                "CREATE TABLE, DROP, ALTER ON ALL DATABASES",
                "USAGE, CREATE DATABASE ON CATALOG ~lake",
            ),
        ]),
        example("privileges on tables are shown in their own order", [
            ok(
                "GRANT SELECT, INSERT, UPDATE, DELETE, ALTER, DROP ON ALL TABLES IN ALL DATABASES TO ROLE ~r1",
            ),
            holds("DELETE, DROP, INSERT, SELECT, ALTER, UPDATE ON ALL TABLES IN ALL DATABASES"),
        ]),
        example("databases and tables needn't exist, and are sorted by name", [
            ok("GRANT SELECT ON ALL TABLES IN DATABASE db1 TO ROLE ~r1", { requests: [] }),
            ok("GRANT SELECT ON ALL TABLES IN DATABASE nosuch TO ROLE ~r1", { requests: [] }),
            ok("GRANT SELECT ON TABLE db1.t1 TO ROLE ~r1", { requests: [] }),
            ok("GRANT SELECT ON db1.t2 TO ROLE ~r1"),
            ok("GRANT SELECT ON TABLE db1.nosuch TO ROLE ~r1"),
            ok("GRANT SELECT ON TABLE nosuch.t1 TO ROLE ~r1"),
            ok("GRANT CREATE TABLE ON DATABASE db1 TO ROLE ~r1"),
            ok("GRANT CREATE TABLE ON DATABASE ~lake.db2 TO ROLE ~r1"),
            ok("GRANT CREATE TABLE ON DATABASE nosuch TO ROLE ~r1"),
            holds(
                "SELECT ON ALL TABLES IN DATABASE db1",
                "SELECT ON TABLE db1.nosuch",
                "SELECT ON TABLE db1.t1",
                "SELECT ON TABLE db1.t2",
                "SELECT ON ALL TABLES IN DATABASE nosuch",
                "SELECT ON TABLE nosuch.t1",
                "CREATE TABLE ON DATABASE db1",
                "CREATE TABLE ON DATABASE db2",
                "CREATE TABLE ON DATABASE nosuch",
            ),
        ]),
        example("ALL on a database and on its tables is spelled out", [
            ok("GRANT ALL ON DATABASE db1 TO ROLE ~r1"),
            ok("GRANT ALL ON ALL TABLES IN DATABASE db1 TO ROLE ~r1"),
            holds(
                "DELETE, DROP, INSERT, SELECT, ALTER, EXPORT, UPDATE, REFRESH ON ALL TABLES IN DATABASE db1",
                "CREATE TABLE, DROP, ALTER, CREATE VIEW, CREATE FUNCTION, CREATE MATERIALIZED VIEW, CREATE PIPE " +
                    "ON DATABASE db1",
            ),
        ]),
        example("no request is sent while REST refuses", [
            ok("GRANT INSERT ON TABLE db1.t1 TO ROLE ~r1", { rest: FORBIDDEN, requests: [] }),
            ok("GRANT CREATE TABLE ON DATABASE db2 TO ROLE ~r1", { rest: FORBIDDEN, requests: [] }),
            ok("GRANT INSERT ON ALL TABLES IN ALL DATABASES TO ROLE ~r1", { rest: FORBIDDEN, requests: [] }),
        ]),
        example("names are shown without quotes, and lists and stars are taken apart", [
            ok("GRANT SELECT ON TABLE `order`.`table` TO ROLE ~r1"),
            ok("GRANT SELECT ON TABLE db1.t1, db1.t2 TO ROLE ~r1"),
            ok("GRANT SELECT ON TABLE db1.* TO ROLE ~r1"),
            ok("GRANT SELECT ON ALL TABLES IN DATABASE DB1 TO ROLE ~r1"),
            ok("GRANT REFRESH ON ALL TABLES IN ALL DATABASES TO ROLE ~r1"),
            ok("GRANT CREATE VIEW ON ALL DATABASES TO ROLE ~r1"),
            holds(
                "REFRESH ON ALL TABLES IN ALL DATABASES",
                "SELECT ON ALL TABLES IN DATABASE DB1",
                "SELECT ON ALL TABLES IN DATABASE db1",
                "SELECT ON TABLE db1.t1",
                "SELECT ON TABLE db1.t2",
                "SELECT ON TABLE order.table",
                "CREATE VIEW ON ALL DATABASES",
            ),
        ]),
        example("system and views stay with default_catalog", [
            ok("GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE ~r1"),
            ok("GRANT SELECT ON ALL VIEWS IN ALL DATABASES TO ROLE ~r1"),
            gives("SHOW GRANTS FOR ROLE ~r1", [
                ["~r1", "default_catalog", "GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE '~r1'"],
                ["~r1", "default_catalog", "GRANT SELECT ON ALL VIEWS IN ALL DATABASES TO ROLE '~r1'"],
            ]),
        ]),
        example("a view's database must exist in default_catalog", [
            fails("GRANT SELECT ON VIEW ~db1.v TO ROLE ~r1", analyzing("cannot find db: ~db1")),
        ]),
        example("ALTER CATALOG keeps all grants", [
            ok("GRANT SELECT ON TABLE db1.t1 TO ROLE ~r1"),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1"),
            ok('ALTER CATALOG ~lake SET ("z" = "1")', { requests: LOADS_NOW }),
            holds("SELECT ON TABLE db1.t1", "USAGE ON CATALOG ~lake"),
        ]),
        example("DROP CATALOG hides all grants, and CREATE doesn't bring them back", [
            ok("GRANT SELECT ON TABLE db1.t1 TO ROLE ~r1"),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1"),
            ok("DROP CATALOG ~lake"),
            holds(),
            ok(CREATE_LAKE),
            holds(),
        ]),
    ],
};
