/** Settings to copy for using the tables from StarRocks and other engines. Contains no credentials. */
export interface IntegrationSnippets {
    /** Name of the table bucket. */
    readonly tableBucketName: string;
    /** Namespaces of the integration. */
    readonly namespaces: string[];
    /** Statements for a StarRocks SQL client. */
    readonly starRocks: string;
    /** Lines for `spark-defaults.conf`, or for individual `--conf` options. */
    readonly spark: string;
    /** Content of `etc/catalog/<catalog>.properties` in Trino 475 or later. */
    readonly trino: string;
    /** Content of `~/.pyiceberg.yaml`. */
    readonly pyIceberg: string;
}

/** What a client of the same tables has to know. */
export interface SharedTables {
    readonly catalogName: string;
    readonly tableBucketName: string;
    readonly namespaces: readonly string[];
    readonly restEndpoint: string;
    readonly warehouse: string;
    readonly signingName: string;
    readonly region: string;
    /** Whether the endpoint hands out credentials for the data. */
    readonly isVended: boolean;
}

/** The snippets of an integration's tables. Every client signs with credentials of its own. */
export function snippets(tables: SharedTables): IntegrationSnippets {
    return {
        tableBucketName: tables.tableBucketName,
        namespaces: [...tables.namespaces],
        starRocks: `SET CATALOG ${tables.catalogName};\nSHOW DATABASES;\n`,
        spark: spark(tables),
        trino: trino(tables),
        pyIceberg: pyIceberg(tables),
    };
}

type Settings = readonly (readonly [key: string, value: string])[];

/** Iceberg's REST client, in Java and in Python alike: `RESTCatalog`, and `AwsProperties` for what is signed. */
function restClient({ restEndpoint, warehouse, signingName, region }: SharedTables): Settings {
    return [
        ["type", "rest"],
        ["uri", restEndpoint],
        ["warehouse", warehouse],
        ["rest.sigv4-enabled", "true"],
        ["rest.signing-name", signingName],
        ["rest.signing-region", region],
    ];
}

const DELEGATION = "header.X-Iceberg-Access-Delegation";

/**
 * As AWS's guides to both endpoints have it:
 * https://docs.aws.amazon.com/glue/latest/dg/connect-glu-iceberg-rest.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-open-source.html
 */
function spark(tables: SharedTables): string {
    const catalog = `spark.sql.catalog.${tables.catalogName}`;
    const settings: Settings = [
        ...restClient(tables),
        ["io-impl", "org.apache.iceberg.aws.s3.S3FileIO"],
        ["client.region", tables.region],
        ["rest-metrics-reporting-enabled", "false"],
        ...(tables.isVended ? [[DELEGATION, "vended-credentials"] as const] : []),
    ];
    return lines(
        [
            ["spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"],
            [catalog, "org.apache.iceberg.spark.SparkCatalog"],
            ...settings.map(([key, value]) => [`${catalog}.${key}`, value] as const),
        ],
        " ",
    );
}

/** https://trino.io/docs/current/object-storage/metastores.html#rest-catalog */
function trino({ restEndpoint, warehouse, signingName, region, isVended }: SharedTables): string {
    return lines(
        [
            ["connector.name", "iceberg"],
            ["iceberg.catalog.type", "rest"],
            ["iceberg.rest-catalog.uri", restEndpoint],
            ["iceberg.rest-catalog.warehouse", warehouse],
            ["iceberg.rest-catalog.security", "SIGV4"],
            ["iceberg.rest-catalog.signing-name", signingName],
            ["iceberg.rest-catalog.view-endpoints-enabled", "false"],
            ["iceberg.rest-catalog.vended-credentials-enabled", String(isVended)],
            ["fs.native-s3.enabled", "true"],
            ["s3.region", region],
        ],
        "=",
    );
}

/** https://py.iceberg.apache.org/configuration/#rest-catalog: it asks for credentials unless the header says nothing. */
function pyIceberg(tables: SharedTables): string {
    const settings: Settings = [
        ...restClient(tables),
        ["s3.region", tables.region],
        ...(tables.isVended ? [] : [[DELEGATION, ""] as const]),
    ];
    return [
        "catalog:",
        `  ${tables.catalogName}:`,
        ...settings.map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`),
        "",
    ].join("\n");
}

function lines(settings: Settings, separator: string): string {
    return settings.map(([key, value]) => `${key}${separator}${value}\n`).join("");
}
