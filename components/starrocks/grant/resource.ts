import * as pulumi from "@pulumi/pulumi";
import { refuseArguments } from "../../common/schema/refuse";
import { ownerOf } from "../../hosts/owner";
import { HostedResource } from "../../hosts/resource";
import type { AccessLevel } from "../../permissions/access";
import { type StarRocksConnectionArgs, secretConnection } from "../connection/args";
import { warnOfPlainPassword } from "../connection/plainPassword";
import { grantSchema } from "./schema";

/** StarRocks privileges: https://docs.starrocks.io/docs/administration/user_privs/privilege_item/ */
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
    /** How to connect to StarRocks. Default: the stack's configuration `starrocks:*`. */
    connection?: StarRocksConnectionArgs;
    /**
     * Name of the external catalog. Pass the catalog's output, so that the grant is restored after the catalog is
     * replaced.
     */
    catalogName: pulumi.Input<string>;
    /** Name of the role: at most 64 letters, digits and underscores. Set either this or `user`. */
    role?: pulumi.Input<string>;
    /**
     * Name of the user as StarRocks lists it, with `@` and a host unless that is `%`: `etl`, `'etl'@'10.0.0.0/8'`,
     * `'etl'@['host']`. Set either this or `role`.
     */
    user?: pulumi.Input<string>;
    /**
     * True to create the role if it doesn't exist. It is never dropped. Default: false; a missing role is then an
     * error.
     */
    createRole?: pulumi.Input<boolean>;
    /**
     * True to treat privileges that the role or user already holds as given by this grant, so that deleting the grant
     * revokes them. Default: false; privileges granted earlier, by another stack or by hand, then stay.
     */
    adopt?: pulumi.Input<boolean>;
    /** Access level, which stands for a list of privileges (docs/permissions.md). Set either this or `privileges`. */
    access?: pulumi.Input<AccessLevel>;
    /** Individual privileges, at least one. Set either this or `access`. */
    privileges?: pulumi.Input<StarRocksPrivilegesArgs>;
    /** Namespaces to limit the grant to. Not together with `tables`. Default: all, including future ones. */
    namespaces?: pulumi.Input<pulumi.Input<string>[]>;
    /** Tables to limit the grant to, as `<namespace>.<table>`. Default: all tables of the chosen namespaces. */
    tables?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Privileges of a role or user on an external catalog, managed through SQL. Deleting the resource revokes only what it
 * granted: privileges that another grant in the program gives stay, and so do those that were held before.
 *
 * Changing the catalog, role or user replaces the grant; other changes grant and revoke in place.
 *
 * @example A role that may query one namespace
 * ```ts
 * import { AccessLevel, StarRocksGrant } from "pulumi-starrocks-s3tables";
 *
 * export const readers = new StarRocksGrant("readers", {
 *     catalogName: "lakehouse",
 *     role: "analyst",
 *     createRole: true,
 *     access: AccessLevel.Read,
 *     namespaces: ["sales"],
 * });
 * ```
 */
export class StarRocksGrant extends HostedResource {
    /** The granted privileges, one per entry: `SELECT ON ALL TABLES IN DATABASE sales`. */
    declare public readonly grants: pulumi.Output<string[]>;

    constructor(name: string, args: StarRocksGrantArgs, opts?: pulumi.CustomResourceOptions) {
        refuseArguments(name, grantSchema, args);
        super(
            { provider: "grant", dynamicType: "starrocks:Grant", pluginType: "Grant" },
            name,
            {
                ...args,
                owner: ownerOf(name),
                connection: secretConnection(args.connection ?? {}),
                grants: undefined,
            },
            // What it finds is told apart from what it gave only by the one that it replaces.
            pulumi.mergeOptions({ deleteBeforeReplace: true }, opts),
        );
        warnOfPlainPassword(args.connection, this);
    }
}
