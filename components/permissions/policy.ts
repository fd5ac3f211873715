import { glueArn, MOUNT_NAME, type TableBucketPlace, tableBucketArn } from "../storage/warehouse";
import {
    type AccessLevel,
    AccessMode,
    createsNamespaces,
    GlueResource,
    glueActions,
    IcebergEndpoint,
    s3TablesActions,
} from "./access";

/** A statement of an IAM policy, in the fields that this package writes. */
export interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: { readonly StringEquals: Readonly<Record<string, readonly string[]>> };
}

/** An IAM policy document. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly PolicyStatement[];
}

/** What a policy is to allow. */
export interface AccessRequest {
    readonly level: AccessLevel;
    readonly mode: AccessMode;
    readonly endpoint: IcebergEndpoint;
    readonly namespaces: readonly string[];
    /** True to name the whole table bucket instead of each namespace. */
    readonly wholeBucket: boolean;
    /** Key with which the tables are encrypted, if it isn't AWS's own. */
    readonly kmsKeyArn?: string;
}

/** Least privilege for one table bucket, for whoever signs StarRocks' requests. */
export function accessPolicy(place: TableBucketPlace, request: AccessRequest): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            ...(request.endpoint === IcebergEndpoint.Glue ? glueStatements(place, request) : []),
            ...(request.mode === AccessMode.LakeFormation
                ? [VENDED_CREDENTIALS]
                : dataStatements(place, request)),
        ],
    };
}

/** Lake Formation hands out the credentials for the data; this action has no resource level. */
const VENDED_CREDENTIALS: PolicyStatement = {
    Sid: "VendedCredentials",
    Effect: "Allow",
    Action: ["lakeformation:GetDataAccess"],
    Resource: "*",
};

/** A level that makes namespaces of its own can't be limited to the named ones. */
function coversAll({ level, wholeBucket }: AccessRequest): boolean {
    return wholeBucket || createsNamespaces(level);
}

/**
 * Glue checks an action on its own resource and on all that enclose it, so every action appears once per kind
 * of resource, and no resource carries an action that isn't checked on it.
 */
function glueStatements(place: TableBucketPlace, request: AccessRequest): PolicyStatement[] {
    const bucket = `${MOUNT_NAME}/${place.tableBucketName}`;
    const covered = coversAll(request) ? ["*"] : [...request.namespaces].sort();
    return [
        {
            Sid: "Catalogs",
            Effect: "Allow",
            Action: glueActions(request.level, GlueResource.Catalog),
            Resource: [
                glueArn(place, "catalog"),
                glueArn(place, `catalog/${MOUNT_NAME}`),
                glueArn(place, `catalog/${bucket}`),
            ],
        },
        {
            Sid: "Namespaces",
            Effect: "Allow",
            Action: glueActions(request.level, GlueResource.Database),
            Resource: covered.map((namespace) => glueArn(place, `database/${bucket}/${namespace}`)),
        },
        {
            Sid: "Tables",
            Effect: "Allow",
            Action: glueActions(request.level, GlueResource.Table),
            Resource: covered.map((namespace) => glueArn(place, `table/${bucket}/${namespace}/*`)),
        },
    ];
}

/** Where nothing is vended, StarRocks itself needs S3 Tables' actions. A table's ARN doesn't hold its namespace. */
function dataStatements(place: TableBucketPlace, request: AccessRequest): PolicyStatement[] {
    const { level, endpoint, namespaces, kmsKeyArn } = request;
    const bucket = tableBucketArn(place);
    const condition: Pick<PolicyStatement, "Condition"> = coversAll(request)
        ? {}
        : { Condition: { StringEquals: { "s3tables:namespace": [...namespaces].sort() } } };
    return [
        {
            Sid: "TableBucket",
            Effect: "Allow",
            Action: s3TablesActions(level, endpoint, "bucket"),
            Resource: bucket,
        },
        {
            Sid: "TableBucketNamespaces",
            Effect: "Allow",
            Action: s3TablesActions(level, endpoint, "namespace"),
            Resource: bucket,
            ...condition,
        },
        {
            Sid: "TableData",
            Effect: "Allow",
            Action: s3TablesActions(level, endpoint, "table"),
            Resource: `${bucket}/table/*`,
            ...condition,
        },
        ...(kmsKeyArn === undefined ? [] : [encryptionStatement(request, kmsKeyArn)]),
    ];
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html
function encryptionStatement({ level, endpoint }: AccessRequest, kmsKeyArn: string): PolicyStatement {
    const writes = s3TablesActions(level, endpoint, "table").includes("s3tables:PutTableData");
    return {
        Sid: "Encryption",
        Effect: "Allow",
        Action: ["kms:Decrypt", ...(writes ? ["kms:GenerateDataKey"] : [])],
        Resource: kmsKeyArn,
    };
}
