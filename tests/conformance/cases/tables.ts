import { FORBIDDEN } from "../rest/modes";
import { differs, example, fails, failure, type Group, gives, hasColumns, ok } from "../steps";
import { CREATE_LAKE, LIST_NAMESPACES, LOADED_LAKE } from "./catalogs";
import { analyzing, denied, NO_BACKEND, unknownDatabaseAnalyzed } from "./texts";

/** The statement of the walkthrough in one line, as it was run on real frontends. */
const TAXIS = `CREATE TABLE taxis (trip_id BIGINT, trip_distance FLOAT, fare_amount DOUBLE, \
store_and_fwd_flag STRING, vendor_id BIGINT) PARTITION BY (vendor_id)`;
const LOAD_TAXIS = "GET namespaces/db2/tables/taxis?snapshots=all";
const LOAD_T1 = "GET namespaces/db1/tables/t1?snapshots=all";
const PREFIX = "catalogs/123456789012:s3tablescatalog%2Flake";

/** CREATE TABLE's request; the table properties are the version's own. */
const taxisBody = (properties: object) => ({
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
    properties,
    "stage-create": false,
});
const BODY = {
    "4.1": taxisBody({ "write.format.default": "parquet", "format-version": "2" }),
    "3.5": taxisBody({
        "write.format.default": "parquet",
        "write.parquet.compression-codec": "gzip",
        "format-version": "1",
    }),
};

export const DATABASE_REQUESTS: Group = {
    title: "Databases of a catalog",
    setup: [...LOADED_LAKE, "SET CATALOG ~lake"],
    cases: [
        example("CREATE DATABASE lists first and then creates", [
            ok("CREATE DATABASE dbz", {
                requests: [LIST_NAMESPACES, "POST namespaces"],
                body: { namespace: ["dbz"], properties: {} },
            }),
        ]),
        example("a database can't be made twice", [
            fails("CREATE DATABASE db1", [1007, "HY000", "Can't create database 'db1'; database exists"], {
                requests: [LIST_NAMESPACES],
            }),
            ok("CREATE DATABASE IF NOT EXISTS ~lake.db1", { requests: [LIST_NAMESPACES] }),
        ]),
        example("a database without a location can't be dropped", [
            ok("CREATE DATABASE db3"),
            fails("DROP DATABASE db3", [1008, "HY000", "Can't drop database 'db3'; database doesn't exist"], {
                requests: [
                    "GET namespaces/db3",
                    "GET namespaces/db3/tables?pageToken=",
                    "GET namespaces/db3",
                ],
            }),
        ]),
        example("a missing database can't be dropped", [
            fails("DROP DATABASE no", [1008, "HY000", "Can't drop database 'no'; database doesn't exist"], {
                requests: ["GET namespaces/no"],
            }),
        ]),
        example("USE looks the database up", [
            ok("USE db1", { requests: ["GET namespaces/db1"] }),
            gives("SELECT DATABASE()", [["db1"]]),
            gives("SELECT CATALOG()", [["~lake"]]),
        ]),
        example("CATALOG() beside DATABASE() gives the database twice", [
            ok("USE ~lake.db1"),
            gives("SELECT CATALOG(), DATABASE()", [["db1", "db1"]], { columns: ["CATALOG()", "DATABASE()"] }),
        ]),
        example("SHOW DATABASES LIKE filters", [
            gives("SHOW DATABASES FROM ~lake LIKE 'db%'", [["db1"], ["db2"]], {
                requests: [LIST_NAMESPACES],
            }),
        ]),
        example("SHOW TABLES of a missing database is an error", [
            fails("SHOW TABLES FROM ~lake.no", unknownDatabaseAnalyzed("no"), {
                requests: ["GET namespaces/no"],
            }),
        ]),
        example("CREATE DATABASE names the cause of a refusal", [
            fails(
                "CREATE DATABASE dbq",
                `Failed to list all databases using REST Catalog, exception: Forbidden: ${FORBIDDEN.message}`,
                { rest: FORBIDDEN, requests: [LIST_NAMESPACES] },
            ),
        ]),
    ],
};

