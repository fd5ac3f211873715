import type { Declaration } from "../facts";

/** The resources of which the facts speak. */

export const ACCOUNT = "123456789012";
export const ALL_BUCKETS = `arn:aws:s3tables:us-east-1:${ACCOUNT}:bucket/*`;
export const BUCKET_ARN = `arn:aws:s3tables:us-east-1:${ACCOUNT}:bucket/lake`;
export const ROLE_NAME = "S3TablesRoleForLakeFormation";

export const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        { Effect: "Allow", Principal: { Service: "lakeformation.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
});

export const MOUNT: Declaration = {
    type: "aws:glue/catalog:Catalog",
    name: "mount",
    inputs: {
        name: "s3tablescatalog",
        federatedCatalog: { identifier: ALL_BUCKETS, connectionName: "aws:s3tables" },
        createDatabaseDefaultPermissions: [],
        createTableDefaultPermissions: [],
        allowFullTableExternalDataAccess: "True",
    },
};

export const BUCKET: Declaration = {
    type: "aws:s3tables/tableBucket:TableBucket",
    name: "bucket",
    inputs: { name: "lake" },
};

export const NAMESPACE: Declaration = {
    type: "aws:s3tables/namespace:Namespace",
    name: "namespace",
    inputs: { namespace: "sales", tableBucketArn: BUCKET_ARN },
};

export const TABLE: Declaration = {
    type: "aws:s3tables/table:Table",
    name: "table",
    inputs: { name: "orders", namespace: "sales", tableBucketArn: BUCKET_ARN, format: "ICEBERG" },
};

export const USER: Declaration = { type: "aws:iam/user:User", name: "user", inputs: { name: "starrocks" } };

export const ROLE: Declaration = {
    type: "aws:iam/role:Role",
    name: "role",
    inputs: { name: ROLE_NAME, assumeRolePolicy: TRUST },
};

export const REGISTRATION: Declaration = {
    type: "aws:lakeformation/resource:Resource",
    name: "registration",
    inputs: {
        arn: ALL_BUCKETS,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE_NAME}`,
        withFederation: true,
        withPrivilegedAccess: true,
    },
};
