import { example, fails, type Group, gives, ok } from "../steps";
import { CREATE_LAKE } from "./catalogs";

const nothingOn = (object: string) => `There is no such grant defined on ${object}`;
const HOLDS_NOTHING = gives("SHOW GRANTS FOR ROLE ~rv", []);

export const REVOKES: Group = {
    title: "REVOKE",
    setup: [CREATE_LAKE, "CREATE ROLE ~rv", "CREATE USER '~low'@'%'", "SET CATALOG ~lake"],
    cases: [
        ...[
            "USAGE ON CATALOG ~lake",
            "SELECT ON ALL TABLES IN ALL DATABASES",
            "CREATE TABLE ON ALL DATABASES",
            "CREATE EXTERNAL CATALOG ON SYSTEM",
        ].map((grant) =>
            example(`${grant.replace("~", "")} from a role that holds nothing is fine`, [
                ok(`REVOKE ${grant} FROM ROLE ~rv`, { requests: [] }),
            ]),
        ),
        example("a privilege from a user that holds nothing is fine", [
            ok("REVOKE USAGE ON CATALOG ~lake FROM USER '~low'@'%'"),
            ok("REVOKE ~rv FROM USER '~low'@'%'"),
        ]),
        example("another privilege on an object that the role has an entry for is fine", [
            ok("GRANT USAGE, CREATE DATABASE ON CATALOG ~lake TO ROLE ~rv"),
            ok("REVOKE ALTER ON CATALOG ~lake FROM ROLE ~rv"),
            gives("SHOW GRANTS FOR ROLE ~rv", [
                ["~rv", "~lake", "GRANT USAGE, CREATE DATABASE ON CATALOG ~lake TO ROLE '~rv'"],
            ]),
        ]),
        example("some of the privileges leaves the others", [
            ok("GRANT ALL ON CATALOG ~lake TO ROLE ~rv"),
            ok("REVOKE ALTER, DROP ON CATALOG ~lake FROM ROLE ~rv"),
            gives("SHOW GRANTS FOR ROLE ~rv", [
                ["~rv", "~lake", "GRANT USAGE, CREATE DATABASE ON CATALOG ~lake TO ROLE '~rv'"],
            ]),
        ]),
        example("ALL removes everything, and again", [
            ok("GRANT USAGE, ALTER ON CATALOG ~lake TO ROLE ~rv"),
            ok("REVOKE ALL ON CATALOG ~lake FROM ROLE ~rv"),
            HOLDS_NOTHING,
            ok("REVOKE ALL ON CATALOG ~lake FROM ROLE ~rv"),
        ]),
        example("the tables of one database aren't part of all tables", [
            ok("GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ~rv"),
            ok("REVOKE INSERT ON ALL TABLES IN ALL DATABASES FROM ROLE ~rv"),
            fails(
                "REVOKE SELECT ON ALL TABLES IN DATABASE db1 FROM ROLE ~rv",
                nothingOn("ALL TABLES IN DATABASE db1"),
            ),
            fails("REVOKE SELECT ON TABLE db1.t1 FROM ROLE ~rv", nothingOn("TABLE db1.t1")),
            ok("REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE ~rv"),
            ok("REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE ~rv"),
            HOLDS_NOTHING,
        ]),
        example("entries of a dropped catalog stand in the way of the new one's", [
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~rv"),
            ok("SET CATALOG default_catalog"),
            ok("DROP CATALOG ~lake"),
            ok(CREATE_LAKE),
            HOLDS_NOTHING,
            fails("REVOKE USAGE ON CATALOG ~lake FROM ROLE ~rv", nothingOn("CATALOG ~lake")),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~rv"),
            ok("REVOKE USAGE ON CATALOG ~lake FROM ROLE ~rv"),
            fails("REVOKE USAGE ON CATALOG ~lake FROM ROLE ~rv", nothingOn("CATALOG ~lake")),
        ]),
    ],
};
