import * as pulumi from "@pulumi/pulumi";
import { refuseArguments } from "../../common/schema/refuse";
import { ownerOf } from "../../hosts/owner";
import { HostedResource } from "../../hosts/resource";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { warnOfPlainPassword } from "../connection/plainPassword";
import { isCredentialKey } from "../masking";
import type { AccessControl } from "./accessControl";
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
    /** How to connect to StarRocks. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /**
     * Name of the catalog: at most 64 letters, digits and underscores. Changing it creates a new catalog and then drops
     * the old one.
     */
    catalogName: pulumi.Input<string>;
    /** Comment of the catalog. Changing it drops and recreates the catalog. Default: none. */
    comment?: pulumi.Input<string>;
    /** The Iceberg REST endpoint. Default: none; `properties` then defines the kind of catalog. */
    rest?: IcebergRestArgs;
    /** How StarRocks reads and writes the data files. Default: StarRocks' defaults. */
    s3?: S3DataArgs;
    /** Cache settings. Default: StarRocks' defaults. */
    cache?: IcebergCacheArgs;
    /** Access control in StarRocks; 3.5 ignores it. Default: the cluster's setting. */
    accessControl?: pulumi.Input<AccessControl>;
    /**
     * Further StarRocks properties; they override the typed arguments. Adding or changing a property alters the catalog
     * in place; removing one drops and recreates it. `type` defaults to `iceberg`. Default: none.
     */
    properties?: Record<string, pulumi.Input<string>>;
    /** Namespaces that StarRocks must be able to see, otherwise the operation fails. Default: none. */
    namespaces?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * True to take over an existing catalog of that name and alter it to match, even one that belongs to another stack,
     * which then no longer drops it. Default: false. Then an existing catalog without an owner is taken over if it is
     * identical; if it differs, an error lists the differences, and if it belongs to another stack, an error names that
     * stack.
     */
    adopt?: pulumi.Input<boolean>;
    /** Seconds to wait for a new key, policy or grant to take effect; 0 to not wait. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
}

/**
 * An external catalog in StarRocks 3.4.2 or later, managed through SQL.
 *
 * If the arguments include the access key, the machine that runs Pulumi first calls the endpoint with it, and sends
 * nothing to StarRocks until the endpoint answers. `SHOW DATABASES` then verifies the catalog. An error says what was
 * seen, which step to fix, and what to do (docs/troubleshooting.md). Deleting the resource drops the catalog; tables
 * and data stay.
 *
 * @example Any Iceberg REST catalog, with OAuth2
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { StarRocksCatalog } from "pulumi-starrocks-s3tables";
 *
 * export const lake = new StarRocksCatalog("lakehouse", {
 *     catalogName: "lakehouse",
 *     rest: {
 *         uri: "https://catalog.example.com/iceberg",
 *         warehouse: "lakehouse",
 *         oauth2: {
 *             serverUri: "https://login.example.com/token",
 *             credential: new pulumi.Config().requireSecret("credential"),
 *         },
 *     },
 *     namespaces: ["sales"],
 * });
 * ```
 */
export class StarRocksCatalog extends HostedResource {
    /** Name of the catalog. */
    declare public readonly catalogName: pulumi.Output<string>;
    /** Version that the frontend reports, such as `3.5.7-d2da301`. */
    declare public readonly starRocksVersion: pulumi.Output<string>;

    constructor(name: string, args: StarRocksCatalogArgs, opts?: pulumi.CustomResourceOptions) {
        refuseArguments(name, catalogSchema, args);
        const { connection, rest, s3, cache, accessControl, properties, ...others } = args;
        const allProperties = { ...typedProperties({ rest, s3, cache, accessControl }), ...properties };
        super(
            { provider: "catalog", dynamicType: "starrocks:Catalog", pluginType: "Catalog" },
            name,
            {
                ...others,
                owner: ownerOf(name),
                connection: secretConnection(connection ?? {}),
                properties: withSecretCredentials(allProperties),
                secretProperties: pulumi.output(keysMarkedSecret(allProperties)),
                starRocksVersion: undefined,
            },
            opts,
        );
        warnOfPlainPassword(connection, this);
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
