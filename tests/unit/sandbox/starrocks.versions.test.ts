import { inspect } from "node:util";
import { expect } from "chai";
import type { StarRocksVersion } from "../../sandbox/starrocks";
import {
    type Answer,
    createCatalog,
    FORBIDDEN,
    glueProperties,
    icebergError,
    outcome,
} from "./starrocksFixtures";
import { createFailure, initFailure, openStarRocksLake, type StarRocksLake } from "./starrocksLake";

let lake: StarRocksLake;

async function start(version: StarRocksVersion): Promise<void> {
    lake = await openStarRocksLake({ version });
    lake.server.takeCalls();
}

function creating(changes: Record<string, string | undefined>): string {
    return createCatalog("x", { ...glueProperties(lake.server), ...changes });
}

describe("StarRocks sandbox 4.1: an eager catalog", () => {
    beforeEach(() => start("4.1"));
    afterEach(() => lake.close());

    it("sends one GET v1/config at CREATE", async () => {
        await lake.root.query(creating({}));
        expect(lake.server.takeCalls()).to.deep.equal([
            "GET config?warehouse=123456789012%3As3tablescatalog%2Flake",
        ]);
    });

    it("isn't created when the REST server refuses", async () => {
        lake.server.refusal = FORBIDDEN;
        expect(await outcome(lake.root, creating({}))).to.equal(
            createFailure("x", "Failed to load rest catalog"),
        );
        expect(await outcome(lake.root, "SHOW CATALOGS LIKE 'x'")).to.deep.equal([]);
    });

    const REFUSED: [changes: Record<string, string | undefined>, cause: string][] = [
        [{ "iceberg.catalog.type": "foo" }, "Property iceberg.catalog.type is missing or not supported now."],
        [{ "iceberg.catalog.security": "foo" }, "Invalid security: foo"],
        [{ "catalog.access.control": "ranger" }, "bound must be positive"],
        [{ "iceberg.catalog.uri": undefined }, "Failed to load rest catalog"],
        [{ "iceberg.catalog.uri": "127.0.0.1:8181/iceberg" }, "Failed to load rest catalog"],
        [{ "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" }, "Failed to load rest catalog"],
        [{ "iceberg.catalog.rest.client.max-retries": "0" }, "Failed to load rest catalog"],
        [{ "iceberg.catalog.credential": "c" }, "Failed to load rest catalog"],
    ];
    for (const [changes, cause] of REFUSED) {
        it(`isn't created with ${inspect(changes)}`, async () => {
            expect(await outcome(lake.root, creating(changes))).to.equal(createFailure("x", cause));
        });
    }

    it("keeps its old connector when an ALTER fails", async () => {
        const uri = "ALTER CATALOG lake SET ('iceberg.catalog.uri' = 'http://127.0.0.1:1/iceberg')";
        expect(await outcome(lake.root, uri)).to.equal(
            `1064/HY000 ${initFailure("lake", "Failed to load rest catalog")}`,
        );
        expect(await outcome(lake.root, "SHOW DATABASES FROM lake")).to.deep.include(["db1"]);
    });

    it("is lazy again after a restart, and says so in its errors", async () => {
        lake.server.refusal = FORBIDDEN;
        lake.frontend.restart();
        const client = await lake.login("root");
        expect(await outcome(client, "SHOW DATABASES FROM lake")).to.equal(
            `1064/HY000 ${initFailure("lake", "Failed to load rest catalog")}`,
        );
    });
});

describe("StarRocks sandbox 3.5: a lazy catalog", () => {
    beforeEach(() => start("3.5"));
    afterEach(() => lake.close());

    it("is created and altered without a request, whatever the REST server would say", async () => {
        lake.server.refusal = FORBIDDEN;
        expect(await outcome(lake.root, creating({}))).to.equal("OK");
        expect(await outcome(lake.root, "ALTER CATALOG x SET ('k' = 'v')")).to.equal("OK");
        expect(lake.server.takeCalls()).to.deep.equal([]);
    });

    it("loads its configuration at the first use and after each changing ALTER", async () => {
        await lake.root.query("SHOW DATABASES FROM lake");
        await lake.root.query("ALTER CATALOG lake SET ('k' = 'v')");
        await lake.root.query("SHOW DATABASES FROM lake");
        const both = [
            "GET config?warehouse=123456789012%3As3tablescatalog%2Flake",
            "GET namespaces?pageToken=",
        ];
        expect(lake.server.takeCalls()).to.deep.equal([...both, ...both]);
    });

    it("fails at each use without a cause, save for CREATE DATABASE", async () => {
        lake.server.refusal = FORBIDDEN;
        for (const sql of [
            "SHOW DATABASES FROM lake",
            "USE lake.db1",
            "DESC lake.db1.t1",
            "SELECT * FROM lake.db1.t1",
        ]) {
            expect(await outcome(lake.root, sql)).to.equal("1064/HY000 Failed to load rest catalog");
        }
        expect(await outcome(lake.root, "CREATE DATABASE lake.q")).to.equal(
            "1064/HY000 Failed to load rest catalog, exception: Forbidden: no",
        );
    });

    const CAUSES: [answer: Answer, cause: string][] = [
        [icebergError(401, "NotAuthorized", "no token"), "Not authorized: no token"],
        [icebergError(404, "NotFound", "Catalog not found."), "Unable to process: Catalog not found."],
        [icebergError(500, "Internal", "boom"), "Server error: Internal: boom"],
        [{ status: 403, body: "<html>forbidden</html>" }, "Forbidden: <html>forbidden</html>"],
        [{ status: 403, body: { error: { code: 403, type: "AccessDeniedException" } } }, "Forbidden: null"],
    ];
    for (const [answer, cause] of CAUSES) {
        it(`words the cause as ${cause}`, async () => {
            lake.server.refusal = answer;
            expect(await outcome(lake.root, "CREATE DATABASE lake.x PROPERTIES ('foo' = 'bar')")).to.equal(
                `1064/HY000 Failed to load rest catalog, exception: ${cause}`,
            );
        });
    }

    it("wraps the refusal of an ALTER", async () => {
        expect(
            await outcome(lake.root, "ALTER CATALOG lake SET ('iceberg_meta_cache_ttl_sec' = 'abc')"),
        ).to.equal(
            `1064/HY000 Alter catalog failed, msg: [${initFailure("lake", 'For input string: "abc"')}]`,
        );
    });

    it("creates only tables of format version 1", async () => {
        const create = "CREATE TABLE lake.db1.t (a BIGINT)";
        expect(await outcome(lake.root, `${create} PROPERTIES ('format-version' = '2')`)).to.equal(
            "1064/HY000 Multiple entries with same key: format-version=1 and format-version=2",
        );
        await lake.root.query(create);
        expect(JSON.parse(lake.server.requests.at(-1)!.body).properties).to.deep.equal({
            "write.format.default": "parquet",
            "write.parquet.compression-codec": "gzip",
            "format-version": "1",
        });
    });

    it("purges on a forced drop", async () => {
        await lake.root.query("CREATE TABLE lake.db1.t (a BIGINT)");
        await lake.root.query("DROP TABLE lake.db1.t FORCE");
        expect(lake.server.takeCalls().at(-1)).to.equal("DELETE namespaces/db1/tables/t?purgeRequested=true");
    });
});
