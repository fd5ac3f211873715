export type StarRocksVersion = "3.5" | "4.1";

/** What differs between the two frontends; everything else is common. Observed on 3.5.7 and 4.1-dev. */
export interface VersionFacts {
    versionComment: string;
    /** The first connection's id is this one shifted left by 24 bits. */
    frontendId: number;
    userAgent: string;
    icebergVersion: string;
    /** CREATE and ALTER CATALOG load the REST catalog at once (StarRocks #62023). */
    loadsCatalogAtCreate: boolean;
    checksAccessControlAtCreate: boolean;
    retriedStatuses: readonly number[];
    refusedAlter(cause: string): string;
    userExists(user: string): string;
    userMissing(user: string): string;
    newTableProperties: Readonly<Record<string, string>>;
    /** Properties that CREATE TABLE may not set, since the defaults hold the same key. */
    fixedTableProperties: readonly string[];
    purgesOnForcedDrop: boolean;
    selectOfEmptyTableNeedsBackend: boolean;
    /** DELETE works on Iceberg tables. */
    deletesIcebergRows: boolean;
    processListColumns: readonly string[];
    /** System variables that exist only here; they show in "most similar variables". */
    variables: Readonly<Record<string, string>>;
}

const PROCESS_LIST = [
    "ServerName",
    "Id",
    "User",
    "Host",
    "Db",
    "Command",
    "ConnectionStartTime",
    "Time",
    "State",
    "Info",
    "IsPending",
    "Warehouse",
] as const;

export const VERSIONS: Readonly<Record<StarRocksVersion, VersionFacts>> = {
    "3.5": {
        versionComment: "3.5.7-UNKNOWN",
        frontendId: 1,
        userAgent: "Apache-HttpClient/5.4.3 (Java/17.0.13)",
        icebergVersion: "1.9.0",
        loadsCatalogAtCreate: false,
        checksAccessControlAtCreate: false,
        retriedStatuses: [429, 502, 503, 504],
        refusedAlter: (cause) => `Alter catalog failed, msg: [${cause}]`,
        userExists: (user) => `Operation CREATE USER failed for ${user} : user already exists`,
        userMissing: (user) => `Operation DROP USER failed for ${user} : user not exists`,
        newTableProperties: {
            "write.format.default": "parquet",
            "write.parquet.compression-codec": "gzip",
            "format-version": "1",
        },
        fixedTableProperties: ["format-version"],
        purgesOnForcedDrop: true,
        selectOfEmptyTableNeedsBackend: true,
        deletesIcebergRows: false,
        processListColumns: PROCESS_LIST,
        variables: { window_partition_mode: "1" },
    },
    "4.1": {
        versionComment: "main-70d1c24",
        frontendId: 2,
        userAgent: "StarRocks-Iceberg-Connector/main-70d1c24",
        icebergVersion: "1.10.0",
        loadsCatalogAtCreate: true,
        checksAccessControlAtCreate: true,
        retriedStatuses: [408, 429, 500, 502, 503, 504],
        refusedAlter: (cause) => cause,
        userExists: (user) => `user ${user} already exists!`,
        userMissing: (user) => `cannot find user ${user}!`,
        newTableProperties: { "write.format.default": "parquet", "format-version": "2" },
        fixedTableProperties: [],
        purgesOnForcedDrop: false,
        selectOfEmptyTableNeedsBackend: false,
        deletesIcebergRows: true,
        processListColumns: [...PROCESS_LIST, "CNGroup", "Catalog", "QueryId"],
        variables: { enable_inner_join_to_semi: "true" },
    },
};
