import type { AccessLevel } from "../../access";
import type { ConnectionInputs } from "../connection/settings";

/** Inputs of a grant as the program gives them. */
export interface RawGrantInputs {
    readonly connection?: ConnectionInputs;
    readonly catalogName: string;
    readonly role?: string;
    readonly user?: string;
    readonly createRole?: boolean;
    readonly access?: AccessLevel;
    readonly privileges?: ExplicitPrivileges;
    readonly namespaces?: readonly string[];
    readonly tables?: readonly string[];
}

export interface ExplicitPrivileges {
    readonly catalog?: readonly string[];
    readonly databases?: readonly string[];
    readonly tables?: readonly string[];
}

/** Inputs and stored state of a grant. */
export interface GrantInputs extends RawGrantInputs {
    readonly connection: ConnectionInputs;
    readonly createRole: boolean;
    /** What is granted, one privilege each, in StarRocks' words: `SELECT ON ALL TABLES IN DATABASE sales`. */
    readonly grants: readonly string[];
}
