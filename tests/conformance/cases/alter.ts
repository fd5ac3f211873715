import { FORBIDDEN, failing, HANGS } from "../rest/modes";
import { type Case, differs, example, fails, failure, type Group, gives, ok, shows } from "../steps";
import {
    CONFIG,
    create,
    DATABASES,
    FIRST_LIST,
    GLUE,
    GLUE_SHOWN,
    LIST_NAMESPACES,
    LOADS_NOW,
    shown,
} from "./catalogs";
import { analyzing, initFailed, NOT_LOADED } from "./texts";

const SHOW_DATABASES = "SHOW DATABASES FROM ~lake";
const SHOW_CREATE = "SHOW CREATE CATALOG ~lake";
const NEW_KEYS =
    'ALTER CATALOG ~lake SET ("iceberg.catalog.rest.access-key-id" = "AKIANEWNEWNEWNEWNEW1", ' +
    '"iceberg.catalog.rest.secret-access-key" = "newsecretnewsecretnewsecretnewsecret12")';
const NEW_SIGNER = { signed: "AKIANEWNEWNEWNEWNEW1/us-east-1/glue" };
const TYPE_REFUSED = analyzing("Not support alter catalog property type");
const WITHOUT_TYPE = "Property iceberg.catalog.type is missing or not supported now.";

const set = (properties: string) => `ALTER CATALOG ~lake SET (${properties})`;
const refused35 = (cause: string) => `Alter catalog failed, msg: [${initFailed("~lake", cause)}]`;

/** Both versions refuse; 3.5 wraps the text once more. */
function refusedByBoth(name: string, properties: string, cause: string): Case {
    return example(name, [
        differs(fails(set(properties), initFailed("~lake", cause), { requests: [] }), {
            expected: failure(refused35(cause)),
            requests: [],
        }),
        gives(SHOW_DATABASES, DATABASES),
    ]);
}

/** After `k1`, new keys, `TYPE` and `comment`, in this order. */
const AFTER_MANY: Parameters<typeof shown>[1] = [
    ["k1", ""],
    ["iceberg.catalog.rest.access-key-id", "AK******W1"],
    ["iceberg.catalog.uri", "http://~host/iceberg"],
    ["type", "iceberg"],
    ["iceberg.catalog.rest.secret-access-key", "ne******12"],
    ["aws.s3.region", "us-east-1"],
    ["iceberg.catalog.warehouse", "123456789012:s3tablescatalog/lake"],
    ["iceberg.catalog.rest.sigv4-enabled", "true"],
    ["comment", "c2"],
    ["iceberg.catalog.rest.signing-name", "glue"],
    ["iceberg.catalog.type", "rest"],
    ["TYPE", "hive"],
    ["iceberg.catalog.rest.signing-region", "us-east-1"],
];

interface Breaking {
    properties: string;
    /** What 4.1 says; its old connector goes on. */
    cause: string;
    /** What 3.5 says from then on, or nothing. */
    firstUse?: string;
}

const BREAKING: Readonly<Record<string, Breaking>> = {
    "a uri that can't be reached": {
        properties: '"iceberg.catalog.uri" = "http://127.0.0.1:1/iceberg"',
        cause: NOT_LOADED,
        firstUse: NOT_LOADED,
    },
    "iceberg.catalog.type hive": {
        properties: '"iceberg.catalog.type" = "hive"',
        cause: "Null hive.metastore.uris, please check your property's key and value of catalog or resource.",
        firstUse:
            "Null hive.metastore.uris, please check your property's key and value of catalog or resource.",
    },
    "an iceberg.catalog.type that doesn't exist": {
        properties: '"iceberg.catalog.type" = "nonsense"',
        cause: WITHOUT_TYPE,
        firstUse: WITHOUT_TYPE,
    },
    "a security that doesn't exist": {
        properties: '"iceberg.catalog.security" = "foo"',
        cause: "Invalid security: foo",
    },
};

