import { inspect } from "node:util";
import { expect } from "chai";
import { createCatalog, glueProperties, outcome } from "./starrocksFixtures";
import { analyzing, createFailure, openStarRocksLake, type StarRocksLake, type Step } from "./starrocksLake";

const INTERNAL = [
    "default_catalog",
    "Internal",
    "An internal catalog contains this cluster's self-managed tables.",
];

let lake: StarRocksLake;

async function shownText(name: string): Promise<string> {
    const rows = await outcome(lake.root, `SHOW CREATE CATALOG ${name}`);
    return (rows as string[][])[0]![1]!;
}

function creating(changes: Record<string, string | undefined>): string {
    return createCatalog("x", { ...glueProperties(lake.server), ...changes });
}

for (const version of ["3.5", "4.1"] as const) {
    describe(`StarRocks sandbox ${version}: statements on catalogs`, () => {
        beforeEach(async () => {
            lake = await openStarRocksLake({ version });
            lake.server.takeCalls();
        });
        afterEach(() => lake.close());

        const STEPS: Step[] = [
            ["SHOW CATALOGS", [INTERNAL, ["lake", "Iceberg", null]]],
            ["SHOW CATALOGS LIKE 'la%'", [["lake", "Iceberg", null]]],
            ["SHOW CATALOGS LIKE 'LA%'", []],
            ["SHOW CREATE CATALOG default_catalog", []],
            [
                "SHOW CREATE CATALOG nosuch",
                "5078/42000 Getting analyzing error. Detail message: Unknown catalog 'nosuch'.",
            ],
            [
                "SHOW DATABASES FROM nosuch",
                "5078/42000 Getting analyzing error. Detail message: Unknown catalog 'nosuch'.",
            ],
            [
                "SHOW TABLES FROM lake.nosuch",
                "5501/3F000 Getting analyzing error. Detail message: Unknown database 'nosuch'.",
            ],
            ["SHOW DATABASES FROM lake", [["db1"], ["db2"], ["information_schema"]]],
            ["SET CATALOG nosuch", "5078/42000 Unknown catalog 'nosuch'"],
            [
                "SET CATALOG `a-b`",
                "5063/42000 Getting analyzing error. Detail message: Incorrect catalog name 'a-b'.",
            ],
            ["USE lake.nosuch", "5501/3F000 Unknown database 'nosuch'"],
            ["USE nosuch.db", "5078/42000 Unknown catalog 'nosuch'"],
            ["USE 'CATALOG lake'", "OK"],
            ["USE `CATALOG lake`", "5501/3F000 Unknown database 'CATALOG lake'"],
            ["DROP CATALOG nosuch", "5078/42000 Unknown catalog 'nosuch'"],
            ["DROP CATALOG IF EXISTS nosuch", "OK"],
            ["DROP CATALOG default_catalog", analyzing("Can't drop the default internal catalog")],
            [
                "DROP CATALOG `resource_mapping_inside_catalog_x`",
                analyzing("Can't drop the resource mapping catalog"),
            ],
            ["DROP CATALOG LAKE", "5078/42000 Unknown catalog 'LAKE'"],
            ["DROP CATALOG 'lake'", "OK"],
            [
                'ALTER CATALOG lake SET ("type" = "iceberg")',
                analyzing("Not support alter catalog property type"),
            ],
            ['ALTER CATALOG nosuch SET ("k" = "v")', "OK"],
            ['ALTER CATALOG default_catalog SET ("k" = "v")', "OK"],
            ['CREATE EXTERNAL CATALOG IF NOT EXISTS lake PROPERTIES ("type" = "iceberg")', "OK"],
            ["CREATE DATABASE lake.db1", "1007/HY000 Can't create database 'db1'; database exists"],
            ['CREATE DATABASE lake.x PROPERTIES ("foo" = "bar")', "1064/HY000 Unrecognized property: foo"],
            ["DROP DATABASE lake.db2", "1008/HY000 Can't drop database 'db2'; database doesn't exist"],
            ["DROP DATABASE lake.nosuch", "1008/HY000 Can't drop database 'nosuch'; database doesn't exist"],
        ];
        for (const [sql, expected] of STEPS) {
            it(`answers ${sql}`, async () => {
                expect(await outcome(lake.root, sql)).to.deep.equal(expected);
            });
        }

        const NAMES: [name: string, expected: string][] = [
            ["`a-b`", "5063/42000 Getting analyzing error. Detail message: Incorrect catalog name 'a-b'."],
            [
                `\`${"a".repeat(65)}\``,
                `5063/42000 Getting analyzing error. Detail message: Incorrect catalog name '${"a".repeat(65)}'.`,
            ],
            ["`__a`", "5063/42000 Getting analyzing error. Detail message: Incorrect catalog name '__a'."],
            ["1a", "5063/42000 Getting analyzing error. Detail message: Incorrect catalog name '1a'."],
            ["``", analyzing("'catalog name' can not be null or empty")],
            [
                "default_catalog",
                analyzing(
                    "External catalog name can't be the same as internal catalog name 'default_catalog'",
                ),
            ],
            ["DEFAULT_CATALOG", "5514/42000 Catalog 'DEFAULT_CATALOG' already exists"],
            ["lake", "5514/42000 Catalog 'lake' already exists"],
            ["`a``b`", "OK"],
            ["`table`", "OK"],
            ["'strcat'", "OK"],
            ["_a", "OK"],
        ];
        for (const [name, expected] of NAMES) {
            it(`answers CREATE EXTERNAL CATALOG ${name} with ${expected.slice(0, 10)}`, async () => {
                expect(await outcome(lake.root, createCatalog(name, glueProperties(lake.server)))).to.equal(
                    expected,
                );
            });
        }

        const REFUSED: [changes: Record<string, string | undefined>, expected: string][] = [
            [{ type: undefined }, analyzing("'type' can not be null or empty")],
            [{ type: "foo" }, analyzing("[type : foo] is not supported")],
            [
                { "iceberg.catalog.type": undefined },
                createFailure(
                    "x",
                    "Can't find iceberg native catalog type. You must specify the 'iceberg.catalog.type' property " +
                        "when creating an iceberg catalog in the catalog properties",
                ),
            ],
            [{ iceberg_meta_cache_ttl_sec: "abc" }, createFailure("x", 'For input string: "abc"')],
            [
                { "aws.s3.sts.endpoint": "https://sts.us-east-1.amazonaws.com" },
                createFailure(
                    "x",
                    "STS endpoint is set to https://sts.us-east-1.amazonaws.com but no signing region was provided",
                ),
            ],
        ];
        for (const [changes, expected] of REFUSED) {
            it(`refuses a catalog with ${inspect(changes)}`, async () => {
                expect(await outcome(lake.root, creating(changes))).to.equal(expected);
                expect(await outcome(lake.root, "SHOW CATALOGS LIKE 'x'")).to.deep.equal([]);
            });
        }

        it("prints a catalog with masks, in the order of a Java HashMap", async () => {
            expect(await shownText("lake")).to.equal(
                [
                    "CREATE EXTERNAL CATALOG `lake`",
                    'PROPERTIES ("iceberg.catalog.rest.secret-access-key"  =  "wJ******EY",',
                    '"iceberg.catalog.rest.access-key-id"  =  "AK******LE",',
                    '"aws.s3.region"  =  "us-east-1",',
                    `"iceberg.catalog.uri"  =  "${lake.server.address}/iceberg",`,
                    '"iceberg.catalog.warehouse"  =  "123456789012:s3tablescatalog/lake",',
                    '"iceberg.catalog.rest.sigv4-enabled"  =  "true",',
                    '"type"  =  "iceberg",',
                    '"iceberg.catalog.rest.signing-name"  =  "glue",',
                    '"iceberg.catalog.type"  =  "rest",',
                    '"iceberg.catalog.rest.signing-region"  =  "us-east-1"',
                    ")",
                ].join("\n"),
            );
        });

        const VALUES: [written: string, shown: string][] = [
            [`'a"b'`, '"a\\"b"'],
            ["'a\\\\b'", '"a\\b"'],
            ["'a\\%b'", '"a\\%b"'],
            ["'it''s'", '"it\'s"'],
            ["'a\\nb'", '"a\nb"'],
            ["''", '""'],
        ];
        for (const [written, shown] of VALUES) {
            it(`shows the value ${JSON.stringify(written)} as ${JSON.stringify(shown)}`, async () => {
                await lake.root.query(`ALTER CATALOG lake SET ('zz' = ${written})`);
                expect(await shownText("lake")).to.contain(`"zz"  =  ${shown}`);
            });
        }

        const COMMENTS: [written: string, line: string][] = [
            ["'plain'", 'comment "plain"'],
            [`'a"b'`, 'comment "a\\"b"'],
            ["'a\\\\b'", 'comment "a\\\\b"'],
            ["''", 'comment ""'],
        ];
        for (const [written, line] of COMMENTS) {
            it(`shows the comment ${written} as ${line}`, async () => {
                await lake.root.query(
                    createCatalog("c", glueProperties(lake.server)).replace(
                        "PROPERTIES",
                        `COMMENT ${written} PROPERTIES`,
                    ),
                );
                expect((await shownText("c")).split("\n")[1]).to.equal(line);
            });
        }

        it("takes a mask that is written back as the new secret", async () => {
            const key = "iceberg.catalog.rest.secret-access-key";
            await lake.root.query(`ALTER CATALOG lake SET ('${key}' = 'ne******12')`);
            expect(await shownText("lake")).to.contain(`"${key}"  =  "ne******12"`);
        });

        it("adds a property by ALTER and never removes one", async () => {
            await lake.root.query("ALTER CATALOG lake SET ('k1' = 'v1')");
            await lake.root.query("ALTER CATALOG lake SET ('k2' = 'v2', 'k1' = '')");
            expect(await shownText("lake"))
                .to.contain('"k1"  =  ""')
                .and.to.contain('"k2"  =  "v2"');
        });

        it("sends nothing for an ALTER that changes nothing", async () => {
            await lake.root.query("ALTER CATALOG lake SET ('aws.s3.region' = 'us-east-1')");
            expect(lake.server.takeCalls()).to.deep.equal([]);
        });

        it("keeps a catalog's name in the session after it was dropped", async () => {
            await lake.root.query("SET CATALOG lake");
            await lake.root.query("DROP CATALOG lake");
            expect(await outcome(lake.root, "SELECT CATALOG()")).to.deep.equal([["lake"]]);
            expect(await outcome(lake.root, "SHOW DATABASES")).to.equal(
                "5078/42000 Getting analyzing error. Detail message: Unknown catalog 'lake'.",
            );
        });
    });
}
