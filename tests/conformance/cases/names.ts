import { type Case, type EmbeddedOnly, example, type Failure, fails, type Group, gives, ok } from "../steps";
import { create, PLAIN } from "./catalogs";
import { analyzing, badCatalogName, catalogExists, unexpected } from "./texts";

const NO_NAME = "a legal identifier";
const LONG = "a".repeat(65);
/** Fills the run's prefix and one character up to the longest name. */
const REST_OF_64 = "a".repeat(54);

const REFUSED: Readonly<Record<string, [written: string, failure: Failure]>> = {
    "a hyphen": ["`a-b`", badCatalogName("a-b")],
    "65 characters": [`\`${LONG}\``, badCatalogName(LONG)],
    "two underscores in front": ["`__a`", badCatalogName("__a")],
    "a digit in front": ["`1a`", badCatalogName("1a")],
    "a digit in front, without quotes": ["1a", badCatalogName("1a")],
    "a dot": ["`a.b`", badCatalogName("a.b")],
    "a space": ["`a b`", badCatalogName("a b")],
    "an accent": ["`é`", badCatalogName("é")],
    "a dollar sign": ["`a$b`", badCatalogName("a$b")],
    nothing: ["``", analyzing("'catalog name' can not be null or empty")],
    default_catalog: [
        "`default_catalog`",
        analyzing("External catalog name can't be the same as internal catalog name 'default_catalog'"),
    ],
    DEFAULT_CATALOG: ["`DEFAULT_CATALOG`", catalogExists("DEFAULT_CATALOG")],
    "a reserved word without quotes": ["table", unexpected(24, "table", NO_NAME)],
    "another reserved word without quotes": ["select", unexpected(24, "select", NO_NAME)],
    "a hyphen without quotes": ["a-b", unexpected(25, "-", "'COMMENT'", "'PROPERTIES'")],
};

/** Names as written, as shown, and as DROP needs them. */
const TAKEN: Readonly<Record<string, [written: string, name: string, embeddedOnly?: EmbeddedOnly]>> = {
    "64 characters": [`\`~a${REST_OF_64}\``, `~a${REST_OF_64}`],
    "a doubled backtick, which goes": ["`~a``b`", "~ab"],
    "an underscore in front": ["`_~a`", "_~a"],
    "a text in double quotes": ['"~strcat"', "~strcat"],
    "upper case": ["`Upper~U`", "Upper~U"],
    "a reserved word between backticks": ["`table`", "table", "takes names without the run's prefix"],
    internal: ["`internal`", "internal", "takes names without the run's prefix"],
    information_schema: [
        "`information_schema`",
        "information_schema",
        "takes names without the run's prefix",
    ],
};

function refused(name: string, [written, failure]: [string, Failure]): Case {
    return example(`can't have: ${name}`, [
        fails(create(written, PLAIN).replace("  ", " "), failure, { requests: [] }),
    ]);
}

function taken(name: string, [written, shownName, embeddedOnly]: [string, string, EmbeddedOnly?]): Case {
    return example(
        `can have: ${name}`,
        [
            ok(create(written, PLAIN)),
            gives(`SHOW CATALOGS LIKE '${shownName.replaceAll("_", "\\_")}'`, [[shownName, "Iceberg", null]]),
            ok(`DROP CATALOG \`${shownName}\``),
        ],
        { embeddedOnly },
    );
}

export const NAMES: Group = {
    title: "A catalog's name",
    cases: [
        ...Object.entries(REFUSED).map(([name, row]) => refused(name, row)),
        ...Object.entries(TAKEN).map(([name, row]) => taken(name, row)),
        example(
            "can be a resource mapping's, and is then hidden and can't go",
            [
                ok(create("`resource_mapping_inside_catalog_hive0`", PLAIN)),
                gives("SHOW CATALOGS LIKE 'resource%'", []),
                fails(
                    "DROP CATALOG `resource_mapping_inside_catalog_hive0`",
                    analyzing("Can't drop the resource mapping catalog"),
                ),
            ],
            { embeddedOnly: "takes names without the run's prefix" },
        ),
    ],
};
