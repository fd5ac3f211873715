import type * as pulumi from "@pulumi/pulumi";
import type { AccessLevel } from "../../access";
import { DynamicResource } from "../../dynamic/resource";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";

/** Privileges of StarRocks, in its own words. */
export interface StarRocksPrivilegesArgs {
    /** Privileges on the catalog, such as `USAGE` or `CREATE DATABASE`. Default: none. */
    catalog?: pulumi.Input<pulumi.Input<string>[]>;
    /** Privileges on the chosen namespaces, such as `CREATE TABLE`. Default: none. */
    databases?: pulumi.Input<pulumi.Input<string>[]>;
    /** Privileges on the tables, such as `SELECT`. Default: none. */
    tables?: pulumi.Input<pulumi.Input<string>[]>;
}

/** What a role or a user may do in an external catalog. */
export interface StarRocksGrantArgs {
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /** Name of the external catalog. Pass the output of the catalog, so that the grant returns after a replacement. */
    catalogName: pulumi.Input<string>;
    /** Name of the role. Either this or `user`. */
    role?: pulumi.Input<string>;
    /** Name of the user, with `@` and a host if that isn't `%`. Either this or `role`. */
    user?: pulumi.Input<string>;
    /** True to create the role if it is missing. It is never dropped. Default: false. */
    createRole?: pulumi.Input<boolean>;
    /** Access level. Either this or `privileges`. */
    access?: pulumi.Input<AccessLevel>;
    /** Privileges one by one. Either this or `access`. */
    privileges?: pulumi.Input<StarRocksPrivilegesArgs>;
    /** Namespaces that the grant is limited to. Default: all, those of the future too. */
    namespaces?: pulumi.Input<pulumi.Input<string>[]>;
    /** Tables that the grant is limited to, as `<namespace>.<table>`. Default: all of the chosen namespaces. */
    tables?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Privileges of a role or a user in an external catalog, managed through SQL. Deleting it revokes what it gave,
 * and nothing else. StarRocks doesn't count who gave a privilege: no two grants should give one grantee the same.
 */
export class StarRocksGrant extends DynamicResource {
    /** What is granted, one privilege each: `SELECT ON ALL TABLES IN DATABASE sales`. */
    declare public readonly grants: pulumi.Output<string[]>;

    constructor(name: string, args: StarRocksGrantArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            "grant",
            "starrocks:Grant",
            name,
            { ...args, connection: secretConnection(args.connection ?? {}), grants: undefined },
            opts,
        );
    }
}
