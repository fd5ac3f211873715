import { expect } from "chai";
import type { Connection } from "mysql2/promise";
import { createCatalog, glueProperties, outcome } from "./starrocksFixtures";
import { analyzing, expectSteps, openStarRocksLake, type StarRocksLake, type Step } from "./starrocksLake";

function denied(privilege: string, object: string, current = "NONE", inactive = "NONE"): string {
    return (
        `5203/42000 Access denied; you need (at least one of) the ${privilege} privilege(s) on ${object} for this ` +
        "operation. Please ask the admin to grant permission(s) or try activating existing roles using " +
        `<set [default] role>. Current role(s): ${current}. Inactivated role(s): ${inactive}.`
    );
}

describe("StarRocks sandbox: what a user may do", () => {
    let lake: StarRocksLake;
    let low: Connection;

    beforeEach(async () => {
        lake = await openStarRocksLake();
        await lake.root.query("CREATE TABLE lake.db1.t1 (id BIGINT); CREATE USER low");
        low = await lake.login("low");
    });
    afterEach(() => lake.close());

    const DENIED: Step[] = [
        [
            'CREATE EXTERNAL CATALOG x PROPERTIES ("type" = "iceberg")',
            denied("CREATE EXTERNAL CATALOG", "SYSTEM"),
        ],
        [
            'CREATE EXTERNAL CATALOG IF NOT EXISTS lake PROPERTIES ("type" = "iceberg")',
            denied("CREATE EXTERNAL CATALOG", "SYSTEM"),
        ],
        ['CREATE EXTERNAL CATALOG x PROPERTIES ("type" = "foo")', analyzing("[type : foo] is not supported")],
        ["DROP CATALOG IF EXISTS lake", denied("DROP", "CATALOG lake")],
        ["DROP CATALOG nosuch", "5078/42000 Unknown catalog 'nosuch'"],
        ['ALTER CATALOG lake SET ("a" = "b")', denied("ALTER", "CATALOG lake")],
        ['ALTER CATALOG nosuch SET ("a" = "b")', "OK"],
        ["SET CATALOG lake", denied("ANY", "CATALOG lake")],
        ["USE lake.db1", denied("ANY", "CATALOG lake")],
        ["SELECT * FROM lake.db1.t1", denied("SELECT", "TABLE t1")],
        ["INSERT INTO lake.db1.t1 VALUES (1)", denied("INSERT", "TABLE t1")],
        ["CREATE TABLE lake.db1.tz (a INT)", denied("CREATE TABLE", "DATABASE db1")],
        ["DROP TABLE lake.db1.t1", denied("DROP", "TABLE t1")],
        ["CREATE DATABASE lake.d", denied("CREATE DATABASE", "CATALOG default_catalog")],
        ["GRANT USAGE ON CATALOG lake TO ROLE public", denied("GRANT", "SYSTEM")],
        ["REVOKE USAGE ON CATALOG lake FROM ROLE public", denied("GRANT", "SYSTEM")],
        ["CREATE ROLE zz", denied("GRANT", "SYSTEM")],
        ["CREATE USER zz", denied("GRANT", "SYSTEM")],
        ["SHOW ROLES", denied("GRANT", "SYSTEM")],
        ["SHOW GRANTS FOR ROLE public", denied("GRANT", "SYSTEM")],
        ["SHOW GRANTS FOR root", denied("GRANT", "SYSTEM")],
        ["SHOW GRANTS", []],
        ["SHOW FRONTENDS", denied("OPERATE OR NODE", "SYSTEM")],
        ["SHOW PROC '/catalog'", denied("OPERATE", "SYSTEM")],
        ["SHOW DATABASES FROM lake", []],
        ["SHOW TABLES FROM lake.db1", []],
    ];
    for (const [sql, expected] of DENIED) {
        it(`with nothing granted, answers ${sql}`, async () => {
            await expectSteps(low, [[sql, expected]]);
        });
    }

    it("shows any catalog's definition to everyone", async () => {
        expect(await outcome(low, "SHOW CREATE CATALOG lake")).to.have.length(1);
    });

    it("shows with USAGE the catalog, but nothing in it", async () => {
        await lake.root.query("GRANT USAGE ON CATALOG lake TO USER low");
        await expectSteps(low, [
            ["SHOW CATALOGS LIKE 'lake'", [["lake", "Iceberg", null]]],
            "SET CATALOG lake",
            ["SHOW DATABASES", []],
            ["USE lake.db1", denied("ANY", "DATABASE db1")],
        ]);
    });

    it("reads with SELECT what it can't enter", async () => {
        await expectSteps(lake.root, [
            "SET CATALOG lake",
            "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO USER low",
        ]);
        await expectSteps(low, [
            ["SHOW CATALOGS LIKE 'lake'", []],
            ["SET CATALOG lake", denied("ANY", "CATALOG lake")],
            ["SHOW DATABASES FROM lake", [["db1"], ["db2"], ["information_schema"]]],
            ["SHOW TABLES FROM lake.db1", [["t1"]]],
            ["SELECT * FROM lake.db1.t1", []],
        ]);
    });

    it("has a role's rights only while the role is active", async () => {
        await expectSteps(lake.root, [
            "CREATE ROLE reader",
            "GRANT USAGE ON CATALOG lake TO ROLE reader",
            "GRANT reader TO USER low",
        ]);
        await expectSteps(low, [
            ["SET CATALOG lake", denied("ANY", "CATALOG lake", "NONE", "[reader]")],
            ["SELECT CURRENT_ROLE()", [["NONE"]]],
            "SET ROLE reader",
            "SET CATALOG lake",
            ["DROP CATALOG lake", denied("DROP", "CATALOG lake", "[reader]")],
        ]);
        await lake.root.query("SET DEFAULT ROLE reader TO low");
        await expectSteps(await lake.login("low"), [["SELECT CURRENT_ROLE()", [["reader"]]]]);
    });

    it("checks CREATE DATABASE on the session's catalog", async () => {
        await lake.root.query("GRANT USAGE, CREATE DATABASE ON CATALOG lake TO USER low");
        await expectSteps(low, [
            ["CREATE DATABASE lake.d", denied("CREATE DATABASE", "CATALOG default_catalog")],
            "SET CATALOG lake",
            "CREATE DATABASE lake.d",
        ]);
    });

    it("gives the creator of a catalog nothing", async () => {
        await lake.root.query("GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO USER low");
        await expectSteps(low, [
            createCatalog("own", glueProperties(lake.server)),
            ["SHOW CATALOGS LIKE 'own'", []],
            ["DROP CATALOG own", denied("DROP", "CATALOG own")],
        ]);
    });

    it("can do everything with db_admin and user_admin", async () => {
        await expectSteps(lake.root, [
            "GRANT db_admin, user_admin TO USER low",
            "SET DEFAULT ROLE ALL TO low",
        ]);
        await expectSteps(await lake.login("low"), [
            ["SELECT CURRENT_ROLE()", [["db_admin, user_admin"]]],
            createCatalog("own", glueProperties(lake.server)),
            "ALTER CATALOG own SET ('a' = 'b')",
            "CREATE ROLE rr",
            "GRANT USAGE ON CATALOG own TO ROLE rr",
            "DROP CATALOG own",
        ]);
    });
});
