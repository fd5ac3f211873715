import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../dynamic/resource";

/** What is granted on a nested catalog, and to whom. */
export interface LakeFormationCatalogGrantArgs {
    /** Region of the catalog, such as `eu-west-1`. */
    region: pulumi.Input<string>;
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    catalogId: pulumi.Input<string>;
    /** ARN of the IAM user or role. */
    principal: pulumi.Input<string>;
    /** Lake Formation permissions, such as `CREATE_DATABASE`. */
    permissions: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A Lake Formation grant on a nested catalog, such as the one that Glue makes of a table bucket.
 *
 * `aws.lakeformation.Permissions` can only name the account's root catalog (terraform-provider-aws#40724), so
 * this resource calls Lake Formation's API itself. It finds its credentials as the AWS SDK does, and in the
 * stack's `aws:*` configuration; it can't see an explicit `aws.Provider`.
 */
export class LakeFormationCatalogGrant extends DynamicResource {
    declare public readonly catalogId: pulumi.Output<string>;
    declare public readonly principal: pulumi.Output<string>;
    declare public readonly permissions: pulumi.Output<string[]>;

    constructor(name: string, args: LakeFormationCatalogGrantArgs, opts?: pulumi.CustomResourceOptions) {
        super("lakeFormationCatalogGrant", "lakeformation:CatalogGrant", name, { ...args }, opts);
    }
}
