import type { ServerDescription } from "../connection/server";
import type { ConnectionInputs } from "../connection/settings";

/** Inputs of a catalog as the engine hands them to its provider. */
export interface CatalogInputs {
    readonly connection: ConnectionInputs;
    /** `host:port` of the frontends that the connection leads to; none in state of an earlier release. */
    readonly frontends?: readonly string[];
    /** Who declares the catalog, `<organization>/<project>/<stack>/<name>`; none in state of an earlier release. */
    readonly owner?: string;
    readonly catalogName: string;
    readonly comment?: string;
    readonly properties: Readonly<Record<string, string>>;
    /** Keys of properties that only the program's mark makes a secret; nothing in state of older versions. */
    readonly secretProperties?: readonly string[];
    /** Paths of the other inputs that the program marks as secrets; nothing if there are none. */
    readonly secretInputs?: readonly string[];
    /** Namespaces that StarRocks must see in the catalog. */
    readonly namespaces: readonly string[];
    /** True if a catalog of that name that differs may be altered into shape. */
    readonly adopt: boolean;
    /** Seconds to wait for keys and grants to take effect. */
    readonly propagationTimeoutSeconds: number;
}

/** Stored state of a catalog: its inputs, what the frontend said of itself, and how the catalog is marked. */
export interface CatalogState extends CatalogInputs, ServerDescription {
    /**
     * The mark that the catalog carries while it belongs to this resource instance; none in state of an earlier
     * release.
     */
    readonly mark?: string;
}

/** A catalog with the mark that it should carry. */
export interface MarkedCatalog extends CatalogInputs {
    readonly mark?: string;
}