function breaking(name: string, { properties, cause, firstUse }: Breaking): Case {
    return example(`4.1 refuses and keeps the old settings, 3.5 takes: ${name}`, [
        gives(SHOW_DATABASES, DATABASES),
        differs(fails(set(properties), initFailed("~lake", cause), { requests: [] }), {
            expected: { kind: "ok" },
            requests: [],
        }),
        differs(gives(SHOW_DATABASES, DATABASES), {
            expected: firstUse === undefined ? { kind: "rows", rows: DATABASES } : failure(firstUse),
        }),
    ]);
}

const FAILING_REST = { "403": FORBIDDEN, "500": failing(500) } as const;

export const ALTER: Group = {
    title: "ALTER CATALOG",
    setup: [create("~lake", GLUE, "COMMENT 'c1'")],
    cases: [
        example("a changed value loads the catalog anew", [
            ok(set('"k1" = "v1"'), { requests: LOADS_NOW }),
            gives(SHOW_CREATE, [["~lake", shown("~lake", [["k1", "v1"], ...GLUE_SHOWN], "c1")]]),
            gives(SHOW_DATABASES, DATABASES, { requests: FIRST_LIST }),
        ]),
        example("each changing ALTER makes 3.5 load the catalog once more", [
            gives(SHOW_DATABASES, DATABASES, { requests: FIRST_LIST }),
            ok(set('"k1" = "v1"'), { requests: LOADS_NOW }),
            gives(SHOW_DATABASES, DATABASES, { requests: FIRST_LIST }),
            gives(SHOW_DATABASES, DATABASES, { requests: [LIST_NAMESPACES] }),
        ]),
        example("the value that is there already changes nothing and sends nothing", [
            ok(set('"k1" = "v1"')),
            ok(set('"k1" = "v1"'), { requests: [] }),
        ]),
        example("the value that is there already is fine while REST refuses", [
            ok(set('"iceberg.catalog.rest.signing-name" = "glue"'), { rest: FORBIDDEN, requests: [] }),
        ]),
        example("an empty value is stored as such", [
            ok(set('"k1" = ""'), { requests: LOADS_NOW }),
            gives(SHOW_CREATE, [["~lake", shown("~lake", [["k1", ""], ...GLUE_SHOWN], "c1")]]),
        ]),
        example("new keys sign at once", [
            ok(NEW_KEYS, { requests: LOADS_NOW, ...NEW_SIGNER }),
            shows(SHOW_CREATE, '"iceberg.catalog.rest.access-key-id"  =  "AK******W1"'),
            shows(SHOW_CREATE, '"iceberg.catalog.rest.secret-access-key"  =  "ne******12"'),
            gives(SHOW_DATABASES, DATABASES, { requests: FIRST_LIST, ...NEW_SIGNER }),
        ]),
        example("a mask written back is taken as the new secret", [
            ok(NEW_KEYS),
            ok(set('"iceberg.catalog.rest.secret-access-key" = "ne******12"'), { requests: LOADS_NOW }),
            gives(SHOW_DATABASES, DATABASES, { requests: FIRST_LIST, ...NEW_SIGNER }),
        ]),
        example("the type can't be changed", [fails(set('"type" = "hive"'), TYPE_REFUSED, { requests: [] })]),
        example("the type can't even be repeated", [fails(set('"type" = "iceberg"'), TYPE_REFUSED)]),
        example("a type among other properties refuses all of them", [
            fails(set('"k2" = "v2", "type" = "iceberg"'), TYPE_REFUSED, { requests: [] }),
            gives(SHOW_CREATE, [["~lake", shown("~lake", GLUE_SHOWN, "c1")]]),
        ]),
        example("TYPE in upper case is one more property", [
            ok(set('"TYPE" = "hive"'), { requests: LOADS_NOW }),
            shows(SHOW_CREATE, '"TYPE"  =  "hive"'),
            gives("SHOW CATALOGS LIKE '~lake'", [["~lake", "Iceberg", "c1"]]),
        ]),
        example("new properties change the order", [
            ok(set('"k1" = ""')),
            ok(NEW_KEYS),
            ok(set('"TYPE" = "hive"')),
            ok(set('"comment" = "c2"')),
            gives(SHOW_CREATE, [["~lake", shown("~lake", AFTER_MANY, "c1")]]),
        ]),
        example("a property named comment doesn't change the comment", [
            ok(set('"comment" = "c2"')),
            shows(SHOW_CREATE, '"comment"  =  "c2"'),
            gives("SHOW CATALOGS LIKE '~lake'", [["~lake", "Iceberg", "c1"]]),
        ]),
        example("the name and the properties may be in single quotes", [
            ok("ALTER CATALOG '~lake' SET ('q' = 'single quotes')", { requests: LOADS_NOW }),
            shows(SHOW_CREATE, '"q"  =  "single quotes"'),
        ]),
        ...Object.entries(BREAKING).map(([name, row]) => breaking(name, row)),
        refusedByBoth(
            "a time to live that is no number is refused, and the old settings stay",
            '"iceberg_meta_cache_ttl_sec" = "abc"',
            'For input string: "abc"',
        ),
        example(
            "an empty iceberg.catalog.type is refused by 3.5",
            [
                fails(
                    set('"iceberg.catalog.type" = ""'),
                    refused35(
                        "Can't find iceberg native catalog type. You must specify the 'iceberg.catalog.type' property " +
                            "when creating an iceberg catalog in the catalog properties",
                    ),
                ),
            ],
            { version: "3.5" },
        ),
        ...Object.entries(FAILING_REST).map(([status, rest]) =>
            example(`4.1 refuses while REST answers ${status}, 3.5 doesn't ask it`, [
                ok(set('"iceberg.catalog.rest.client.max-retries" = "1"')),
                differs(fails(set('"k3" = "v3"'), initFailed("~lake", NOT_LOADED), { rest }), {
                    expected: { kind: "ok" },
                }),
                gives(SHOW_DATABASES, DATABASES),
            ]),
        ),
        example("REST's silence makes 4.1 refuse after the time-out, 3.5 doesn't ask it", [
            ok(set('"iceberg.catalog.rest.client.socket-timeout-ms" = "300"')),
            differs(
                fails(set('"k3" = "v3"'), initFailed("~lake", NOT_LOADED), {
                    rest: HANGS,
                    requests: [CONFIG],
                }),
                {
                    expected: { kind: "ok" },
                    requests: [],
                },
            ),
        ]),
        example(
            "an ALTER with the right value mends a catalog that 3.5 let break",
            [
                ok(set('"iceberg.catalog.uri" = "http://127.0.0.1:1/iceberg"')),
                fails(SHOW_DATABASES, NOT_LOADED),
                ok(set('"iceberg.catalog.uri" = "http://~host/iceberg"')),
                gives(SHOW_DATABASES, DATABASES, { requests: [CONFIG, LIST_NAMESPACES] }),
            ],
            { version: "3.5" },
        ),
    ],
};

export const ALTER_MISSING: Group = {
    title: "ALTER CATALOG of what isn't there",
    cases: [
        example("a missing catalog is altered with success", [
            ok('ALTER CATALOG ~nosuch SET ("k" = "v")', { requests: [] }),
        ]),
        example("a missing catalog's type can't be changed", [
            fails('ALTER CATALOG ~nosuch SET ("type" = "v")', TYPE_REFUSED),
        ]),
        example("an impossible name is altered with success", [ok('ALTER CATALOG `a-b` SET ("k" = "v")')]),
        example("default_catalog is altered with success, and nothing changes", [
            ok('ALTER CATALOG default_catalog SET ("k" = "v")', { requests: [] }),
            gives("SHOW CREATE CATALOG default_catalog", []),
        ]),
    ],
};
