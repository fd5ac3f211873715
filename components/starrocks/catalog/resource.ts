import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../../dynamic/resource";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { isCredentialKey } from "../masking";
import {
    type IcebergCacheArgs,
    type IcebergRestArgs,
    type S3DataArgs,
    typedProperties,
    unknownKeys,
} from "./typedProperties";

/** An external catalog of StarRocks. */
export interface StarRocksCatalogArgs {
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /** Name of the catalog. A change makes a new catalog before the old one is dropped. */
    catalogName: pulumi.Input<string>;
    /** Comment of the catalog. A change drops the catalog and makes it again. */
    comment?: pulumi.Input<string>;
    /** The Iceberg REST endpoint. Default: none, then `properties` says what kind of catalog it is. */
    rest?: IcebergRestArgs;
    /** How the data files are read and written. Default: as StarRocks does it. */
    s3?: S3DataArgs;
    /** What is cached. Default: as StarRocks does it. */
    cache?: IcebergCacheArgs;
    /** Who decides on access in StarRocks: `native`, `ranger` or `allowall`. Default: the cluster's setting. */
    accessControl?: pulumi.Input<string>;
    /**
     * More properties, as StarRocks knows them; they win over the typed arguments. Adding and changing a property
     * is done in place; removing one drops the catalog and makes it again. `type` defaults to `iceberg`. Default:
     * none.
     */
    properties?: Record<string, pulumi.Input<string>>;
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
        const { connection, rest, s3, cache, accessControl, properties, ...others } = args;
        super(
            "catalog",
            "starrocks:Catalog",
            name,
            {
                ...others,
                connection: secretConnection(connection ?? {}),
                properties: secretProperties({
                    ...typedProperties({ rest, s3, cache, accessControl }),
                    ...properties,
                }),
                starRocksVersion: undefined,
            },
            opts,
        );
        for (const key of unknownKeys(properties ?? {})) {
            pulumi.log.warn(
                `properties["${key}"] is accepted by StarRocks as anything is, but it isn't known to read it`,
                this,
            );
        }
    }
}

/** Credentials are secrets even where the program gives them in clear. */
function secretProperties(
    properties: Record<string, pulumi.Input<string>>,
): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
            key,
            isCredentialKey(key) ? pulumi.secret(value) : value,
        ]),
    );
}
