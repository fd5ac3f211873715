/** The two ways of writing a Terraform provider; pulumi-terraform-bridge treats them differently. */
export type Framework = "SDKv2" | "PluginFramework";

/** Which resource types and functions of the AWS provider are written in which (its `internal/service` folders). */
export const frameworks: Readonly<Record<string, Framework>> = {
    "aws:glue/catalog:Catalog": "PluginFramework",
    "aws:iam/accessKey:AccessKey": "SDKv2",
    "aws:iam/policy:Policy": "SDKv2",
    "aws:iam/role:Role": "SDKv2",
    "aws:iam/rolePolicy:RolePolicy": "SDKv2",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "SDKv2",
    "aws:iam/user:User": "SDKv2",
    "aws:iam/userPolicy:UserPolicy": "SDKv2",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "SDKv2",
    "aws:kms/alias:Alias": "SDKv2",
    "aws:kms/key:Key": "SDKv2",
    "aws:lakeformation/permissions:Permissions": "SDKv2",
    "aws:lakeformation/resource:Resource": "SDKv2",
    "aws:s3tables/namespace:Namespace": "PluginFramework",
    "aws:s3tables/table:Table": "PluginFramework",
    "aws:s3tables/tableBucket:TableBucket": "PluginFramework",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "PluginFramework",

    "aws:glue/getCatalog:getCatalog": "PluginFramework",
    "aws:iam/getRole:getRole": "SDKv2",
    "aws:iam/getUser:getUser": "SDKv2",
    "aws:index/getCallerIdentity:getCallerIdentity": "PluginFramework",
    "aws:index/getPartition:getPartition": "PluginFramework",
    "aws:index/getRegion:getRegion": "PluginFramework",
    "aws:lakeformation/getDataLakeSettings:getDataLakeSettings": "SDKv2",
    "aws:lakeformation/getResource:getResource": "SDKv2",
};

export function isPluginFramework(token: string): boolean {
    return frameworks[token] === "PluginFramework";
}
