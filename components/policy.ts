import { type AccessLevel, createsNamespaces, GlueResource, glueActions } from "./access";
import { type AwsPlace, allTableBucketsArn, glueArn, MOUNT_NAME, type TableBucketPlace } from "./warehouse";

/** A statement of an IAM policy, in the fields that this package writes. */
export interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    /** Left out in a trust policy, which is about the role that it belongs to. */
    readonly Resource?: string | readonly string[];
    readonly Principal?: { readonly Service: string };
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly PolicyStatement[];
}

/**
 * Least privilege for one table bucket through Glue's Iceberg REST endpoint, in Lake Formation mode.
 *
 * Glue checks an action on its own resource and on all that enclose it, so every action appears once per kind
 * of resource and no resource carries an action that isn't checked on it. A level that makes namespaces of
 * its own can't be limited to the named ones.
 */
export function glueRestPolicy(
    place: TableBucketPlace,
    namespaces: readonly string[],
    level: AccessLevel,
): PolicyDocument {
    const bucket = `${MOUNT_NAME}/${place.tableBucketName}`;
    const covered = createsNamespaces(level) ? ["*"] : [...namespaces].sort();
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "Catalogs",
                Effect: "Allow",
                Action: glueActions(level, GlueResource.Catalog),
                Resource: [
                    glueArn(place, "catalog"),
                    glueArn(place, `catalog/${MOUNT_NAME}`),
                    glueArn(place, `catalog/${bucket}`),
                ],
            },
            {
                Sid: "Namespaces",
                Effect: "Allow",
                Action: glueActions(level, GlueResource.Database),
                Resource: covered.map((namespace) => glueArn(place, `database/${bucket}/${namespace}`)),
            },
            {
                Sid: "Tables",
                Effect: "Allow",
                Action: glueActions(level, GlueResource.Table),
                Resource: covered.map((namespace) => glueArn(place, `table/${bucket}/${namespace}/*`)),
            },
            {
                // Lake Formation hands out the credentials for the data; this action has no resource level.
                Sid: "VendedCredentials",
                Effect: "Allow",
                Action: ["lakeformation:GetDataAccess"],
                Resource: "*",
            },
        ],
    };
}

/**
 * Lets Lake Formation, for this account only, assume the role with which it reads and writes tables:
 * https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html
 */
export function lakeFormationTrustPolicy({ accountId }: AwsPlace): PolicyDocument {
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
export function lakeFormationDataPolicy(place: AwsPlace): PolicyDocument {
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
        ],
    };
}
