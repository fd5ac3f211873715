import { expect } from "chai";
import type { ResultSetHeader } from "mysql2/promise";
import { startAws } from "../../sandbox/aws";
import type { StarRocksVersion } from "../../sandbox/starrocks";
import { closedAfterEach } from "../support/closedAfterEach";
import { grant, prepareLakeFormation } from "./awsSupport";
import { createCatalog, FORBIDDEN, glueProperties, outcome } from "./starrocksFixtures";
import { analyzing, openStarRocksLake, type StarRocksLake } from "./starrocksLake";

let lake: StarRocksLake;

async function start(version: StarRocksVersion): Promise<void> {
    lake = await openStarRocksLake({ version });
    await lake.root.query("SET CATALOG lake; USE db1");
    await lake.root.query("CREATE TABLE trips (id BIGINT, flag STRING) PARTITION BY (flag)");
    await lake.root.query("INSERT INTO trips VALUES (1, 'N'), (2, 'N'), (3, 'Y'), (4, NULL)");
    lake.server.requests.length = 0;
}

const commits = () =>
    lake.server.requests
        .filter(({ method, url }) => method === "POST" && url.endsWith("/trips"))
        .map(({ body }) => JSON.parse(body));
const ids = async () => await outcome(lake.root, "SELECT id FROM trips ORDER BY id");

describe("StarRocks sandbox 4.1: DELETE from an Iceberg table", () => {
    const closing = closedAfterEach();
    beforeEach(() => start("4.1"));
    afterEach(() => lake.close());

    const CONDITIONS: [where: string, left: number[]][] = [
        ["id = 2", [1, 3, 4]],
        ["trips.flag = 'N'", [3, 4]],
        ["flag IS NULL OR id > 2", [1, 2]],
        ["id IN (SELECT MAX(id) FROM trips)", [1, 2, 3]],
        ["TRUE", []],
    ];
    for (const [where, left] of CONDITIONS) {
        it(`removes the rows for which ${where}`, async () => {
            await lake.root.query(`DELETE FROM trips WHERE ${where}`);
            expect(await ids()).to.deep.equal(left.map((id) => [id]));
        });
    }

    it("keeps what earlier deletes removed away", async () => {
        await lake.root.query("DELETE FROM trips WHERE id = 1");
        await lake.root.query("DELETE FROM lake.db1.trips WHERE id = 3");
        expect(await ids()).to.deep.equal([[2], [4]]);
    });

    it("counts the deleted rows", async () => {
        const [result] = await lake.root.query<ResultSetHeader>("DELETE FROM trips WHERE flag = 'N'");
        expect(result.affectedRows).to.equal(2);
    });

    it("commits one snapshot whose operation is delete", async () => {
        await lake.root.query("DELETE FROM trips WHERE id < 4");
        expect(commits().map(({ updates }) => updates[0].snapshot.summary.operation)).to.deep.equal([
            "delete",
        ]);
    });

    it("adds position delete files and leaves data files as they are", async () => {
        await lake.root.query("DELETE FROM trips WHERE id < 4");
        const writes = lake.server.requests.filter(
            ({ method, url }) => method === "PUT" && url.includes("/data/"),
        );
        expect(writes.every(({ url }) => url.includes("/data/delete-"))).to.equal(true);
    });

    it("commits nothing when no row fits", async () => {
        await lake.root.query("DELETE FROM trips WHERE id = 99");
        expect(commits()).to.deep.equal([]);
    });

    it("needs the privilege DELETE on the table", async () => {
        await lake.root.query("CREATE USER low; GRANT SELECT, INSERT ON TABLE db1.trips TO USER low");
        const low = await lake.login("low");
        expect(await outcome(low, "DELETE FROM lake.db1.trips WHERE id = 1")).to.match(
            /^5203\/42000 Access denied; you need \(at least one of\) the DELETE privilege\(s\) on TABLE trips/,
        );
    });

    const ERRORS: [sql: string, error: string][] = [
        ["DELETE FROM trips", analyzing("Delete must specify where clause to prevent full table delete")],
        [
            "DELETE FROM nothing WHERE id = 1",
            "5502/42602 Getting analyzing error. Detail message: Unknown table 'nothing'.",
        ],
    ];
    for (const [sql, error] of ERRORS) {
        it(`refuses ${sql}`, async () => {
            expect(await outcome(lake.root, sql)).to.equal(error);
        });
    }

    it("is refused by AWS where Lake Formation grants everything but DELETE", async () => {
        const aws = closing(await startAws());
        const { account } = aws;
        const user = prepareLakeFormation(aws, "lake", "sales");
        const catalogId = "123456789012:s3tablescatalog/lake";
        const tables = { kind: "allTables", catalogId, database: "sales" } as const;
        grant(account, aws.deployer.arn, tables, ["ALL"]);
        grant(account, aws.deployer.arn, { kind: "database", catalogId, name: "sales" }, ["ALL"]);
        grant(account, user.arn, { kind: "database", catalogId, name: "sales" }, ["DESCRIBE"]);
        grant(account, user.arn, tables, ["DESCRIBE", "SELECT", "INSERT", "ALTER"]);
        for (const [name, key] of Object.entries({ owner: aws.deployer, reader: user })) {
            const properties = {
                ...glueProperties(lake.server),
                "iceberg.catalog.uri": `${aws.endpoints.glue}/iceberg`,
                "iceberg.catalog.rest.access-key-id": key.accessKeyId,
                "iceberg.catalog.rest.secret-access-key": key.secretAccessKey,
            };
            await lake.root.query(createCatalog(name, properties));
        }
        await lake.root.query("CREATE TABLE owner.sales.trips (id BIGINT)");
        await lake.root.query("INSERT INTO owner.sales.trips VALUES (1), (2)");
        const remove = "DELETE FROM reader.sales.trips WHERE id = 1";
        const refused = await outcome(lake.root, remove);
        grant(account, user.arn, tables, ["DELETE"]);
        const allowed = await outcome(lake.root, remove);
        expect([refused, allowed]).to.deep.equal([
            "1064/HY000 Forbidden: Insufficient Lake Formation permission(s): Required Delete on trips",
            "OK",
        ]);
    });
});

