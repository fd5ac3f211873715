import { FORBIDDEN } from "../rest/modes";
import { example, fails, type Group, gives, ok, shows } from "../steps";
import { CREATE_LAKE, create, GLUE, LOADS_NOW, PLAIN } from "./catalogs";
import { analyzing, catalogExists } from "./texts";

const IF_NOT_EXISTS = (properties: typeof GLUE) => create("IF NOT EXISTS ~lake", properties);
const FRONTEND_ENVIRONMENT = "depends on the frontend's environment" as const;
const WITHOUT_KEYS = {
    ...GLUE,
    "iceberg.catalog.rest.access-key-id": undefined,
    "iceberg.catalog.rest.secret-access-key": undefined,
};

export const CREATE_AGAIN: Group = {
    title: "CREATE EXTERNAL CATALOG of a name that is taken",
    setup: [CREATE_LAKE],
    cases: [
        example("the name can't be taken twice", [fails(CREATE_LAKE, catalogExists("~lake"))]),
        example("IF NOT EXISTS is content with what there is and sends nothing", [
            ok(IF_NOT_EXISTS(GLUE), { requests: [] }),
        ]),
        example("IF NOT EXISTS compares nothing and needs no REST", [
            ok(IF_NOT_EXISTS({ ...GLUE, "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" }), {
                rest: FORBIDDEN,
                requests: [],
            }),
        ]),
        example("IF NOT EXISTS needs only a type", [
            ok(IF_NOT_EXISTS({ type: "iceberg" }), { requests: [] }),
        ]),
        example("IF NOT EXISTS still checks the type", [
            fails(IF_NOT_EXISTS({ ...GLUE, type: "foo" }), analyzing("[type : foo] is not supported"), {
                requests: [],
            }),
        ]),
        example("names differ by case", [
            ok(create("~Lake", PLAIN)),
            gives("SHOW CATALOGS LIKE '~Lake'", [["~Lake", "Iceberg", null]]),
        ]),
    ],
};

export const CREATE_LARGE: Group = {
    title: "CREATE EXTERNAL CATALOG with much",
    cases: [
        example("a value of 1 MiB comes back whole", [
            ok(create("~x", { ...PLAIN, big: "x".repeat(2 ** 20) })),
            shows("SHOW CREATE CATALOG ~x", "x".repeat(2 ** 20)),
        ]),
        example("300 properties are kept", [
            ok(
                create("~x", {
                    ...PLAIN,
                    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p.${i}`, `v${i}`])),
                }),
            ),
            shows("SHOW CREATE CATALOG ~x", '"p.299"  =  "v299"'),
        ]),
    ],
};

export const CREATE_ENVIRONMENT: Group = {
    title: "CREATE EXTERNAL CATALOG with the frontend's environment",
    cases: [
        example(
            "env: names variables of the frontend, and SHOW CREATE masks the names",
            [
                ok(
                    create("~x", {
                        ...GLUE,
                        "iceberg.catalog.rest.access-key-id": "env:GLUE_ACCESS_KEY_ID",
                        "iceberg.catalog.rest.secret-access-key": "env:GLUE_SECRET_ACCESS_KEY",
                    }),
                    { requests: LOADS_NOW },
                ),
                gives("SHOW DATABASES FROM ~x LIKE 'db1'", [["db1"]], {
                    signed: "AKIAENVENVENVENVENV1/us-east-1/glue",
                }),
                shows("SHOW CREATE CATALOG ~x", '"iceberg.catalog.rest.access-key-id"  =  "en******ID"'),
                shows("SHOW CREATE CATALOG ~x", '"iceberg.catalog.rest.secret-access-key"  =  "en******EY"'),
            ],
            {
                embeddedOnly: FRONTEND_ENVIRONMENT,
                environment: {
                    GLUE_ACCESS_KEY_ID: "AKIAENVENVENVENVENV1",
                    GLUE_SECRET_ACCESS_KEY: "envsecret",
                },
            },
        ),
        example(
            "without keys the frontend's own ones sign, with their session token",
            [
                ok(create("~x", WITHOUT_KEYS)),
                gives("SHOW DATABASES FROM ~x LIKE 'db1'", [["db1"]], {
                    signed: "ASIACHAIN/us-east-1/glue",
                    headers: { "x-amz-security-token": "chaintoken" },
                }),
            ],
            {
                embeddedOnly: FRONTEND_ENVIRONMENT,
                environment: {
                    AWS_ACCESS_KEY_ID: "ASIACHAIN",
                    AWS_SECRET_ACCESS_KEY: "chainsecret",
                    AWS_SESSION_TOKEN: "chaintoken",
                },
            },
        ),
        example(
            "env: of unset variables falls back to the frontend's own keys",
            [
                ok(
                    create("~x", {
                        ...GLUE,
                        "iceberg.catalog.rest.access-key-id": "env:NO_SUCH_ID",
                        "iceberg.catalog.rest.secret-access-key": "env:NO_SUCH_KEY",
                    }),
                ),
                gives("SHOW DATABASES FROM ~x LIKE 'db1'", [["db1"]], {
                    signed: "AKIACHAIN/us-east-1/glue",
                }),
            ],
            {
                embeddedOnly: FRONTEND_ENVIRONMENT,
                environment: { AWS_ACCESS_KEY_ID: "AKIACHAIN", AWS_SECRET_ACCESS_KEY: "chainsecret" },
            },
        ),
        example(
            "without a signing Region the frontend's own one signs, not aws.s3.region",
            [
                ok(create("~x", { ...GLUE, "iceberg.catalog.rest.signing-region": undefined })),
                gives("SHOW DATABASES FROM ~x LIKE 'db1'", [["db1"]], {
                    signed: "AKIAIOSFODNN7EXAMPLE/eu-central-1/glue",
                }),
            ],
            { embeddedOnly: FRONTEND_ENVIRONMENT, environment: { AWS_REGION: "eu-central-1" } },
        ),
    ],
};
