import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../../dynamic/resource";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { isCredentialKey } from "../masking";

/** An external catalog of StarRocks. */
export interface StarRocksCatalogArgs {
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /** Name of the catalog. A change makes a new catalog before the old one is dropped. */
    catalogName: pulumi.Input<string>;
    /** Comment of the catalog. A change drops the catalog and makes it again. */
    comment?: pulumi.Input<string>;
    /**
     * Properties as StarRocks knows them, such as `iceberg.catalog.uri`. Adding and changing one is done in
     * place; removing one drops the catalog and makes it again. `type` defaults to `iceberg`; for a REST
     * catalog, time-outs and retries of the REST client are bounded unless they are given here.
     */
    properties: Record<string, pulumi.Input<string>>;
    /** Namespaces that StarRocks must be able to see, or the operation fails. Default: none. */
    namespaces?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * True to alter a catalog of that name that is there already into shape. Default: false, then only an
     * identical one is taken over.
     */
    adopt?: pulumi.Input<boolean>;
    /** Seconds to wait for a new key, policy or grant to take effect. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
}

/** An external catalog of StarRocks, managed through SQL. */
export class StarRocksCatalog extends DynamicResource {
    /** Name of the catalog. */
    declare public readonly catalogName: pulumi.Output<string>;
    /** Version that the frontend gives itself, such as `3.5.7-d2da301`. */
    declare public readonly starRocksVersion: pulumi.Output<string>;

    constructor(name: string, args: StarRocksCatalogArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            "catalog",
            "starrocks:Catalog",
            name,
            {
                ...args,
                connection: secretConnection(args.connection ?? {}),
                properties: secretProperties(args.properties),
                starRocksVersion: undefined,
            },
            opts,
        );
    }
}

/** Credentials are secrets even where the program gives them in clear. */
function secretProperties(
    properties: StarRocksCatalogArgs["properties"],
): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
            key,
            isCredentialKey(key) ? pulumi.secret(value) : value,
        ]),
    );
}
