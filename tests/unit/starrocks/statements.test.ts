import { expect } from "chai";
import * as statements from "../../../components/starrocks/statements";

describe("A statement", () => {
    const CASES: readonly [name: string, text: string, expected: string][] = [
        [
            "CREATE",
            statements.createCatalog("lake", "Ada's", { type: "iceberg", "a.b": 'x"y\n' }),
            "CREATE EXTERNAL CATALOG `lake` COMMENT 'Ada\\'s' PROPERTIES ('type' = 'iceberg', 'a.b' = 'x\\\"y\\n')",
        ],
        [
            "CREATE without a comment",
            statements.createCatalog("lake", undefined, { type: "iceberg" }),
            "CREATE EXTERNAL CATALOG `lake` PROPERTIES ('type' = 'iceberg')",
        ],
        [
            "CREATE with an empty comment",
            statements.createCatalog("lake", "", { type: "iceberg" }),
            "CREATE EXTERNAL CATALOG `lake` COMMENT '' PROPERTIES ('type' = 'iceberg')",
        ],
        [
            "ALTER",
            statements.alterCatalog("lake", { a: "1", b: "2" }),
            "ALTER CATALOG `lake` SET ('a' = '1', 'b' = '2')",
        ],
        ["DROP", statements.dropCatalog("order"), "DROP CATALOG `order`"],
        ["SHOW CREATE", statements.showCreateCatalog("lake"), "SHOW CREATE CATALOG `lake`"],
        ["SHOW DATABASES", statements.showDatabases("lake"), "SHOW DATABASES FROM `lake`"],
        ["SET CATALOG", statements.setCatalog("lake"), "SET CATALOG `lake`"],
        ["CREATE ROLE", statements.createRole("analyst"), "CREATE ROLE IF NOT EXISTS `analyst`"],
        [
            "GRANT to a role",
            statements.grant(["SELECT", "INSERT"], "TABLE `a`.`b`", { role: "analyst" }),
            "GRANT SELECT, INSERT ON TABLE `a`.`b` TO ROLE `analyst`",
        ],
        [
            "GRANT to a user",
            statements.grant(["USAGE"], "CATALOG `lake`", { user: "ada" }),
            "GRANT USAGE ON CATALOG `lake` TO USER 'ada'@'%'",
        ],
        [
            "REVOKE from a user of a host",
            statements.revoke(["USAGE"], "CATALOG `lake`", { user: "ada@10.0.0.%" }),
            "REVOKE USAGE ON CATALOG `lake` FROM USER 'ada'@'10.0.0.%'",
        ],
        [
            "GRANT to a user of a network",
            statements.grant(["USAGE"], "CATALOG `lake`", { user: "svc/etl@10.0.0.0/8" }),
            "GRANT USAGE ON CATALOG `lake` TO USER 'svc/etl'@'10.0.0.0/8'",
        ],
        [
            "SHOW GRANTS for a user of a domain",
            statements.showGrants({ user: "'etl'@['host']" }),
            "SHOW GRANTS FOR USER 'etl'@['host']",
        ],
        ["SHOW GRANTS", statements.showGrants({ role: "analyst" }), "SHOW GRANTS FOR ROLE `analyst`"],
    ];
    for (const [name, text, expected] of CASES) {
        it(`${name} is ${expected}`, () => expect(text).to.equal(expected));
    }

    it("can't be written with a backquote in a name", () => {
        expect(() => statements.dropCatalog("a`b")).to.throw("backquote");
    });
});