describe("StarRocks sandbox 3.5: DELETE from an Iceberg table", () => {
    beforeEach(() => start("3.5"));
    afterEach(() => lake.close());

    it("isn't supported", async () => {
        expect(await outcome(lake.root, "DELETE FROM trips WHERE id = 1")).to.equal(
            analyzing("Table of iceberg catalog doesn't support [DELETE]"),
        );
    });
});

describe("StarRocks sandbox: ALTER TABLE ADD COLUMN", () => {
    beforeEach(() => start("4.1"));
    afterEach(() => lake.close());

    it("gives the rows that were there NULL", async () => {
        await lake.root.query("ALTER TABLE trips ADD COLUMN fare DOUBLE");
        await lake.root.query("INSERT INTO trips VALUES (5, 'N', 1.5)");
        expect(
            await outcome(lake.root, "SELECT id, fare FROM trips WHERE id IN (1, 5) ORDER BY id"),
        ).to.deep.equal([
            [1, null],
            [5, 1.5],
        ]);
    });

    it("commits the new schema and makes it the current one", async () => {
        await lake.root.query(
            "ALTER TABLE lake.db1.trips ADD COLUMN (fare DOUBLE COMMENT 'in USD', paid INT)",
        );
        expect(commits()).to.deep.equal([
            {
                identifier: { namespace: ["db1"], name: "trips" },
                requirements: [
                    { type: "assert-table-uuid", uuid: "8d2b1d5c-0c5e-4f5c-9d4a-3a4c0ad7c7f1" },
                    { type: "assert-last-assigned-field-id", "last-assigned-field-id": 2 },
                    { type: "assert-current-schema-id", "current-schema-id": 0 },
                ],
                updates: [
                    {
                        action: "add-schema",
                        schema: {
                            type: "struct",
                            "schema-id": 1,
                            fields: [
                                { id: 1, name: "id", required: false, type: "long" },
                                { id: 2, name: "flag", required: false, type: "string" },
                                { id: 3, name: "fare", required: false, type: "double", doc: "in USD" },
                                { id: 4, name: "paid", required: false, type: "int" },
                            ],
                        },
                        "last-column-id": 4,
                    },
                    { action: "set-current-schema", "schema-id": -1 },
                ],
            },
        ]);
    });

    it("shows the REST server's reason when it refuses", async () => {
        lake.server.refusal = FORBIDDEN;
        expect(await outcome(lake.root, "ALTER TABLE trips ADD COLUMN fare DOUBLE")).to.equal(
            "1064/HY000 Failed to load table using REST Catalog, exception: Forbidden: no",
        );
    });

    it("refuses a column that may not be NULL", async () => {
        expect(await outcome(lake.root, "ALTER TABLE trips ADD COLUMN fare DOUBLE NOT NULL")).to.equal(
            analyzing("column in iceberg table must be nullable"),
        );
    });

    it("refuses a column that is there already", async () => {
        expect(await outcome(lake.root, "ALTER TABLE trips ADD COLUMN flag STRING")).to.equal(
            "1064/HY000 Cannot add column, name already exists: flag",
        );
    });
});
