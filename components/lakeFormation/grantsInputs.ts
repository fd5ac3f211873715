import type { AwsAccessInputs } from "../awsAccess/clients";
import type { GrantTable } from "./grantKeys";

/** Inputs and stored state of the grants on a table bucket. */
export interface LakeFormationGrantsInputs extends AwsAccessInputs {
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    readonly catalogId: string;
    readonly principal: string;
    readonly grants: GrantTable;
    /** Seconds to wait for Lake Formation to know the principal and the catalog. Default: 120. */
    readonly propagationTimeoutSeconds?: number;
}