export const TABLE_REQUESTS: Group = {
    title: "Tables of a catalog",
    setup: [...LOADED_LAKE, "SET CATALOG ~lake", "USE db2"],
    cases: [
        example("CREATE TABLE looks twice and then creates", [
            ok(TAXIS, { requests: [LOAD_TAXIS, LOAD_TAXIS, "POST namespaces/db2/tables"], body: BODY }),
        ]),
        example("CREATE TABLE shows the server's message", [
            fails(TAXIS, "/v1/namespaces/db2/tables", {
                rest: { status: 404, method: "POST", message: "/v1/namespaces/db2/tables" },
                requests: [LOAD_TAXIS, LOAD_TAXIS, "POST namespaces/db2/tables"],
            }),
        ]),
        example(
            "CREATE TABLE doesn't name the cause when it can't look",
            [
                fails(TAXIS, "Failed to check tableExists using REST Catalog", {
                    rest: FORBIDDEN,
                    requests: [LOAD_TAXIS],
                }),
            ],
            { version: "3.5" },
        ),
        example("a table can't be made twice", [
            ok(TAXIS),
            fails(TAXIS, [1050, "42S01", analyzing("Table 'taxis' already exists")], {
                requests: [LOAD_TAXIS],
            }),
        ]),
        example("3.5 takes no format version", [
            differs(ok('CREATE TABLE fv (a BIGINT) PROPERTIES ("format-version"="2")'), {
                expected: failure("Multiple entries with same key: format-version=1 and format-version=2"),
            }),
        ]),
        example("SHOW TABLES lists them", [
            ok(TAXIS),
            gives("SHOW TABLES", [["taxis"]], {
                columns: ["Tables_in_db2"],
                requests: ["GET namespaces/db2/tables?pageToken="],
            }),
        ]),
        example("DESC loads the table once a minute", [
            gives(
                "DESC ~lake.db1.t1",
                [
                    ["id", "BIGINT", "Yes", "false", null, "", null],
                    ["name", "VARCHAR(1073741824)", "Yes", "false", null, "", null],
                ],
                {
                    columns: ["Field", "Type", "Null", "Key", "Default", "Extra", "Comment"],
                    requests: ["GET namespaces/db1", LOAD_T1],
                },
            ),
            hasColumns("DESC ~lake.db1.t1", ["Field", "Type", "Null", "Key", "Default", "Extra", "Comment"], {
                requests: [],
            }),
        ]),
        example(
            "SHOW CREATE TABLE names the location",
            [
                gives("SHOW CREATE TABLE ~lake.db1.t1", [
                    [
                        "t1",
                        "CREATE TABLE `t1` (\n  `id` bigint(20) DEFAULT NULL,\n  `name` varchar(1073741824) DEFAULT " +
                            'NULL\n)\nPROPERTIES ("location" = "s3://lake/db1/t1");',
                    ],
                ]),
            ],
            { version: "3.5" },
        ),
        example(
            "an empty table can be read, for which 3.5 wants a backend",
            [
                differs(gives("SELECT * FROM ~lake.db1.t1", [], { columns: ["id", "name"] }), {
                    expected: failure(NO_BACKEND),
                }),
            ],
            { withoutBackend: true },
        ),
        example("LIMIT 0 needs no backend", [
            gives("SELECT * FROM ~lake.db1.t1 LIMIT 0", [], { columns: ["id", "name"] }),
        ]),
        example(
            "an INSERT with too many values is refused",
            [
                fails("INSERT INTO ~lake.db1.t1 VALUES (1,1.0,1.0,'a',1)", [
                    5604,
                    "42601",
                    analyzing("Inserted target column count: 2 doesn't match select/value column count: 5"),
                ]),
            ],
            { version: "3.5" },
        ),
        example(
            "an INSERT needs a backend",
            [fails("INSERT INTO ~lake.db1.t1 VALUES (1, 'a')", NO_BACKEND)],
            { withoutBackend: true },
        ),
        example("DROP TABLE loads and deletes", [
            ok(TAXIS),
            ok("DROP TABLE taxis", { requests: [LOAD_TAXIS, "DELETE namespaces/db2/tables/taxis"] }),
        ]),
        example("only 3.5 purges when forced", [
            ok(TAXIS),
            ok("DROP TABLE taxis FORCE", {
                requests: {
                    "4.1": [LOAD_TAXIS, "DELETE namespaces/db2/tables/taxis"],
                    "3.5": [LOAD_TAXIS, "DELETE namespaces/db2/tables/taxis?purgeRequested=true"],
                },
            }),
        ]),
        example("a missing table can't be dropped", [
            fails("DROP TABLE taxis", [5502, "42602", analyzing("Unknown table 'taxis'")]),
        ]),
        example("a role without CREATE TABLE may not make one", [
            ok("CREATE USER '~low'@'%' IDENTIFIED BY 'pw'"),
            fails("CREATE TABLE ~lake.db2.tz (a int)", denied("CREATE TABLE", "DATABASE db2"), {
                as: "~low",
            }),
        ]),
    ],
};

export const PREFIXED: Group = {
    title: "A prefix that the server's configuration gives",
    cases: [
        example("comes before all paths", [
            ok(CREATE_LAKE, { rest: { prefix: PREFIX } }),
            gives("SHOW DATABASES FROM ~lake LIKE 'db1'", [["db1"]], {
                rest: { prefix: PREFIX },
                requests: {
                    "4.1": [`GET ${PREFIX}/namespaces?pageToken=`],
                    "3.5": [
                        "GET config?warehouse=123456789012%3As3tablescatalog%2Flake",
                        `GET ${PREFIX}/namespaces?pageToken=`,
                    ],
                },
            }),
            gives("SHOW TABLES FROM ~lake.db1", [["t1"], ["t2"]], {
                requests: [`GET ${PREFIX}/namespaces/db1`, `GET ${PREFIX}/namespaces/db1/tables?pageToken=`],
            }),
            hasColumns("DESC ~lake.db1.t1", ["Field", "Type", "Null", "Key", "Default", "Extra", "Comment"], {
                requests: [`GET ${PREFIX}/namespaces/db1/tables/t1?snapshots=all`],
            }),
        ]),
    ],
};
