import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_MODULE, requireInstalled } from "./installed";

/** The dynamic providers of this package, by their name in `provider.ts`. */
export type DynamicProviderName = "catalog" | "grant" | "lakeFormationGrants" | "federation";

/**
 * A dynamic resource whose provider is stored by reference.
 *
 * `pulumi.dynamic.Resource` stores the provider's code in the state of every resource. Code that is saved
 * there goes stale (pulumi/pulumi#16826), shows as a change whenever the package is updated
 * (pulumi/pulumi#12401), and closures over modules break when it is serialised. This class puts a constant
 * line of text in its place, the same however the package is installed, which loads the package in the
 * provider's process. The required path is stored in users' state: it must never change.
 */
export class DynamicResource extends pulumi.CustomResource {
    constructor(
        provider: DynamicProviderName,
        type: string,
        name: string,
        props: pulumi.Inputs,
        opts?: pulumi.CustomResourceOptions,
    ) {
        requireInstalled();
        super(`pulumi-nodejs:dynamic/${type}`, name, { ...props, __provider: providerText(provider) }, opts);
    }
}

/** Resolves as a file in the program's folder does, so that a program in this package's own checkout finds it too. */
export function providerText(provider: DynamicProviderName): string {
    return (
        'exports.handler = () => require("module").createRequire(process.cwd() + "/")' +
        `("${PROVIDER_MODULE}").${provider};`
    );
}
