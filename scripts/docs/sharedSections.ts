import {
    lakeFormationDataPolicy,
    lakeFormationTrustPolicy,
} from "../../components/permissions/lakeFormation/rolePolicy";
import { keyPolicyStatements } from "../../components/storage/encryption";
import { folded, json, page } from "./markdown";
import { KEY_ARN, LAKE_FORMATION_ROLE, PLACE } from "./placeholders";

/** The role with which Lake Formation reads and writes the data. */
export function lakeFormationRoleSection(): string {
    return page(
        "## The role of Lake Formation",
        `In Lake Formation mode \`S3TablesFederation\` creates \`${LAKE_FORMATION_ROLE}\` and registers all table buckets ` +
            "of the account and Region with it. Lake Formation assumes the role and vends credentials that are limited " +
            "to the grants. The actions come from " +
            "[AWS's prerequisites](https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html). " +
            "The statement `Encryption` exists only with `kmsKeyArns`.",
        folded("Who may assume it", json(lakeFormationTrustPolicy(PLACE))),
        folded("What it may do", json(lakeFormationDataPolicy(PLACE, [KEY_ARN]))),
    ).trimEnd();
}

/** What a key's own policy needs. */
export function keySection(): string {
    return page(
        "## The policy of a KMS key",
        "A key that the component creates has these statements, and one that leaves everything else to the account's " +
            "IAM policies. If you bring your own key (`encryption.kmsKeyArn`), add them to its policy yourself: the " +
            "output `keyPolicyStatements` contains them. Without `S3TablesMaintenance` no table can be created " +
            "([AWS](https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html)). " +
            "`LakeFormation` exists if the table buckets are registered with a role.",
        json(keyPolicyStatements(PLACE, LAKE_FORMATION_ROLE)),
    ).trimEnd();
}
