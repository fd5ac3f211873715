import type { GrantTable } from "./grantKeys";

/** Inputs and stored state of the grants on a table bucket. */
export interface LakeFormationGrantsInputs {
    readonly region: string;
    /** Profile of the AWS configuration with which Lake Formation is called; the stack's own if left out. */
    readonly profile?: string;
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    readonly catalogId: string;
    readonly principal: string;
    readonly grants: GrantTable;
    /** Seconds to wait for Lake Formation to know the principal and the catalog. Default: 120. */
    readonly propagationTimeoutSeconds?: number;
}
