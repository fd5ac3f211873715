import { type Case, example, type Group, gives, ok, shows } from "../steps";
import { CREATE_LAKE, create, GLUE, GLUE_SHOWN, PLAIN, shown, URI } from "./catalogs";

const SHOW_M = "SHOW CREATE CATALOG ~m";
const CATALOG_COLUMNS = ["Catalog", "Type", "Comment"];
const CREATE_COLUMNS = ["Catalog", "Create Catalog"];
/** mysql2 reads the four bytes of one character as four wrong ones, as all columns claim to be utf8mb3. */
const FOUR_WRONG = "\uFFFD\uFFFD\uFFFD\uFFFD";

/**
 * By what is odd about them: values as sent, and the text from the key on. The key's hash decides what
 * follows; of keys in one bucket of the hash map the first one sent comes first, and these are sent first.
 */
const VALUES: Readonly<Record<string, [key: string, value: string, text: string]>> = {
    "a double quote gets a backslash": ["zz.dq", 'a"b', '"zz.dq"  =  "a\\"b",\n"type"'],
    "a single quote stays": ["zz.sq", "a'b", '"zz.sq"  =  "a\'b",\n"type"'],
    "a backslash stays single": ["zz.bs", "a\\b", '"zz.bs"  =  "a\\b",\n"iceberg.catalog.uri"'],
    "a backslash at the end hides the closing quote": ["zz.bsend", "ab\\", '"zz.bsend"  =  "ab\\"\n)'],
    "a backslash and a quote get one backslash more": ["zz.bsq", 'a\\"b', '"zz.bsq"  =  "a\\\\"b"\n)'],
    "a newline stays": ["zz.nl", "a\nb", '"zz.nl"  =  "a\nb",\n"type"'],
    "a carriage return stays": ["zz.cr", "a\rb", '"zz.cr"  =  "a\rb",\n"iceberg.catalog.uri"'],
    "a tab stays": ["zz.tab", "a\tb", '"zz.tab"  =  "a\tb",\n"type"'],
    "a NUL stays": ["zz.nul", "a\0b", '"zz.nul"  =  "a\0b",\n"type"'],
    "a control Z stays": ["zz.z", "a\x1ab", '"zz.z"  =  "a\x1ab",\n"iceberg.catalog.type"'],
    "characters of four bytes are declared wrongly": [
        "zz.uni",
        "é€漢😀",
        `"zz.uni"  =  "é€漢${FOUR_WRONG}"\n)`,
    ],
    "wildcards stay": ["zz.pct", "a%b_c", '"zz.pct"  =  "a%b_c"\n)'],
    "escaped wildcards keep their backslash": [
        "zz.bspct",
        "a\\%b\\_c",
        '"zz.bspct"  =  "a\\%b\\_c",\n"type"',
    ],
    "what looks like a property stays in its value": [
        "zz.eq",
        'a"  =  "b',
        '"zz.eq"  =  "a\\"  =  \\"b",\n"iceberg.catalog.type"',
    ],
    "what looks like a list stays in its value": [
        "zz.comma",
        'a", "k" = "v',
        '"zz.comma"  =  "a\\", \\"k\\" = \\"v",\n"type"',
    ],
    "a semicolon stays": ["zz.semi", "a;b", '"zz.semi"  =  "a;b",\n"iceberg.catalog.uri"'],
    "spaces around a value stay": ["zz.trail", "  sp  ", '"zz.trail"  =  "  sp  "\n)'],
    "parentheses stay": ["zz.paren", ")\n(", '"zz.paren"  =  ")\n(",\n"iceberg.catalog.uri"'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what is odd about it
    "a shell variable stays": ["zz.dollar", "${HOME}", '"zz.dollar"  =  "${HOME}",\n"type"'],
    "a backtick stays": ["zz.bt", "a`b", '"zz.bt"  =  "a`b"\n)'],
    "a comment with dashes stays": ["zz.dash", "a -- b", '"zz.dash"  =  "a -- b"\n)'],
    "a comment with a hash stays": ["zz.hash", "a # b", '"zz.hash"  =  "a # b",\n"iceberg.catalog.type"'],
    "a comment with stars stays": ["zz.cmt", "a /* b */", '"zz.cmt"  =  "a /* b */",\n"iceberg.catalog.uri"'],
    "an empty value stays": ["zz.empty", "", '"zz.empty"  =  ""'],
};

const URI_SHOWN = ["iceberg.catalog.uri", URI] as const;
const TYPE_SHOWN = ["type", "iceberg"] as const;
const REST_SHOWN = ["iceberg.catalog.type", "rest"] as const;

/** Keys as sent, and all properties in the order of their hashes. */
const KEYS: Readonly<Record<string, [key: string, shown: Parameters<typeof shown>[1]]>> = {
    "spaces around a key go": ["  spaced  ", [URI_SHOWN, ["spaced", "V"], TYPE_SHOWN, REST_SHOWN]],
    "a key keeps its case": ["Mixed.Case", [URI_SHOWN, ["Mixed.Case", "V"], TYPE_SHOWN, REST_SHOWN]],
    "a key's double quote isn't escaped": ['a"b', [['a"b', "V"], URI_SHOWN, TYPE_SHOWN, REST_SHOWN]],
    "a key's single quote stays": ["it's", [URI_SHOWN, TYPE_SHOWN, REST_SHOWN, ["it's", "V"]]],
    "a key's backslash stays": ["a\\b", [URI_SHOWN, TYPE_SHOWN, REST_SHOWN, ["a\\b", "V"]]],
    "a key may have an accent": ["é", [["é", "V"], URI_SHOWN, TYPE_SHOWN, REST_SHOWN]],
    "a key may be empty": ["", [["", "V"], URI_SHOWN, TYPE_SHOWN, REST_SHOWN]],
    "a key may be a number": ["123", [["123", "V"], URI_SHOWN, TYPE_SHOWN, REST_SHOWN]],
    "a key may have a space": ["a b", [["a b", "V"], URI_SHOWN, TYPE_SHOWN, REST_SHOWN]],
};

/** Comments as literals, as SHOW CREATE CATALOG writes them, and as SHOW CATALOGS gives them. */
const COMMENTS: Readonly<Record<string, [literal: string, created: string, listed: string]>> = {
    "an empty comment is shown": ["''", "", ""],
    "a plain comment is shown": ["'plain'", "plain", "plain"],
    "a comment's double quote gets a backslash": ["'a\"b'", 'a\\"b', 'a"b'],
    "a comment's single quote stays": ["'it''s'", "it's", "it's"],
    "a comment's backslash is doubled": ["'a\\\\b'", "a\\\\b", "a\\b"],
    "a comment's newline stays": ["'l1\nl2'", "l1\nl2", "l1\nl2"],
    "a comment keeps its spaces": ["'  sp  '", "  sp  ", "  sp  "],
    "a comment of 3000 characters stays whole": [`'${"x".repeat(3000)}'`, "x".repeat(3000), "x".repeat(3000)],
    "a comment may be in double quotes": ['"dq"', "dq", "dq"],
};

const PLAIN_SHOWN = [URI_SHOWN, TYPE_SHOWN, REST_SHOWN];

function valueCase(name: string, [key, value, text]: [string, string, string]): Case {
    return example(name, [ok(create("~m", { ...PLAIN, [key]: value })), shows(SHOW_M, text)]);
}

function keyCase(name: string, [key, properties]: [string, Parameters<typeof shown>[1]]): Case {
    return example(name, [
        ok(create("~m", { ...PLAIN, [key]: "V" })),
        gives(SHOW_M, [["~m", shown("~m", properties)]]),
    ]);
}

function commentCase(name: string, [literal, created, listed]: [string, string, string]): Case {
    return example(name, [
        ok(create("~m", PLAIN, `COMMENT ${literal}`)),
        gives(SHOW_M, [["~m", shown("~m", PLAIN_SHOWN, created)]]),
        gives("SHOW CATALOGS LIKE '~m'", [["~m", "Iceberg", listed]]),
    ]);
}

export const SHOW: Group = {
    title: "SHOW CREATE CATALOG",
    cases: [
        example("lists the properties in their own order, with the comment before them", [
            ok(create("~lake", GLUE, "COMMENT 'my comment'")),
            gives("SHOW CREATE CATALOG ~lake", [["~lake", shown("~lake", GLUE_SHOWN, "my comment")]], {
                columns: CREATE_COLUMNS,
                requests: [],
            }),
        ]),
        example("has no comment line without a comment", [
            ok(CREATE_LAKE),
            gives("SHOW CREATE CATALOG ~lake", [["~lake", shown("~lake", GLUE_SHOWN)]]),
        ]),
        ...Object.entries(VALUES).map(([name, row]) => valueCase(name, row)),
        ...Object.entries(KEYS).map(([name, row]) => keyCase(name, row)),
        example("the last of two equal keys counts", [
            ok(
                `CREATE EXTERNAL CATALOG ~m PROPERTIES ("type"="iceberg", "iceberg.catalog.type"="rest", ` +
                    `"iceberg.catalog.uri"="${URI}", "k"="1", "k"="2")`,
            ),
            gives(SHOW_M, [["~m", shown("~m", [URI_SHOWN, ["k", "2"], TYPE_SHOWN, REST_SHOWN])]]),
        ]),
        ...Object.entries(COMMENTS).map(([name, row]) => commentCase(name, row)),
        example("of default_catalog gives no row", [
            gives("SHOW CREATE CATALOG default_catalog", [], { columns: CREATE_COLUMNS }),
        ]),
        ...["NO_BACKSLASH_ESCAPES", "ANSI_QUOTES"].map((mode) =>
            example(`sql_mode ${mode} changes nothing`, [
                ok(`SET sql_mode = '${mode}'`),
                ok(
                    "CREATE EXTERNAL CATALOG ~m PROPERTIES ('type'='iceberg', \"iceberg.catalog.type\"=\"rest\", " +
                        `'iceberg.catalog.uri'='${URI}', 'k'='a\\\\b\\'c')`,
                ),
                shows(SHOW_M, '"k"  =  "a\\b\'c"'),
            ]),
        ),
    ],
};

export const SHOW_CATALOGS: Group = {
    title: "SHOW CATALOGS",
    setup: [create("~a", PLAIN, "COMMENT 'first'"), create("~B", PLAIN)],
    cases: [
        example("sorts by bytes, so that upper case comes first, and sends nothing", [
            gives(
                "SHOW CATALOGS LIKE '~prefix%'",
                [
                    ["~B", "Iceberg", null],
                    ["~a", "Iceberg", "first"],
                ],
                { columns: CATALOG_COLUMNS, requests: [] },
            ),
        ]),
        example("LIKE minds the case", [gives("SHOW CATALOGS LIKE '~A'", [])]),
        example("describes default_catalog", [
            gives("SHOW CATALOGS LIKE 'default\\_catalog'", [
                [
                    "default_catalog",
                    "Internal",
                    "An internal catalog contains this cluster's self-managed tables.",
                ],
            ]),
        ]),
    ],
};
