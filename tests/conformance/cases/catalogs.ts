import { escape as literal } from "mysql2";

export type Properties = Readonly<Record<string, string | undefined>>;

export const URI = "http://~host/iceberg";

export const PLAIN: Properties = {
    type: "iceberg",
    "iceberg.catalog.type": "rest",
    "iceberg.catalog.uri": URI,
};

/** As in the documentation's article on Amazon S3 Tables, with a signing Region. */
export const GLUE: Properties = {
    ...PLAIN,
    "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/lake",
    "iceberg.catalog.rest.sigv4-enabled": "true",
    "iceberg.catalog.rest.signing-name": "glue",
    "iceberg.catalog.rest.signing-region": "us-east-1",
    "iceberg.catalog.rest.access-key-id": "AKIAIOSFODNN7EXAMPLE",
    "iceberg.catalog.rest.secret-access-key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws.s3.region": "us-east-1",
};
export const STATIC_KEYS = "AKIAIOSFODNN7EXAMPLE/us-east-1/glue";

/** The properties in the order in which SHOW CREATE CATALOG lists those of GLUE, masked. */
export const GLUE_SHOWN: readonly (readonly [key: string, value: string])[] = [
    ["iceberg.catalog.rest.secret-access-key", "wJ******EY"],
    ["iceberg.catalog.rest.access-key-id", "AK******LE"],
    ["aws.s3.region", "us-east-1"],
    ["iceberg.catalog.uri", URI],
    ["iceberg.catalog.warehouse", "123456789012:s3tablescatalog/lake"],
    ["iceberg.catalog.rest.sigv4-enabled", "true"],
    ["type", "iceberg"],
    ["iceberg.catalog.rest.signing-name", "glue"],
    ["iceberg.catalog.type", "rest"],
    ["iceberg.catalog.rest.signing-region", "us-east-1"],
];

/** CREATE EXTERNAL CATALOG; undefined properties are left out. `beforeProperties` is a comment. */
export function create(name: string, properties: Properties, beforeProperties = ""): string {
    const list = Object.entries(properties)
        .filter((entry): entry is [string, string] => entry[1] !== undefined)
        .map(([key, value]) => `${literal(key)} = ${literal(value)}`);
    return `CREATE EXTERNAL CATALOG ${name} ${beforeProperties} PROPERTIES (${list.join(", ")})`;
}

export const CREATE_LAKE = create("~lake", GLUE);
/** 3.5 loads the catalog at its first use; from then on both versions send the same requests. */
export const LOADED_LAKE = [CREATE_LAKE, "USE ~lake.db2", "SET CATALOG default_catalog"];

/** The text of SHOW CREATE CATALOG. */
export function shown(
    name: string,
    properties: readonly (readonly [key: string, value: string])[],
    comment?: string,
): string {
    const commentLine = comment === undefined ? "" : `comment "${comment}"\n`;
    const list = properties.map(([key, value]) => `"${key}"  =  "${value}"`).join(",\n");
    return `CREATE EXTERNAL CATALOG \`${name}\`\n${commentLine}PROPERTIES (${list}\n)`;
}

export const CONFIG = "GET config?warehouse=123456789012%3As3tablescatalog%2Flake";
export const LIST_NAMESPACES = "GET namespaces?pageToken=";
/** Of a statement that makes or changes a catalog: 3.5 puts it off. */
export const LOADS_NOW = { "4.1": [CONFIG], "3.5": [] } as const;
/** Of the first statement that uses a catalog. */
export const FIRST_LIST = { "4.1": [LIST_NAMESPACES], "3.5": [CONFIG, LIST_NAMESPACES] } as const;

export const DATABASES = [["db1"], ["db2"], ["information_schema"]] as const;
