import { FORBIDDEN, HTML, NOT_FOUND, type RestMode, UNAUTHORIZED } from "../rest/modes";
import { type Case, example, fails, type Group, gives, ok, shows } from "../steps";
import { CONFIG, CREATE_LAKE, create, DATABASES, GLUE, LIST_NAMESPACES, LOADED_LAKE } from "./catalogs";
import { NOT_LOADED } from "./texts";

const CAUSES: Readonly<Record<string, [rest: RestMode, cause: string]>> = {
    "403 in JSON": [FORBIDDEN, `Forbidden: ${FORBIDDEN.message}`],
    "401": [UNAUTHORIZED, `Not authorized: ${UNAUTHORIZED.message}`],
    "404": [NOT_FOUND, `Unable to process: ${NOT_FOUND.message}`],
    "403 in HTML": [HTML, `Forbidden: ${HTML.text}`],
};

/** Statements that use a catalog; each asks anew as long as it fails. */
const USES = [
    "SHOW DATABASES FROM ~lake",
    "USE ~lake.db1",
    "SHOW TABLES FROM ~lake.db1",
    "DESC ~lake.db1.t1",
    "SELECT * FROM ~lake.db1.t1",
    "SHOW PROC '/catalog/~lake'",
];

const probe = (name: string) => `CREATE DATABASE ~${name}.q PROPERTIES ("foo"="bar")`;

/** Catalogs that 3.5 creates, and what CREATE DATABASE says of them. */
const BROKEN: Readonly<Record<string, [changes: typeof GLUE, cause: string]>> = {
    "a server that refuses connections": [
        { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" },
        "Error occurred while processing GET request",
    ],
    "a host that doesn't exist": [
        { "iceberg.catalog.uri": "http://nosuch.invalid/iceberg" },
        "Error occurred while processing GET request",
    ],
    "no uri": [{ "iceberg.catalog.uri": undefined }, "Invalid uri for http client: null"],
    "no retries": [
        { "iceberg.catalog.rest.client.max-retries": "0" },
        "Cannot set retries to 0, the value must be positive",
    ],
};

const V35 = { version: "3.5" } as const;

function causeCase(status: string, [rest, cause]: [RestMode, string]): Case {
    return example(
        `only CREATE DATABASE names the cause of ${status}`,
        [
            ok("SET CATALOG ~lake", { rest, requests: [] }),
            fails("SHOW DATABASES", NOT_LOADED, { rest, requests: [CONFIG] }),
            ok("SET CATALOG default_catalog"),
            ...USES.map((sql) => fails(sql, NOT_LOADED, { rest, requests: [CONFIG] })),
            fails("CREATE DATABASE ~lake.q", `${NOT_LOADED}, exception: ${cause}`, {
                rest,
                requests: [CONFIG],
            }),
            shows("SHOW CREATE CATALOG ~lake", "iceberg", { rest, requests: [] }),
            gives("SHOW CATALOGS LIKE '~lake'", [["~lake", "Iceberg", null]], { rest, requests: [] }),
            gives("SHOW DATABASES FROM ~lake", DATABASES, { requests: [CONFIG, LIST_NAMESPACES] }),
        ],
        V35,
    );
}

export const FIRST_USE: Group = {
    title: "A catalog's first use",
    cases: [
        ...Object.entries(CAUSES).map(([status, row]) => {
            const { steps, ...rest } = causeCase(status, row);
            return { ...rest, steps: [ok(CREATE_LAKE), ...steps] };
        }),
        ...Object.entries(BROKEN).map(([name, [changes, cause]]) =>
            example(
                `CREATE DATABASE names the cause: ${name}`,
                [
                    ok(create("~x", { ...GLUE, ...changes })),
                    fails("SHOW DATABASES FROM ~x", NOT_LOADED),
                    fails(probe("x"), `${NOT_LOADED}, exception: ${cause}`),
                ],
                V35,
            ),
        ),
        example(
            "several sessions each load it",
            [
                ok(CREATE_LAKE),
                fails("SHOW DATABASES FROM ~lake", NOT_LOADED, { rest: FORBIDDEN, requests: [CONFIG] }),
                fails("SHOW DATABASES FROM ~lake", NOT_LOADED, {
                    rest: FORBIDDEN,
                    requests: [CONFIG],
                    as: "root 2",
                }),
            ],
            V35,
        ),
    ],
};

const FORBIDDEN_LIST = "Failed to list all databases using REST Catalog";
const FORBIDDEN_LOAD = "Failed to get database using REST Catalog";
const REFUSED = { rest: FORBIDDEN } as const;

export const LATER_FAILURE: Group = {
    title: "A catalog whose REST server refuses after a good use",
    setup: LOADED_LAKE,
    cases: [
        example("can't list databases", [
            fails("SHOW DATABASES FROM ~lake", FORBIDDEN_LIST, { ...REFUSED, requests: [LIST_NAMESPACES] }),
        ]),
        ...["USE ~lake.db1", "SHOW TABLES FROM ~lake.db1", "DESC ~lake.db1.t1"].map((sql) =>
            example(`can't find the database for ${sql.replace("~", "")}`, [
                fails(sql, FORBIDDEN_LOAD, { ...REFUSED, requests: ["GET namespaces/db1"] }),
            ]),
        ),
        example("CREATE DATABASE names the cause", [
            fails(probe("lake"), `${FORBIDDEN_LIST}, exception: Forbidden: ${FORBIDDEN.message}`, {
                ...REFUSED,
                requests: [LIST_NAMESPACES],
            }),
        ]),
        example("CREATE DATABASE with an unknown property proves that REST works, and creates nothing", [
            fails(probe("lake"), "Unrecognized property: foo", { requests: [LIST_NAMESPACES] }),
            gives("SHOW DATABASES FROM ~lake LIKE 'q'", []),
        ]),
        example("can still be shown, altered without a change, granted and dropped", [
            ok("CREATE ROLE ~r1"),
            shows("SHOW CREATE CATALOG ~lake", "iceberg", { ...REFUSED, requests: [] }),
            ok("SET CATALOG ~lake", { ...REFUSED, requests: [] }),
            ok('ALTER CATALOG ~lake SET ("iceberg.catalog.type" = "rest")', { ...REFUSED, requests: [] }),
            ok("GRANT USAGE ON CATALOG ~lake TO ROLE ~r1", { ...REFUSED, requests: [] }),
            ok("SET CATALOG default_catalog"),
            ok("DROP CATALOG ~lake", { ...REFUSED, requests: [] }),
        ]),
        example("works again as soon as REST does", [
            fails("SHOW DATABASES FROM ~lake", FORBIDDEN_LIST, REFUSED),
            gives("SHOW DATABASES FROM ~lake", DATABASES, { requests: [LIST_NAMESPACES] }),
        ]),
    ],
};
