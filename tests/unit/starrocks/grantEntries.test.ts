import { expect } from "chai";
import { AccessLevel } from "../../../components/permissions/access";
import { entriesOfRow, grantEntries, privilegesByObject } from "../../../components/starrocks/grant/entries";

const GRANT = { catalogName: "lake", role: "analyst" };

describe("The entries of a grant", () => {
    it("name each privilege on its object", () => {
        expect(grantEntries({ ...GRANT, access: AccessLevel.Read })).to.deep.equal([
            "USAGE ON CATALOG lake",
            "SELECT ON ALL TABLES IN ALL DATABASES",
        ]);
    });

    it("are for each chosen namespace", () => {
        const privileges = { databases: ["CREATE TABLE"], tables: ["SELECT"] };
        expect(grantEntries({ ...GRANT, privileges, namespaces: ["a", "b"] })).to.deep.equal([
            "CREATE TABLE ON DATABASE a",
            "CREATE TABLE ON DATABASE b",
            "SELECT ON ALL TABLES IN DATABASE a",
            "SELECT ON ALL TABLES IN DATABASE b",
        ]);
    });

    it("are for each chosen table, and once for its namespace", () => {
        const privileges = { databases: ["CREATE VIEW"], tables: ["SELECT"] };
        expect(grantEntries({ ...GRANT, privileges, tables: ["a.x", "a.y"] })).to.deep.equal([
            "CREATE VIEW ON DATABASE a",
            "SELECT ON TABLE a.x",
            "SELECT ON TABLE a.y",
        ]);
    });
});

describe("A row of SHOW GRANTS", () => {
    for (const [row, expected] of [
        [
            "GRANT USAGE, CREATE DATABASE ON CATALOG lake TO ROLE 'r1'",
            ["USAGE ON CATALOG lake", "CREATE DATABASE ON CATALOG lake"],
        ],
        ["GRANT SELECT ON TABLE db1.t1 TO ROLE 'r1'", ["SELECT ON TABLE db1.t1"]],
        ["GRANT USAGE ON CATALOG lake TO USER 'u1'@'%' WITH GRANT OPTION", ["USAGE ON CATALOG lake"]],
        ["GRANT SELECT ON ALL TABLES IN DATABASE db1 TO ROLE 'r1'", ["SELECT ON ALL TABLES IN DATABASE db1"]],
        ["GRANT 'r1', 'r2' TO 'u1'@'%'", []],
        ["GRANT 'r1' TO ROLE r2", []],
    ] as const) {
        it(`"${row}" holds ${expected.length} entries`, () =>
            expect(entriesOfRow(row)).to.deep.equal(expected));
    }
});

describe("The statements of entries", () => {
    it("are one for each object, whose names are quoted", () => {
        const entries = [
            "USAGE ON CATALOG lake",
            "DROP ON CATALOG lake",
            "CREATE TABLE ON DATABASE order",
            "SELECT ON TABLE sales.order",
            "SELECT ON ALL TABLES IN DATABASE sales",
            "SELECT ON ALL TABLES IN ALL DATABASES",
        ];
        expect([...privilegesByObject(entries)]).to.deep.equal([
            ["CATALOG `lake`", ["USAGE", "DROP"]],
            ["DATABASE `order`", ["CREATE TABLE"]],
            ["TABLE `sales`.`order`", ["SELECT"]],
            ["ALL TABLES IN DATABASE `sales`", ["SELECT"]],
            ["ALL TABLES IN ALL DATABASES", ["SELECT"]],
        ]);
    });
});
