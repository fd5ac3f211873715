import type { ConnectionInputs } from "../connection/settings";

/** Inputs of a catalog as the engine hands them to its provider. */
export interface CatalogInputs {
    readonly connection: ConnectionInputs;
    readonly catalogName: string;
    readonly comment?: string;
    readonly properties: Readonly<Record<string, string>>;
    /** Keys of properties that only the program's mark makes a secret; nothing in state of older versions. */
    readonly secretProperties?: readonly string[];
    /** Namespaces that StarRocks must see in the catalog. */
    readonly namespaces: readonly string[];
    /** True if a catalog of that name that differs may be altered into shape. */
    readonly adopt: boolean;
    /** Seconds to wait for keys and grants to take effect. */
    readonly propagationTimeoutSeconds: number;
}

/** Stored state of a catalog: its inputs, and what the frontend said of itself. */
export interface CatalogState extends CatalogInputs {
    readonly starRocksVersion: string;
}
