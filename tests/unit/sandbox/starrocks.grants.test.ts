import type { StarRocksVersion } from "../../sandbox/starrocks";
import { createCatalog, glueProperties } from "./starrocksFixtures";
import { analyzing, expectSteps, openStarRocksLake, type StarRocksLake, type Step } from "./starrocksLake";

let lake: StarRocksLake;

async function start(version?: StarRocksVersion): Promise<void> {
    lake = await openStarRocksLake({ version });
    await lake.root.query("CREATE TABLE lake.db1.t1 (id BIGINT)");
}

describe("StarRocks sandbox: roles and users", () => {
    afterEach(() => lake.close());

    const TEXTS: Step[] = [
        ["CREATE ROLE r1", analyzing("Operation CREATE ROLE failed for r1 : role already exists")],
        ["CREATE ROLE r1, rq", analyzing("Operation CREATE ROLE failed for r1 : role already exists")],
        ["CREATE ROLE IF NOT EXISTS r1", "OK"],
        ["CREATE ROLE `r-x`", analyzing("invalid role format: r-x")],
        ["DROP ROLE nosuch", analyzing("Operation DROP ROLE failed for nosuch : role not exists")],
        ["DROP ROLE IF EXISTS nosuch", "OK"],
        ["DROP ROLE root", "1064/HY000 role root cannot be dropped!"],
        ["SHOW GRANTS FOR ROLE r1", []],
        [
            "SHOW GRANTS FOR ROLE nosuch",
            analyzing("There is no such grant defined for role nosuch: cannot find role nosuch!"),
        ],
        ["CREATE USER u2 DEFAULT ROLE nosuch", analyzing("Valid role name fail: cannot find role nosuch!")],
        ["CREATE USER 'we''ird'@'%'", analyzing("invalid user name: we'ird")],
        ["SET DEFAULT ROLE r1 TO u1", analyzing("Role r1 is not granted to 'u1'@'%'")],
        [
            "REVOKE r9 FROM USER u1",
            analyzing("Can not granted/revoke role to/from user: cannot find role r9!"),
        ],
        ["REVOKE r1 FROM USER u1", "OK"],
        ["SHOW GRANTS FOR nosuch", analyzing("cannot find user 'nosuch'@'%'!")],
        ["GRANT USAGE ON CATALOG nosuch TO ROLE r1", analyzing("cannot find catalog: nosuch")],
        [
            "GRANT USAGE ON CATALOG lake TO ROLE r9",
            analyzing("Can not grant/revoke to role: cannot find role r9!"),
        ],
        [
            "GRANT SELECT ON CATALOG lake TO ROLE r1",
            analyzing("Cannot grant or revoke SELECT on 'CATALOG' type object"),
        ],
        ["GRANT SELECT ON TABLE db1.t1 TO ROLE r1", analyzing("cannot find db: db1")],
        [
            "GRANT USAGE ON CATALOG lake TO ROLE db_admin",
            "1064/HY000 failed to grant: role db_admin is not mutable!",
        ],
        ["GRANT USAGE ON CATALOG lake TO ROLE public", "OK"],
    ];
    for (const [sql, expected] of TEXTS) {
        it(`answers ${sql}`, async () => {
            await start();
            await expectSteps(lake.root, ["CREATE ROLE r1", "CREATE USER u1", [sql, expected]]);
        });
    }

    const USERS: [version: StarRocksVersion, exists: string, missing: string][] = [
        ["4.1", "user 'u1'@'%' already exists!", "cannot find user 'nosuch'@'%'!"],
        [
            "3.5",
            "Operation CREATE USER failed for 'u1'@'%' : user already exists",
            "Operation DROP USER failed for 'nosuch'@'%' : user not exists",
        ],
    ];
    for (const [version, exists, missing] of USERS) {
        it(`${version} has its own texts for existing and missing users`, async () => {
            await start(version);
            await expectSteps(lake.root, [
                "CREATE USER u1",
                ["CREATE USER 'u1'@'%'", analyzing(exists)],
                ["DROP USER nosuch", analyzing(missing)],
            ]);
        });
    }

    it("grants a user's default role and forgets a dropped one", async () => {
        await start();
        await expectSteps(lake.root, [
            "CREATE ROLE r1",
            "CREATE USER u1 DEFAULT ROLE r1",
            ["SHOW GRANTS FOR u1", [["'u1'@'%'", null, "GRANT 'r1' TO 'u1'@'%'"]]],
            "DROP ROLE r1",
            ["SHOW GRANTS FOR u1", []],
        ]);
    });
});

