import { expect } from "chai";
import type { FieldPacket, ResultSetHeader } from "mysql2/promise";
import { HOW_TO } from "../../sandbox/howTo";
import { createCatalog, FORBIDDEN, glueProperties, outcome } from "./starrocksFixtures";
import { analyzing, openStarRocksLake, type StarRocksLake } from "./starrocksLake";

const [, , createTable, insert] = HOW_TO;
const CREATE_TABLE = `${createTable!.statement};`;
const INSERT = `${insert!.statement};`;

const ROWS = [
    [1000372, 2.5, 22.15, "N", 2],
    [1000373, 0.9, 9.01, "N", 2],
    [1000371, 1.8, 15.32, "N", 1],
    [1000374, 8.4, 42.13, "Y", 1],
];

describe("StarRocks sandbox: the how-to's last section", () => {
    let lake: StarRocksLake;

    beforeEach(async () => {
        lake = await openStarRocksLake();
        await lake.root.query("SET CATALOG lake");
        lake.server.takeCalls();
    });
    afterEach(() => lake.close());

    async function createTaxis(): Promise<void> {
        await lake.root.query("CREATE DATABASE s3table_db;");
        await lake.root.query("USE s3table_db;");
        await lake.root.query(CREATE_TABLE);
    }

    it("gives the rows that were inserted, in the documented order", async () => {
        await createTaxis();
        await lake.root.query(INSERT);
        expect(await outcome(lake.root, "SELECT * FROM taxis;")).to.deep.equal(ROWS);
    });

    it("prints numbers as StarRocks prints them", async () => {
        await createTaxis();
        await lake.root.query(INSERT);
        const typeCast = (field: { string(): string | null }) => field.string();
        const [rows] = await lake.root.query({ sql: "SELECT * FROM taxis", rowsAsArray: true, typeCast });
        expect((rows as string[][])[2]).to.deep.equal(["1000371", "1.8", "15.32", "N", "1"]);
    });

    it("tells a MySQL client the columns' types", async () => {
        await createTaxis();
        const [, fields] = await lake.root.query("SELECT * FROM taxis");
        expect(fields.map((field: FieldPacket) => [field.name, field.columnType])).to.deep.equal([
            ["trip_id", 8],
            ["trip_distance", 4],
            ["fare_amount", 5],
            ["store_and_fwd_flag", 253],
            ["vendor_id", 8],
        ]);
    });

    it("counts the inserted rows", async () => {
        await createTaxis();
        const [result] = await lake.root.query<ResultSetHeader>(INSERT);
        expect(result.affectedRows).to.equal(4);
    });

    it("sends each statement's requests to the REST catalog", async () => {
        await createTaxis();
        await lake.root.query(INSERT);
        await lake.root.query("SELECT * FROM taxis");
        const load = "GET namespaces/s3table_db/tables/taxis?snapshots=all";
        expect(lake.server.takeCalls()).to.deep.equal([
            "GET namespaces?pageToken=",
            "POST namespaces",
            "GET namespaces/s3table_db",
            load,
            load,
            "POST namespaces/s3table_db/tables",
            load,
            "POST namespaces/s3table_db/tables/taxis",
            load,
        ]);
    });

    it("asks for an identity partition and format version 2", async () => {
        await createTaxis();
        const create = lake.server.requests.find(
            ({ method, url }) => method === "POST" && url.endsWith("/tables"),
        )!;
        expect(JSON.parse(create.body)).to.deep.equal({
            name: "taxis",
            location: null,
            schema: {
                type: "struct",
                "schema-id": 0,
                fields: [
                    { id: 1, name: "trip_id", required: false, type: "long" },
                    { id: 2, name: "trip_distance", required: false, type: "float" },
                    { id: 3, name: "fare_amount", required: false, type: "double" },
                    { id: 4, name: "store_and_fwd_flag", required: false, type: "string" },
                    { id: 5, name: "vendor_id", required: false, type: "long" },
                ],
            },
            "partition-spec": {
                "spec-id": 0,
                fields: [{ name: "vendor_id", transform: "identity", "source-id": 5, "field-id": 1000 }],
            },
            "write-order": null,
            properties: { "write.format.default": "parquet", "format-version": "2" },
            "stage-create": false,
        });
    });

    it("writes one data file for each partition, with the vended keys", async () => {
        await createTaxis();
        await lake.root.query(INSERT);
        const writes = lake.server.requests.filter(({ url }) => url.includes("/data/"));
        expect(writes.map(({ body }) => body.split("\n").length - 1)).to.deep.equal([2, 2]);
        expect(writes[0]!.headers.authorization).to.contain("Credential=ASIAVENDED/");
    });

    it("commits a snapshot on top of the one before", async () => {
        await createTaxis();
        await lake.root.query(INSERT);
        await lake.root.query(INSERT);
        const commits = lake.server.requests.filter(
            ({ method, url }) => method === "POST" && url.endsWith("/taxis"),
        );
        const [first, second] = commits.map(({ body }) => JSON.parse(body));
        expect(first.requirements[1]["snapshot-id"]).to.equal(null);
        expect(second.requirements[1]["snapshot-id"]).to.equal(first.updates[1]["snapshot-id"]);
        expect(await outcome(lake.root, "SELECT COUNT(*) FROM taxis")).to.deep.equal([[8]]);
    });

    const QUERIES: [sql: string, names: string[], rows: unknown[][]][] = [
        ["SELECT COUNT(*) FROM lake.s3table_db.taxis", ["count(*)"], [[4]]],
        [
            "SELECT trip_id FROM s3table_db.taxis WHERE vendor_id = 1 ORDER BY trip_id DESC LIMIT 1",
            ["trip_id"],
            [[1000374]],
        ],
        [
            'SELECT vendor_id, SUM(trip_id) AS total, MAX(t.fare_amount) FROM taxis t WHERE store_and_fwd_flag = "N" GROUP BY vendor_id ORDER BY 1',
            ["vendor_id", "total", "max(t.fare_amount)"],
            [
                [1, 1000371, 15.32],
                [2, 2000745, 22.15],
            ],
        ],
        [
            "SELECT a.trip_id FROM taxis a JOIN (SELECT MAX(trip_id) AS last FROM taxis) b ON a.trip_id = b.last",
            ["trip_id"],
            [[1000374]],
        ],
        ["WITH n AS (SELECT 1 FROM taxis) SELECT COUNT(*) AS c FROM n", ["c"], [[4]]],
    ];
    for (const [sql, names, rows] of QUERIES) {
        it(`answers ${sql}`, async () => {
            await createTaxis();
            await lake.root.query(INSERT);
            const [found, fields] = await lake.root.query({ sql, rowsAsArray: true });
            expect({ names: fields.map(({ name }) => name), rows: found }).to.deep.equal({ names, rows });
        });
    }

    const ERRORS: [sql: string, error: string][] = [
        [CREATE_TABLE, "1050/42S01 Getting analyzing error. Detail message: Table 'taxis' already exists."],
        [
            "INSERT INTO taxis VALUES (1, 2)",
            "5604/42601 Getting analyzing error. Detail message: Inserted target column count: 5 doesn't match " +
                "select/value column count: 2.",
        ],
        ["DROP TABLE trips", "5502/42602 Getting analyzing error. Detail message: Unknown table 'trips'."],
        ["SELECT nothing FROM taxis", analyzing("Column 'nothing' cannot be resolved")],
    ];
    for (const [sql, error] of ERRORS) {
        it(`refuses ${sql.split("\n")[0]} with ${error.slice(0, 10)}`, async () => {
            await createTaxis();
            expect(await outcome(lake.root, sql)).to.equal(error);
        });
    }

    it("shows the REST server's reason when a table can't be loaded for an INSERT", async () => {
        await createTaxis();
        lake.server.refusal = FORBIDDEN;
        expect(await outcome(lake.root, INSERT)).to.equal(
            "1064/HY000 Failed to load table using REST Catalog, exception: Forbidden: no",
        );
    });

    it("can't read rows without any credentials for them", async () => {
        lake.server.vends = false;
        await createTaxis();
        expect(await outcome(lake.root, INSERT)).to.match(
            /^1064\/HY000 Access denied: no credentials were vended for s3:/,
        );
    });

    it("opens files with the catalog's own keys where nothing is vended", async () => {
        lake.server.vends = false;
        const own = {
            "aws.s3.access_key": "AKIAOWN",
            "aws.s3.secret_key": "own",
            "aws.s3.endpoint": lake.server.address,
        };
        await lake.root.query(createCatalog("own", { ...glueProperties(lake.server), ...own }));
        await lake.root.query("SET CATALOG own");
        await createTaxis();
        expect(await outcome(lake.root, INSERT)).to.equal("OK");
        expect(lake.server.requests.at(-2)!.headers.authorization).to.contain("Credential=AKIAOWN/");
    });

    it("finds no backend when none is alive", async () => {
        await createTaxis();
        lake.frontend.faults.noBackend = true;
        for (const statement of [INSERT, "ALTER TABLE taxis ADD COLUMN note STRING"]) {
            expect(await outcome(lake.root, statement)).to.equal(
                "1064/HY000 Backend node not found. Check if any backend node is down.backend: ",
            );
        }
    });
});
