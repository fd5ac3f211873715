import type { dynamic } from "@pulumi/pulumi";
import { catalog, federation, grant, lakeFormationGrants } from "../../provider";
import { catalogArguments, componentInputs, grantArguments, type Read } from "./arguments";
import { catalogImport, grantImport, type Importing } from "./imports";
import type { Marked } from "./secretMarks";
import type { PluginType } from "./types";

/** A kind of resource: what serves it, and how what a program declares is read. */
export interface Kind {
    readonly provider: Required<dynamic.ResourceProvider>;
    readonly read: (urn: string, given: Marked) => Read;
    /** Of what can be imported. */
    readonly importing?: Importing<object, object>;
}

function kind<Inputs, State>(
    provider: dynamic.ResourceProvider,
    read: Kind["read"],
    importing?: Importing<Inputs, State>,
): Kind {
    return {
        provider: provider as Kind["provider"],
        read,
        importing: importing as Importing<object, object> | undefined,
    };
}

const SHARED = kind(federation, componentInputs);

export const KINDS: Readonly<Record<PluginType, Kind>> = {
    Catalog: kind(catalog, catalogArguments, catalogImport),
    Grant: kind(grant, grantArguments, grantImport),
    LakeFormationGrants: kind(lakeFormationGrants, componentInputs),
    FederationRole: SHARED,
    FederationRolePolicy: SHARED,
    FederationRegistration: SHARED,
    FederationMount: SHARED,
};

/** The kind that the type of a URN names. */
export function kindOf(type: string): Kind {
    const found = Object.hasOwn(KINDS, type) ? KINDS[type as PluginType] : undefined;
    if (found === undefined) {
        throw new Error(`this version of the plugin has no resource ${type}: is it older than the program?`);
    }
    return found;
}
