import { type Case, differs, example, fails, type Group, gives, ok, type Step, shows } from "../steps";
import { CREATE_LAKE, create, GLUE, PLAIN, shown } from "./catalogs";
import { MANY, MANY_SHOWN } from "./manySecrets";
import { createFailed, NOT_LOADED, unknownCatalogAnalyzed } from "./texts";

const VALUE = "ABCDEFGHIJKLMNOP";
const MASK = "AB******OP";
const SHOW_M = "SHOW CREATE CATALOG ~m";

/** As observed: neither the package nor the embedded frontend is asked. */
const MASKED = [
    "iceberg.catalog.rest.access-key-id",
    "iceberg.catalog.rest.secret-access-key",
    "iceberg.catalog.oauth2.credential",
    "iceberg.catalog.oauth2.token",
    "aws.s3.access_key",
    "aws.s3.secret_key",
    "aws.glue.access_key",
    "aws.glue.secret_key",
    "azure.blob.shared_key",
    "azure.adls2.shared_key",
    "azure.adls2.oauth2_client_secret",
    "gcp.gcs.service_account_private_key",
    "aliyun.oss.secret_key",
];

/** Secrets that everybody can read. */
const READABLE = [
    "iceberg.catalog.rest.session-token",
    "iceberg.catalog.s3.access-key-id",
    "iceberg.catalog.s3.secret-access-key",
    "iceberg.catalog.s3.session-token",
    "aws.s3.session_token",
    "aws.glue.session_token",
    "iceberg.catalog.password",
    "iceberg.catalog.header.Authorization",
    "iceberg.catalog.token",
    "iceberg.catalog.jdbc.password",
    "hadoop.kerberos.keytab_content",
    "ICEBERG.CATALOG.REST.ACCESS-KEY-ID",
    "rest.secret-access-key",
    "aws.s3.external_id",
    "aws.s3.iam_role_arn",
];

/** Secrets by their length; the mask comes before the escaping. */
const BY_LENGTH: readonly (readonly [secret: string, text: string])[] = [
    ["", "******"],
    ["a", "******"],
    ["ab", "******"],
    ["abc", "******"],
    ["abcd", "******"],
    ["abcde", "ab******de"],
    ["abcdef", "ab******ef"],
    ["abcdefg", "ab******fg"],
    ["abcdefghijklmnop", "ab******op"],
    ["é€漢😀xyz", "é€******yz"],
    ['a"b\\c\'d"', 'a\\"******d\\"'],
];

const PROBLEM_KEY = "iceberg.catalog.credential";

function keyCase(key: string, text: string): Case {
    return example(`${key} is shown as ${text}`, [
        ok(create("~m", { ...PLAIN, [key]: VALUE })),
        shows(SHOW_M, `"${key}"  =  "${text}"`),
    ]);
}

function lengthCase([secret, text]: readonly [string, string]): Case {
    const properties = { ...PLAIN, "iceberg.catalog.rest.secret-access-key": secret };
    return example(
        `a secret of ${[...secret].length} characters, ${JSON.stringify(secret)}, is shown as ${text}`,
        [
            ok(create("~m", properties)),
            shows(SHOW_M, `"iceberg.catalog.rest.secret-access-key"  =  "${text}"`),
        ],
    );
}

/** 4.1 can't create a catalog with this key, as it would need an OAuth2 server. */
function readableIn35(key: string): Step[] {
    return [
        differs(fails(create("~m", { ...PLAIN, [key]: VALUE }), createFailed("~m", NOT_LOADED)), {
            expected: { kind: "ok" },
        }),
        differs(fails(SHOW_M, unknownCatalogAnalyzed("~m")), {
            expected: { kind: "rows", contains: `"${key}"  =  "${VALUE}"` },
        }),
    ];
}

export const MASKING: Group = {
    title: "Masking",
    cases: [
        ...MASKED.map((key) => keyCase(key, MASK)),
        ...READABLE.map((key) => keyCase(key, VALUE)),
        example(`${PROBLEM_KEY} is shown in clear`, readableIn35(PROBLEM_KEY)),
        example("the line of a password is left out", [
            ok(create("~m", { ...PLAIN, password: VALUE })),
            gives(SHOW_M, [
                [
                    "~m",
                    shown("~m", [
                        ["iceberg.catalog.uri", "http://~host/iceberg"],
                        ["type", "iceberg"],
                        ["iceberg.catalog.type", "rest"],
                    ]),
                ],
            ]),
        ]),
        ...BY_LENGTH.map(lengthCase),
        example("a mask that is written back becomes the secret", [
            ok(CREATE_LAKE),
            ok('ALTER CATALOG ~lake SET ("iceberg.catalog.rest.secret-access-key" = "wJ******EY")'),
            ok('ALTER CATALOG ~lake SET ("iceberg.catalog.rest.secret-access-key" = "wJ******Ez")'),
            shows("SHOW CREATE CATALOG ~lake", '"iceberg.catalog.rest.secret-access-key"  =  "wJ******Ez"'),
        ]),
        example(
            "many secrets at once are listed in the order of their keys' hashes",
            [ok(create("~m", { ...GLUE, ...MANY })), gives(SHOW_M, [["~m", shown("~m", MANY_SHOWN)]])],
            { version: "3.5" },
        ),
    ],
};
