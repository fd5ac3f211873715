import type { AccessLevel } from "../../permissions/access";
import type { ConnectionInputs } from "../connection/settings";

/** Inputs of a grant as the program gives them. */
export interface RawGrantInputs {
    readonly connection?: ConnectionInputs;
    /** Who declares the grant, `<organization>/<project>/<stack>/<name>`; none in state of an earlier release. */
    readonly owner?: string;
    /** Paths of the inputs that the program marks as secrets; nothing if there are none. */
    readonly secretInputs?: readonly string[];
    readonly catalogName: string;
    readonly role?: string;
    readonly user?: string;
    readonly createRole?: boolean;
    /** True if what the grantee holds already counts as given by this grant. */
    readonly adopt?: boolean;
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

/** Inputs of a grant, with what it gives spelt out. */
export interface GrantInputs extends RawGrantInputs {
    readonly connection: ConnectionInputs;
    /** `host:port` of the frontends that the connection leads to; none in state of an earlier release. */
    readonly frontends?: readonly string[];
    readonly createRole: boolean;
    /** What is granted, one privilege each, in StarRocks' words: `SELECT ON ALL TABLES IN DATABASE sales`. */
    readonly grants: readonly string[];
}

/** What a grant still gives on a cluster from which it moves. */
export interface LeftBehind extends Pick<GrantInputs, "frontends" | "grants"> {
    readonly found?: readonly string[];
    readonly clusterId?: string;
}

/** Stored state of a grant. */
export interface GrantState extends GrantInputs {
    /** What the grantee held before this grant gave it, and keeps when the grant goes. */
    readonly found?: readonly string[];
    /** Identity of the cluster; none if it could not be seen. */
    readonly clusterId?: string;
    /** What is still to be taken back on other clusters, after a move that failed. */
    readonly left?: readonly LeftBehind[];
}
