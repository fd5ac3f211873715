import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../../dynamic/resource";
import { isCredentialKey } from "../masking";

/** How StarRocks is reached. Whatever is left out is read from the stack's configuration. */
export interface StarRocksConnectionArgs {
    /** Host name or address of a frontend. Default: configuration `starrocks:host`. */
    host?: pulumi.Input<string>;
    /** MySQL protocol port of the frontend. Default: configuration `starrocks:port`, else 9030. */
    port?: pulumi.Input<number>;
    /**
     * User with the roles `db_admin` and `user_admin` as default roles. Default: configuration
     * `starrocks:user`.
     */
    user?: pulumi.Input<string>;
    /**
     * Password of the user; stored encrypted in the state. Default: configuration `starrocks:password`
     * (`pulumi config set --secret`), which keeps it out of the state.
     */
    password?: pulumi.Input<string>;
}

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

function secretConnection({ password, ...rest }: StarRocksConnectionArgs): StarRocksConnectionArgs {
    return password === undefined ? rest : { ...rest, password: pulumi.secret(password) };
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
