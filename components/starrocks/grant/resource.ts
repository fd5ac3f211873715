import * as pulumi from "@pulumi/pulumi";
import { ownerOf } from "../../hosts/owner";
import { DynamicResource } from "../../hosts/resource";
import type { AccessLevel } from "../../permissions/access";
import { refuseArguments } from "../../shared/schema/refuse";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { grantSchema } from "./schema";

/**
 * Privileges of StarRocks, in its own words: https://docs.starrocks.io/docs/administration/user_privs/privilege_item/
 */
export interface StarRocksPrivilegesArgs {
    /** Privileges on the catalog: `USAGE`, `CREATE DATABASE`, `DROP`, `ALTER`. Default: none. */
    catalog?: pulumi.Input<pulumi.Input<string>[]>;
    /** Privileges on the chosen namespaces: `CREATE TABLE`, `DROP`, `ALTER`, `CREATE VIEW`. Default: none. */
    databases?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Privileges on the tables: `DELETE`, `DROP`, `INSERT`, `SELECT`, `ALTER`, `EXPORT`, `UPDATE`, `REFRESH`.
     * Default: none.
     */
    tables?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of `StarRocksGrant`. */
export interface StarRocksGrantArgs {
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /** Name of the external catalog. Pass the output of the catalog, so that the grant returns after a replacement. */
    catalogName: pulumi.Input<string>;
    /** Name of the role: at most 64 letters, digits and underscores. Either this or `user`. */
    role?: pulumi.Input<string>;
    /**
     * Name of the user, with `@` and a host if that isn't `%`, as StarRocks lists it: `etl`, `'etl'@'10.0.0.0/8'`,
     * `'etl'@['host']`. Either this or `role`.
     */
    user?: pulumi.Input<string>;
    /** True to create a role that is missing. It is never dropped. Default: false, then a missing role is an error. */
    createRole?: pulumi.Input<boolean>;
    /**
     * True to count what the role or user holds already as given by this grant, so that it is taken back when the grant
     * goes. Default: false, then what was granted before, by another stack or by hand, stays.
     */
    adopt?: pulumi.Input<boolean>;
    /** Access level, which stands for a list of privileges (docs/permissions.md). Either this or `privileges`. */
    access?: pulumi.Input<AccessLevel>;
    /** Privileges one by one, at least one. Either this or `access`. */
    privileges?: pulumi.Input<StarRocksPrivilegesArgs>;
    /** Namespaces that the grant is limited to. Not together with `tables`. Default: all, those of the future too. */
    namespaces?: pulumi.Input<pulumi.Input<string>[]>;
    /** Tables that the grant is limited to, as `<namespace>.<table>`. Default: all of the chosen namespaces. */
    tables?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Privileges of a role or a user in an external catalog, managed through SQL. Deleting it revokes what it gave, and
 * nothing else: what another grant of the program gives too stays, and so does what was held before.
 *
 * Another catalog, role or user replaces the grant; whatever else is given or taken back in place.
 */
export class StarRocksGrant extends DynamicResource {
    /** What is granted, one privilege each: `SELECT ON ALL TABLES IN DATABASE sales`. */
    declare public readonly grants: pulumi.Output<string[]>;

    constructor(name: string, args: StarRocksGrantArgs, opts?: pulumi.CustomResourceOptions) {
        refuseArguments(name, grantSchema, args);
        super(
            "grant",
            "starrocks:Grant",
            name,
            {
                ...args,
                owner: ownerOf(name),
                connection: secretConnection(args.connection ?? {}),
                frontends: undefined,
                grants: undefined,
                found: undefined,
                clusterId: undefined,
            },
            // What it finds is told apart from what it gave only by the one that it replaces.
            pulumi.mergeOptions({ deleteBeforeReplace: true }, opts),
        );
    }
}
