import { type AccountPlace, allTableBucketsArn } from "../../storage/warehouse";
import type { PolicyDocument } from "../policy";

/** The role with which Lake Formation reads and writes tables for those whom it has granted access. */

/** Its name; roles belong to an account, and each Region has one of its own. */
export function lakeFormationRoleName({ region }: AccountPlace): string {
    return `StarRocksS3TablesLakeFormation-${region}`;
}

/**
 * Lets Lake Formation, for this account only, assume the role with which it reads and writes tables:
 * https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html
 */
export function lakeFormationTrustPolicy({ accountId }: AccountPlace): object {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "LakeFormation",
                Effect: "Allow",
                Principal: { Service: "lakeformation.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity"],
                Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
        ],
    };
}

/** What Lake Formation does with tables on behalf of those whom it has granted access (same source). */
export function lakeFormationDataPolicy(
    place: AccountPlace,
    kmsKeyArns: readonly string[] = [],
): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            { Sid: "Buckets", Effect: "Allow", Action: ["s3tables:ListTableBuckets"], Resource: "*" },
            {
                Sid: "Tables",
                Effect: "Allow",
                Action: [
                    "s3tables:CreateNamespace",
                    "s3tables:CreateTable",
                    "s3tables:CreateTableBucket",
                    "s3tables:DeleteNamespace",
                    "s3tables:DeleteTable",
                    "s3tables:DeleteTableBucket",
                    "s3tables:GetNamespace",
                    "s3tables:GetTable",
                    "s3tables:GetTableBucket",
                    "s3tables:GetTableData",
                    "s3tables:GetTableMetadataLocation",
                    "s3tables:ListNamespaces",
                    "s3tables:ListTables",
                    "s3tables:PutTableData",
                    "s3tables:RenameTable",
                    "s3tables:UpdateTableMetadataLocation",
                ],
                Resource: [allTableBucketsArn(place)],
            },
            ...(kmsKeyArns.length === 0
                ? []
                : [
                      {
                          Sid: "Encryption",
                          Effect: "Allow" as const,
                          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
                          Resource: kmsKeyArns,
                      },
                  ]),
        ],
    };
}
