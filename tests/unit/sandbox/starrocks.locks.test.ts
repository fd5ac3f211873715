import { expect } from "chai";
import type { Connection } from "mysql2/promise";
import type { StarRocksVersion } from "../../sandbox/starrocks";
import { createCatalog, glueProperties, outcome } from "./starrocksFixtures";
import { openStarRocksLake, type StarRocksLake } from "./starrocksLake";

const REST_DELAY = 150;

const WAITING = [
    "SHOW CATALOGS",
    "SHOW CATALOGS LIKE 'l%'",
    "SHOW CREATE CATALOG lake",
    "SET CATALOG lake",
    "USE lake.db1",
    "DESC lake.db1.t1",
    "SELECT * FROM lake.db1.t1",
    "DROP CATALOG IF EXISTS nosuch",
    'CREATE EXTERNAL CATALOG IF NOT EXISTS lake PROPERTIES ("type" = "iceberg")',
    "SHOW PROC '/catalog'",
];

const FREE = [
    "SELECT @@version_comment",
    "SHOW DATABASES",
    "SHOW DATABASES FROM default_catalog",
    "SET CATALOG default_catalog",
    "CREATE ROLE IF NOT EXISTS r2",
    "CREATE DATABASE IF NOT EXISTS d",
    "GRANT USAGE ON CATALOG lake TO ROLE r",
    "SHOW GRANTS",
    "SHOW ROLES",
    "SHOW FRONTENDS",
    'ALTER CATALOG lake SET ("type" = "x")',
];

describe("StarRocks sandbox: statements beside a CREATE that waits for REST", () => {
    let lake: StarRocksLake;
    let other: Connection;

    async function start(version: StarRocksVersion): Promise<void> {
        lake = await openStarRocksLake({ version });
        other = await lake.login("root");
        await lake.root.query("CREATE ROLE r");
        await lake.root.query("SHOW DATABASES FROM lake");
    }

    afterEach(() => lake.close());

    interface WaitingCreate {
        ended: boolean;
        result: Promise<unknown>;
        readonly goOn: () => void;
    }

    async function startCreate(): Promise<WaitingCreate> {
        const already = lake.server.requests.length;
        const create: WaitingCreate = {
            ended: false,
            result: Promise.resolve(),
            goOn: lake.server.hold(),
        };
        create.result = outcome(lake.root, createCatalog("x", glueProperties(lake.server))).then((result) => {
            create.ended = true;
            return result;
        });
        while (lake.server.requests.length === already) {
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return create;
    }

    for (const sql of WAITING) {
        it(`4.1 makes ${sql} wait`, async () => {
            await start("4.1");
            const create = await startCreate();
            setTimeout(create.goOn, REST_DELAY);
            await outcome(other, sql);
            expect(create.ended).to.equal(true);
        });
    }

    for (const sql of FREE) {
        it(`4.1 lets ${sql} pass`, async () => {
            await start("4.1");
            const create = await startCreate();
            await outcome(other, sql);
            expect(create.ended).to.equal(false);
            create.goOn();
            await create.result;
        });
    }

    it("4.1 creates one catalog after the other", async () => {
        await start("4.1");
        const create = await startCreate();
        setTimeout(create.goOn, REST_DELAY);
        await outcome(other, createCatalog("y", glueProperties(lake.server)));
        expect(create.ended).to.equal(true);
    });

    it("4.1 goes on with a CREATE whose query and connection are killed", async () => {
        await start("4.1");
        const [[{ id }]] = (await lake.root.query("SELECT CONNECTION_ID() AS id")) as unknown as [
            [{ id: number }],
        ];
        const create = await startCreate();
        expect(await outcome(other, `KILL QUERY ${id}`)).to.equal("OK");
        expect(await outcome(other, `KILL ${id}`)).to.equal("OK");
        create.goOn();
        expect(await create.result).to.equal("PROTOCOL_CONNECTION_LOST");
        expect(await outcome(other, "SHOW CATALOGS LIKE 'x'")).to.deep.equal([["x", "Iceberg", null]]);
    });

    it("3.5 lets everything pass while a first use waits", async () => {
        await start("3.5");
        await lake.root.query("ALTER CATALOG lake SET ('k' = 'v')");
        const goOn = lake.server.hold();
        let ended = false;
        const use = outcome(lake.root, "SHOW DATABASES FROM lake").finally(() => {
            ended = true;
        });
        for (const sql of [
            "SHOW CATALOGS",
            "SHOW CREATE CATALOG lake",
            "SET CATALOG lake",
            "DROP CATALOG lake",
        ]) {
            await outcome(other, sql);
        }
        expect(ended).to.equal(false);
        goOn();
        expect(await use).to.deep.include(["db1"]);
    });
});
