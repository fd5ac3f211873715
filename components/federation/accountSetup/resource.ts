import type * as pulumi from "@pulumi/pulumi";
import type { PluginType } from "../../hosts/plugin/types";
import { HostedResource } from "../../hosts/resource";
import type { SharedInputs, SharedKind, SharedState } from "./inputs";

interface Types {
    readonly dynamicType: string;
    readonly pluginType: PluginType;
    /** What an earlier version had in its place. */
    readonly before: string;
}

const TYPES: Readonly<Record<SharedKind, Types>> = {
    role: { dynamicType: "federation:Role", pluginType: "FederationRole", before: "aws:iam/role:Role" },
    rolePolicy: {
        dynamicType: "federation:RolePolicy",
        pluginType: "FederationRolePolicy",
        before: "aws:iam/rolePolicy:RolePolicy",
    },
    registration: {
        dynamicType: "federation:Registration",
        pluginType: "FederationRegistration",
        before: "aws:lakeformation/resource:Resource",
    },
    mount: {
        dynamicType: "federation:Mount",
        pluginType: "FederationMount",
        before: "aws:glue/catalog:Catalog",
    },
};

/** Inputs, of which some are known only once others are made. */
export type SharedArgs = { readonly kind: SharedKind } & {
    readonly [Key in keyof Omit<SharedInputs, "kind">]: pulumi.Input<SharedInputs[Key]> | pulumi.Inputs;
};

/**
 * A thing that belongs to everybody in an account and Region, and that is used as it is where it is there already.
 *
 * No resource of the AWS provider can do that: each wants to import it, which changes it and its tags, or to make it; and
 * most changes of it are replacements. This one's state tells what the stack itself has made, and only that is changed or
 * deleted. A resource of the AWS provider that an earlier version has left in the state is taken over without a change.
 */
export class SharedResource extends HostedResource {
    declare public readonly arn: pulumi.Output<string>;
    /** Of a role. */
    declare public readonly roleName: pulumi.Output<string>;
    /** Of the registration. */
    declare public readonly registeredRoleArn: pulumi.Output<string>;
    /** True if this stack has made it. */
    declare public readonly made: pulumi.Output<SharedState["made"]>;

    constructor(name: string, args: SharedArgs, opts: pulumi.CustomResourceOptions) {
        const { before, ...types } = TYPES[args.kind];
        const outputs = {
            arn: undefined,
            roleName: undefined,
            registeredRoleArn: undefined,
            identity: undefined,
            made: undefined,
        };
        super(
            { provider: "federation", ...types },
            name,
            { ...outputs, ...args },
            { ...opts, aliases: [{ type: before }] },
        );
    }
}
