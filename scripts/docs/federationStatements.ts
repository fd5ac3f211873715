import { ANY, type DeployerStatement, REMOVE_TAGS, SET_TAGS } from "./deployerStatements";
import { glue, LAKE_FORMATION_ROLE, MOUNT_CATALOGS } from "./placeholders";

/** For a program with an `S3TablesFederation`. */
export const FEDERATION_STATEMENTS: readonly DeployerStatement[] = [
    {
        sid: "Mount",
        resources: MOUNT_CATALOGS,
        actions: [
            { action: "glue:GetCatalog", purpose: "find an existing mount; read it" },
            { action: "glue:CreateCatalog", purpose: "create the mount" },
        ],
    },
    {
        sid: "MountConnection",
        resources: [glue("connection/aws:s3tables")],
        actions: [
            { action: "glue:PassConnection", purpose: "create the mount, which names this connection" },
        ],
    },
    {
        sid: "MountTags",
        resources: [glue("catalog/s3tablescatalog")],
        actions: [
            { action: "glue:TagResource", purpose: SET_TAGS },
            { action: "glue:UntagResource", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "MountRemoval",
        only: "with `retain: false`",
        resources: MOUNT_CATALOGS,
        actions: [
            { action: "glue:GetCatalogs", purpose: "check whether the mount has table buckets" },
            { action: "glue:DeleteCatalog", purpose: "delete the mount" },
        ],
    },
    {
        sid: "Registration",
        only: "in Lake Formation mode",
        resources: ANY,
        actions: [
            { action: "lakeformation:RegisterResource", purpose: "register the table buckets" },
            {
                action: "lakeformation:RegisterResourceWithPrivilegedAccess",
                purpose: "do so with privileged access",
            },
            { action: "lakeformation:DescribeResource", purpose: "read the registration" },
        ],
    },
    {
        sid: "RegistrationRemoval",
        only: "in Lake Formation mode with `retain: false`",
        resources: ANY,
        actions: [{ action: "lakeformation:DeregisterResource", purpose: "delete the registration" }],
    },
    {
        sid: "Role",
        only: "in Lake Formation mode",
        resources: [LAKE_FORMATION_ROLE],
        actions: [
            { action: "iam:GetRole", purpose: "find an existing role; read it" },
            { action: "iam:CreateRole", purpose: "create it" },
            { action: "iam:PutRolePolicy", purpose: "write its policy" },
            { action: "iam:GetRolePolicy", purpose: "read its policy" },
            { action: "iam:PassRole", purpose: "name it in the registration" },
            { action: "iam:TagRole", purpose: SET_TAGS },
            { action: "iam:UntagRole", purpose: REMOVE_TAGS },
        ],
    },
    {
        sid: "RoleRemoval",
        only: "in Lake Formation mode with `retain: false`",
        resources: [LAKE_FORMATION_ROLE],
        actions: [
            { action: "iam:DeleteRolePolicy", purpose: "delete its policy" },
            { action: "iam:DeleteRole", purpose: "delete it" },
        ],
    },
];
