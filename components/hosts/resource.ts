import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_MODULE, requireInstalled } from "./installed";
import { type PluginType, pluginToken } from "./plugin/types";
import { inputsMarkedSecret } from "./secretMarks";

/** The providers of this package, by their name in `provider.ts`. */
export type ProviderName = "catalog" | "grant" | "lakeFormationGrants" | "federation";

/** What the engine is told of a resource of this package. */
interface Registration {
    readonly token: string;
    readonly props: pulumi.Inputs;
    /** Version of the plugin that serves it. */
    readonly version?: string;
}

type Register = (kind: ResourceKind, props: pulumi.Inputs) => Registration;

/** A kind of resource, as either host calls it. */
export interface ResourceKind {
    readonly provider: ProviderName;
    /** Type of the dynamic resource, after `pulumi-nodejs:dynamic/`. It is stored in users' state. */
    readonly dynamicType: string;
    /** Name of the type in the plugin, which is stored in users' state too. */
    readonly pluginType: PluginType;
}

/** In a Node.js program the resources are dynamic, and need no plugin. */
const asDynamicResource: Register = ({ provider, dynamicType }, props) => {
    requireInstalled();
    return {
        token: `pulumi-nodejs:dynamic/${dynamicType}`,
        props: { ...props, __provider: providerText(provider) },
    };
};

/**
 * In the plugin, which serves programs of all languages, the resources are the plugin's own. Without a version they would
 * have another default provider than the components, and in a stack's second `up` this one.
 */
const asPluginResource =
    (version: string): Register =>
    ({ pluginType }, props) => ({ token: pluginToken(pluginType), props, version });

let register = asDynamicResource;

/** From now on, the components of this process register the resources that the plugin, of this version, serves. */
export function registerWithPlugin(version: string): void {
    register = asPluginResource(version);
}

/** True in the plugin's process. */
export function isPlugin(): boolean {
    return register !== asDynamicResource;
}

/**
 * A resource that this package itself provides, by one of its two hosts.
 *
 * The provider of a dynamic one is stored by reference. `pulumi.dynamic.Resource` stores the provider's code in the
 * state of every resource. Code that is saved there goes stale (pulumi/pulumi#16826), shows as a change whenever the
 * package is updated (pulumi/pulumi#12401), and closures over modules break when it is serialised. This class puts a
 * constant line of text in its place, the same however the package is installed, which loads the package in the
 * provider's process. The required path is stored in users' state: it must never change.
 */
export class HostedResource extends pulumi.CustomResource {
    constructor(kind: ResourceKind, name: string, props: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        const secretInputs = pulumi.output(inputsMarkedSecret(props));
        const { token, props: registered, version } = register(kind, { ...props, secretInputs });
        super(token, name, registered, version === undefined ? opts : { ...opts, version });
    }
}

/** Resolves as a file in the program's folder does, so that a program in this package's own checkout finds it too. */
export function providerText(provider: ProviderName): string {
    return (
        'exports.handler = () => require("module").createRequire(process.cwd() + "/")' +
        `("${PROVIDER_MODULE}").${provider};`
    );
}
