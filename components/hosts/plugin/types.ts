/** Name of the plugin, of its configuration, and the first part of its types. */
export const PLUGIN = "pulumi-starrocks-s3tables";

/** The resources that the plugin serves. The first two are for programs, the others are made by the components. */
export type PluginType =
    | "Catalog"
    | "Grant"
    | "LakeFormationGrants"
    | "FederationRole"
    | "FederationRolePolicy"
    | "FederationRegistration"
    | "FederationMount";

/** The type as the engine and the schema know it. */
export function pluginToken(type: string): string {
    return `${PLUGIN}:index:${type}`;
}

/** Type and name of a resource, and where it is declared. */
export interface ResourceAddress {
    readonly stack: string;
    readonly project: string;
    /** The type's name, without the package's. */
    readonly type: string;
    readonly name: string;
}

/** Reads a URN: `urn:pulumi:<stack>::<project>::<parent's type>$<type>::<name>`. */
export function parseUrn(urn: string): ResourceAddress {
    const [stack = "", project = "", types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
    return { stack, project, type: types.split("$").at(-1)!.split(":").at(-1)!, name: name.join("::") };
}
