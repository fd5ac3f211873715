import * as pulumi from "@pulumi/pulumi";
import { ownerOf } from "../../hosts/owner";
import { DynamicResource } from "../../hosts/resource";
import { refuseArguments } from "../../shared/schema/refuse";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { isCredentialKey } from "../masking";
import { unknownPropertyWarnings } from "./knownProperties";
import { catalogSchema } from "./schema";
import {
    type IcebergCacheArgs,
    type IcebergRestArgs,
    type S3DataArgs,
    typedProperties,
} from "./typedProperties";

/** Arguments of `StarRocksCatalog`. */
export interface StarRocksCatalogArgs {
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /**
     * Name of the catalog: at most 64 letters, digits and underscores. A change makes a new catalog before the old one
     * is dropped.
     */
    catalogName: pulumi.Input<string>;
    /** Comment of the catalog. A change drops the catalog and makes it again. Default: none. */
    comment?: pulumi.Input<string>;
    /** The Iceberg REST endpoint. Default: none, then `properties` says what kind of catalog it is. */
    rest?: IcebergRestArgs;
    /** How the data files are read and written. Default: as StarRocks does it. */
    s3?: S3DataArgs;
    /** What is cached. Default: as StarRocks does it. */
    cache?: IcebergCacheArgs;
    /**
     * Who decides on access in StarRocks: `native`, `ranger` or `allowall`; 3.5 ignores it. Default: the cluster's
     * setting.
     */
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
     * True to alter a catalog of that name that is there already into shape, also one of another stack, which then no
     * longer drops it. Default: false, then an identical one of nobody's is taken over; one that differs is an error,
     * which lists the differences, and so is one of another stack, which is named.
     */
    adopt?: pulumi.Input<boolean>;
    /** Seconds to wait for a new key, policy or grant to take effect; 0 not to wait. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
}

/**
 * An external catalog of StarRocks 3.4.2 or later, managed through SQL.
 *
 * Where the key is among the arguments, the endpoint is called from here first, with the same key, and nothing is sent
 * to StarRocks before it answers. The catalog is then proven by `SHOW DATABASES`. An error names what was seen, the
 * step to mend, and what to do (docs/troubleshooting.md). Deleting it drops the catalog; tables and data stay.
 */
export class StarRocksCatalog extends DynamicResource {
    /** Name of the catalog. */
    declare public readonly catalogName: pulumi.Output<string>;
    /** Version that the frontend gives itself, such as `3.5.7-d2da301`. */
    declare public readonly starRocksVersion: pulumi.Output<string>;

    constructor(name: string, args: StarRocksCatalogArgs, opts?: pulumi.CustomResourceOptions) {
        refuseArguments(name, catalogSchema, args);
        const { connection, rest, s3, cache, accessControl, properties, ...others } = args;
        const allProperties = { ...typedProperties({ rest, s3, cache, accessControl }), ...properties };
        super(
            "catalog",
            "starrocks:Catalog",
            name,
            {
                ...others,
                owner: ownerOf(name),
                connection: secretConnection(connection ?? {}),
                properties: withSecretCredentials(allProperties),
                secretProperties: pulumi.output(keysMarkedSecret(allProperties)),
                frontends: undefined,
                starRocksVersion: undefined,
                clusterId: undefined,
                mark: undefined,
            },
            opts,
        );
        for (const warning of unknownPropertyWarnings(properties ?? {})) {
            pulumi.log.warn(warning, this);
        }
    }
}

type PropertyInputs = Readonly<Record<string, pulumi.Input<string>>>;

/** Credentials are secrets even where the program gives them in clear. */
function withSecretCredentials(properties: PropertyInputs): PropertyInputs {
    return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
            key,
            isCredentialKey(key) ? pulumi.secret(value) : value,
        ]),
    );
}

/**
 * The properties that only the program's own mark makes a secret: the provider's process gets all values in clear.
 * Nothing if there are none, so that most catalogs have no such input.
 */
async function keysMarkedSecret(properties: PropertyInputs): Promise<string[] | undefined> {
    const keys = Object.keys(properties).filter((key) => !isCredentialKey(key));
    const marks = await Promise.all(
        keys.map((key) => {
            const value = properties[key];
            return pulumi.Output.isInstance(value) && pulumi.isSecret(value as pulumi.Output<string>);
        }),
    );
    const marked = keys.filter((_, index) => marks[index]);
    return marked.length === 0 ? undefined : marked;
}
