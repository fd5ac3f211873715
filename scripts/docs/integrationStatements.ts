import { ANY, type DeployerStatement, READ_TAGS, REMOVE_TAGS, SET_TAGS } from "./deployerStatements";
import { glue, iam, inTableBucket, kms, MOUNT_CATALOGS, PLACEHOLDERS } from "./placeholders";

const { bucket, name, user, role, key } = PLACEHOLDERS;
const TABLE_BUCKET = [inTableBucket("")];
const TABLES = [inTableBucket("/table/*")];
const NEW_USER = iam(`user/${name}-user-*`);
const OWN_POLICIES = iam(`policy/${name}-policy-*`);
const NESTED_CATALOG = [...MOUNT_CATALOGS, glue(`catalog/s3tablescatalog/${bucket}`)];
const KEY = [kms(`key/${key}`)];

/** For a program with a `StarRocksS3TablesIntegration`. */
export const INTEGRATION_STATEMENTS: readonly DeployerStatement[] = [
    {
        sid: "TableBucket",
        only: "with `tableBucketName`, or with namespaces of the component",
        resources: TABLE_BUCKET,
        actions: [
            { action: "s3tables:CreateTableBucket", purpose: "create the table bucket" },
            { action: "s3tables:GetTableBucket", purpose: "read it" },
            { action: "s3tables:GetTableBucketMaintenanceConfiguration", purpose: "read its maintenance" },
            { action: "s3tables:GetTableBucketEncryption", purpose: "read its encryption" },
            {
                action: "s3tables:PutTableBucketMaintenanceConfiguration",
                purpose: "set `unreferencedFileRemoval`",
            },
            { action: "s3tables:PutTableBucketEncryption", purpose: "set `encryption`" },
            { action: "s3tables:DeleteTableBucket", purpose: "delete it" },
            { action: "s3tables:CreateNamespace", purpose: "create a namespace" },
            { action: "s3tables:GetNamespace", purpose: "read it" },
            { action: "s3tables:DeleteNamespace", purpose: "delete it" },
            { action: "s3tables:ListNamespaces", purpose: "empty the bucket (`forceDestroy`)" },
            { action: "s3tables:ListTables", purpose: "empty the bucket (`forceDestroy`)" },
            { action: "s3tables:CreateTable", purpose: "create a table of `tables`" },
            { action: "s3tables:ListTagsForResource", purpose: READ_TAGS },
            { action: "s3tables:TagResource", purpose: SET_TAGS },
            { action: "s3tables:UntagResource", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "Tables",
        only: "with `tables` or `forceDestroy`",
        resources: TABLES,
        actions: [
            { action: "s3tables:PutTableData", purpose: "write the first metadata of a table of `tables`" },
            { action: "s3tables:GetTable", purpose: "read the table" },
            { action: "s3tables:GetTableMaintenanceConfiguration", purpose: "read its maintenance" },
            { action: "s3tables:GetTableEncryption", purpose: "read its encryption" },
            { action: "s3tables:PutTableMaintenanceConfiguration", purpose: "set its `maintenance`" },
            { action: "s3tables:DeleteTable", purpose: "delete it (only with `forceDestroy`)" },
            { action: "s3tables:ListTagsForResource", purpose: READ_TAGS },
            { action: "s3tables:TagResource", purpose: SET_TAGS },
            { action: "s3tables:UntagResource", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "AccessPolicies",
        resources: [OWN_POLICIES],
        actions: [
            { action: "iam:CreatePolicy", purpose: "create the access policy" },
            { action: "iam:GetPolicy", purpose: "read it" },
            { action: "iam:GetPolicyVersion", purpose: "read its document" },
            { action: "iam:CreatePolicyVersion", purpose: "change it" },
            {
                action: "iam:ListPolicyVersions",
                purpose: "find old versions, before a change and a deletion",
            },
            { action: "iam:DeletePolicyVersion", purpose: "remove old versions" },
            { action: "iam:DeletePolicy", purpose: "delete it" },
            { action: "iam:TagPolicy", purpose: SET_TAGS },
            { action: "iam:UntagPolicy", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "NewUser",
        only: "without `identity.userName` and `identity.roleName`",
        resources: [NEW_USER],
        actions: [
            { action: "iam:CreateUser", purpose: "create the user" },
            {
                action: "iam:ListGroupsForUser",
                purpose: "delete it: the AWS provider first lists its groups",
            },
            { action: "iam:DeleteUser", purpose: "delete it" },
            { action: "iam:CreateAccessKey", purpose: "create its key, also when rotating it" },
            { action: "iam:ListAccessKeys", purpose: "read the key's state" },
            { action: "iam:DeleteAccessKey", purpose: "delete the key, also when rotating it" },
            { action: "iam:TagUser", purpose: SET_TAGS },
            { action: "iam:UntagUser", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "UserReading",
        only: "without `identity.roleName`; one of the two resources",
        resources: [NEW_USER, iam(`user/${user}`)],
        actions: [
            { action: "iam:GetUser", purpose: "read the user" },
            { action: "iam:ListAttachedUserPolicies", purpose: "read whether the policy is attached" },
        ],
    },
    {
        sid: "UserAttachments",
        only: "without `identity.roleName`; one of the two resources",
        resources: [NEW_USER, iam(`user/${user}`)],
        policies: OWN_POLICIES,
        actions: [
            { action: "iam:AttachUserPolicy", purpose: "attach the access policy" },
            { action: "iam:DetachUserPolicy", purpose: "detach it" },
        ],
    },
    {
        sid: "RoleReading",
        only: "with `identity.roleName`",
        resources: [iam(`role/${role}`)],
        actions: [
            { action: "iam:GetRole", purpose: "find the role" },
            { action: "iam:ListAttachedRolePolicies", purpose: "read whether the policy is attached" },
        ],
    },
    {
        sid: "RoleAttachments",
        only: "with `identity.roleName`",
        resources: [iam(`role/${role}`)],
        policies: OWN_POLICIES,
        actions: [
            { action: "iam:AttachRolePolicy", purpose: "attach the access policy" },
            { action: "iam:DetachRolePolicy", purpose: "detach it" },
        ],
    },
    {
        sid: "Mount",
        only: "on Glue's endpoint",
        resources: NESTED_CATALOG,
        actions: [
            {
                action: "glue:GetCatalog",
                purpose:
                    "check the mount, at preview too (without it: a warning); grant on the nested catalog",
            },
            { action: "glue:GetTags", purpose: "check the mount: the AWS provider reads its tags as well" },
        ],
    },
    {
        sid: "GrantTargets",
        only: "in Lake Formation mode",
        resources: [
            ...NESTED_CATALOG,
            glue(`database/s3tablescatalog/${bucket}/*`),
            glue(`table/s3tablescatalog/${bucket}/*/*`),
        ],
        actions: [
            { action: "glue:GetDatabase", purpose: "grant on a namespace", onlyDocumented: true },
            { action: "glue:GetTable", purpose: "grant on the tables of a namespace", onlyDocumented: true },
        ],
    },
    {
        sid: "LakeFormationSettings",
        only: "on Glue's endpoint",
        resources: ANY,
        actions: [
            {
                action: "lakeformation:DescribeResource",
                purpose: "check the registration, at preview too (without it: a warning)",
            },
            {
                action: "lakeformation:GetDataLakeSettings",
                purpose:
                    "check full table access of external engines, at preview too (without it: a warning)",
            },
        ],
    },
    {
        sid: "LakeFormationGrants",
        only: "in Lake Formation mode",
        resources: ANY,
        actions: [
            { action: "lakeformation:BatchGrantPermissions", purpose: "grant" },
            { action: "lakeformation:BatchRevokePermissions", purpose: "revoke" },
            { action: "lakeformation:ListPermissions", purpose: "read the grants, on every refresh" },
        ],
    },
    {
        sid: "NewKey",
        only: "with `encryption` and no `kmsKeyArn`",
        resources: ANY,
        actions: [{ action: "kms:CreateKey", purpose: "create the key" }],
    },
    {
        sid: "OwnKey",
        only: "with `encryption` and no `kmsKeyArn`",
        resources: KEY,
        actions: [
            { action: "kms:EnableKeyRotation", purpose: "enable yearly rotation" },
            { action: "kms:DescribeKey", purpose: "read it" },
            { action: "kms:GetKeyPolicy", purpose: "read its policy" },
            { action: "kms:GetKeyRotationStatus", purpose: "read its rotation" },
            { action: "kms:PutKeyPolicy", purpose: "change its policy" },
            { action: "kms:ScheduleKeyDeletion", purpose: "delete it" },
            { action: "kms:ListResourceTags", purpose: READ_TAGS },
            { action: "kms:TagResource", purpose: SET_TAGS },
            { action: "kms:UntagResource", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "UseOfKey",
        only: "with `encryption` and `tables`",
        resources: KEY,
        actions: [
            { action: "kms:GenerateDataKey", purpose: "write the first metadata of a table of `tables`" },
            { action: "kms:Decrypt", purpose: "write the first metadata of a table of `tables`" },
        ],
    },
];
