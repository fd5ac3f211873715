import type { AwsAccessInputs } from "../../awsAccess/clients";
import type { GrantTable } from "./grantKeys";

/** Inputs of the grants on a table bucket. */
export interface LakeFormationGrantsInputs extends AwsAccessInputs {
    /** Who declares the grants, `<organization>/<project>/<stack>/<name>`; none in state of an earlier release. */
    readonly owner?: string;
    /** True if the stack itself makes the principal, so that nobody else can have given it anything. */
    readonly principalIsOwn?: boolean;
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    readonly catalogId: string;
    readonly principal: string;
    readonly grants: GrantTable;
    /** Seconds to wait for Lake Formation to recognize the principal and the catalog. Default: 120. */
    readonly propagationTimeoutSeconds?: number;
}

/** Stored state of the grants on a table bucket. */
export interface LakeFormationGrantsState extends LakeFormationGrantsInputs {
    /** What the principal held before, and keeps when the resource goes: `SELECT on tables of sales`. */
    readonly found?: readonly string[];
    /** True if some of it may not have been given yet, since the last operation failed. */
    readonly isIncomplete?: boolean;
}
