import { lakeformation } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type AccessLevel, lakeFormationPermissions } from "../access";
import { LakeFormationCatalogGrant } from "./catalogGrant";

/** Who is granted what in Lake Formation. */
export interface LakeFormationArgs {
    readonly access: AccessLevel;
    readonly region: pulumi.Input<string>;
    readonly principalArn: pulumi.Input<string>;
    /** Id of the table bucket's federated catalog, `<account>:s3tablescatalog/<bucket>`. */
    readonly catalogId: pulumi.Input<string>;
    readonly namespaces: readonly string[];
}

/**
 * Grants the access level on the table bucket's catalog, on each namespace, and on all tables of each
 * namespace. A level that needs nothing on one of the three gets no grant there.
 */
export function createLakeFormationGrants(
    name: string,
    args: LakeFormationArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    return [
        ...grantOnCatalog(name, args, opts),
        ...args.namespaces.flatMap((namespace) => grantOnNamespace(name, namespace, args, opts)),
    ];
}

function grantOnCatalog(
    name: string,
    { access, region, principalArn, catalogId }: LakeFormationArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const permissions = lakeFormationPermissions(access, "catalog");
    return permissions.length === 0
        ? []
        : [
              new LakeFormationCatalogGrant(
                  `${name}-grant-catalog`,
                  { region, catalogId, principal: principalArn, permissions },
                  opts,
              ),
          ];
}

function grantOnNamespace(
    name: string,
    namespace: string,
    { access, principalArn, catalogId }: LakeFormationArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    // Two grants on one thing overlap: the old one must be revoked before its successor is made, or revoking
    // it later would take away what both hold.
    const replaceable: pulumi.CustomResourceOptions = { ...opts, deleteBeforeReplace: true };
    return [
        new lakeformation.Permissions(
            `${name}-grant-namespace-${namespace}`,
            {
                principal: principalArn,
                permissions: lakeFormationPermissions(access, "namespace"),
                database: { catalogId, name: namespace },
            },
            replaceable,
        ),
        new lakeformation.Permissions(
            `${name}-grant-tables-${namespace}`,
            {
                principal: principalArn,
                permissions: lakeFormationPermissions(access, "tables"),
                table: { catalogId, databaseName: namespace, wildcard: true },
            },
            replaceable,
        ),
    ];
}
