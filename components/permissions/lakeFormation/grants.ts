import type * as pulumi from "@pulumi/pulumi";
import { ownerOf } from "../../hosts/owner";
import { HostedResource } from "../../hosts/resource";

/** What is granted on a nested catalog and what is in it, and to whom. */
export interface LakeFormationGrantsArgs {
    /** Region of the catalog, such as `eu-west-1`. */
    region: pulumi.Input<string>;
    /** Settings of the component's own AWS provider. Default: those of the stack's default one. */
    awsProvider?: pulumi.Inputs;
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    catalogId: pulumi.Input<string>;
    /** ARN of the IAM user or role. */
    principal: pulumi.Input<string>;
    /** True if the stack itself makes the principal, so that all it holds was given by the stack. Default: false. */
    principalIsOwn?: boolean;
    /** Permissions with commas between them, by `catalog`, `namespace <name>` and `tables of <name>`. */
    grants: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Seconds to wait for Lake Formation to recognize the principal and the catalog. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
}

/**
 * All Lake Formation grants of a principal on a table bucket.
 *
 * One resource that calls Lake Formation's API, because `aws.lakeformation.Permissions` can't name a nested catalog
 * (terraform-provider-aws#40724), needs two resources for each namespace, reads `SELECT` and `ALL` back as something
 * else (terraform-provider-aws#49453), and interrupts access when a level changes, since it can only replace. It
 * calls AWS as the component's AWS provider does.
 */
export class LakeFormationGrants extends HostedResource {
    constructor(name: string, args: LakeFormationGrantsArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            {
                provider: "lakeFormationGrants",
                dynamicType: "lakeformation:Grants",
                pluginType: "LakeFormationGrants",
            },
            name,
            { ...args, owner: ownerOf(name), found: undefined },
            opts,
        );
    }
}