describe("StarRocks sandbox: grants", () => {
    beforeEach(async () => {
        await start();
        await expectSteps(lake.root, ["CREATE ROLE r", "CREATE ROLE r2"]);
    });
    afterEach(() => lake.close());

    it("lists one row for each object, privileges in a fixed order", async () => {
        await expectSteps(lake.root, [
            "SET CATALOG lake",
            "GRANT ALTER, USAGE ON CATALOG lake TO ROLE r",
            "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE r",
            "GRANT INSERT ON ALL TABLES IN ALL DATABASES TO ROLE r",
            "GRANT SELECT ON TABLE db1.t2, db1.t1 TO ROLE r",
            "GRANT SELECT ON TABLE db1.* TO ROLE r",
            "GRANT CREATE TABLE ON ALL DATABASES TO ROLE r",
            "GRANT ALL ON DATABASE lake.db2 TO ROLE r",
            "GRANT USAGE ON ALL CATALOGS TO ROLE r",
            "GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE r",
            "GRANT r2 TO ROLE r",
            [
                "SHOW GRANTS FOR ROLE r",
                [
                    ["r", null, "GRANT 'r2' TO ROLE r"],
                    ["r", "lake", "GRANT INSERT, SELECT ON ALL TABLES IN ALL DATABASES TO ROLE 'r'"],
                    ["r", "lake", "GRANT SELECT ON ALL TABLES IN DATABASE db1 TO ROLE 'r'"],
                    ["r", "lake", "GRANT SELECT ON TABLE db1.t1 TO ROLE 'r'"],
                    ["r", "lake", "GRANT SELECT ON TABLE db1.t2 TO ROLE 'r'"],
                    ["r", "lake", "GRANT CREATE TABLE ON ALL DATABASES TO ROLE 'r'"],
                    [
                        "r",
                        "lake",
                        "GRANT CREATE TABLE, DROP, ALTER, CREATE VIEW, CREATE FUNCTION, CREATE MATERIALIZED VIEW, " +
                            "CREATE PIPE ON DATABASE db2 TO ROLE 'r'",
                    ],
                    ["r", "default_catalog", "GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE 'r'"],
                    ["r", null, "GRANT USAGE ON ALL CATALOGS TO ROLE 'r'"],
                    ["r", "lake", "GRANT USAGE, ALTER ON CATALOG lake TO ROLE 'r'"],
                ],
            ],
        ]);
    });

    it("turns a user's grant into one with the grant option", async () => {
        await expectSteps(lake.root, [
            "CREATE USER u1",
            "GRANT USAGE ON CATALOG lake TO USER 'u1'@'%'",
            "GRANT USAGE ON CATALOG lake TO u1 WITH GRANT OPTION",
            [
                "SHOW GRANTS FOR u1",
                [["'u1'@'%'", "lake", "GRANT USAGE ON CATALOG lake TO USER 'u1'@'%' WITH GRANT OPTION"]],
            ],
        ]);
    });

    it("go to default_catalog without SET CATALOG", async () => {
        await expectSteps(lake.root, [
            "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE r",
            [
                "SHOW GRANTS FOR ROLE r",
                [["r", "default_catalog", "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE 'r'"]],
            ],
        ]);
    });

    it("are lost when the catalog is dropped and created again", async () => {
        const missing = "1064/HY000 There is no such grant defined on CATALOG lake";
        await expectSteps(lake.root, [
            "GRANT USAGE ON CATALOG lake TO ROLE r",
            "DROP CATALOG lake",
            ["SHOW GRANTS FOR ROLE r", []],
            createCatalog("lake", glueProperties(lake.server)),
            ["SHOW GRANTS FOR ROLE r", []],
            ["REVOKE USAGE ON CATALOG lake FROM ROLE r", missing],
            "GRANT USAGE ON CATALOG lake TO ROLE r",
            "REVOKE USAGE ON CATALOG lake FROM ROLE r",
            ["REVOKE USAGE ON CATALOG lake FROM ROLE r", missing],
        ]);
    });

    it("survive an ALTER of the catalog", async () => {
        await expectSteps(lake.root, [
            "GRANT USAGE ON CATALOG lake TO ROLE r",
            "ALTER CATALOG lake SET ('k' = 'v')",
            ["SHOW GRANTS FOR ROLE r", [["r", "lake", "GRANT USAGE ON CATALOG lake TO ROLE 'r'"]]],
        ]);
    });

    it("that aren't held can be revoked only where nothing of the type is held, or something of that object", async () => {
        await expectSteps(lake.root, [
            "SET CATALOG lake",
            "REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE r",
            "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE r",
            "REVOKE INSERT ON ALL TABLES IN ALL DATABASES FROM ROLE r",
            [
                "REVOKE SELECT ON ALL TABLES IN DATABASE db1 FROM ROLE r",
                "1064/HY000 There is no such grant defined on ALL TABLES IN DATABASE db1",
            ],
            [
                "REVOKE SELECT ON TABLE db1.t1 FROM ROLE r",
                "1064/HY000 There is no such grant defined on TABLE db1.t1",
            ],
            "REVOKE SELECT ON ALL TABLES IN ALL DATABASES FROM ROLE r",
        ]);
    });
});
