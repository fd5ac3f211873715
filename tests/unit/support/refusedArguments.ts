import { AccessMode, IcebergEndpoint } from "../../../index";

/** Arguments that can't work, given in place of the usual ones. JSON, so that the real engine can be given them too. */
export interface RefusedArguments {
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
    readonly problem: RegExp;
}

const ARN = "arn:aws:s3tables:us-east-1:123456789012:bucket/theirs";
const KEY = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "hunter2" };
const VARIABLES = { accessKeyIdVariable: "GLUE_KEY", secretAccessKeyVariable: "GLUE_SECRET" };
const S3_TABLES = { endpoint: IcebergEndpoint.S3Tables, accessMode: AccessMode.Iam };
const TABLE = { namespace: "sales", name: "orders", columns: [{ name: "id", type: "long" }] };

const ACCESS: readonly RefusedArguments[] = [
    {
        name: "Lake Formation mode on S3 Tables' endpoint",
        args: { endpoint: IcebergEndpoint.S3Tables },
        problem: /endpoint: S3 Tables' own endpoint doesn't support Lake Formation/,
    },
    {
        name: "a mount for S3 Tables' endpoint",
        args: { ...S3_TABLES, mountArn: "arn" },
        problem: /mountArn: doesn't apply/,
    },
    ...(["Read", "Write", "Manage"] as const).flatMap((access) =>
        Object.values(IcebergEndpoint).map((endpoint) => ({
            name: `${access} in IAM mode on the endpoint of ${endpoint} with a key in the frontends' environment`,
            args: {
                access,
                endpoint,
                accessMode: AccessMode.Iam,
                identity: { userName: "u", ...VARIABLES },
            },
            problem: /identity\.accessKeyIdVariable: can't be used in IAM mode.*use roleName/,
        })),
    ),
    {
        name: "an unknown level",
        args: { access: "Admin" },
        problem: /access: "Admin" must be one of Read, Write/,
    },
    {
        name: "an unknown mode",
        args: { accessMode: "iam" },
        problem: /accessMode: "iam" must be one of LakeFormation, Iam/,
    },
    {
        name: "an unknown endpoint",
        args: { endpoint: "S3" },
        problem: /endpoint: "S3" must be one of Glue, S3Tables/,
    },
    {
        name: "a grant for nobody",
        args: { grants: [{}] },
        problem: /grants\[0\]: needs either role or user/,
    },
    {
        name: "a grant for a role and a user at once",
        args: { grants: [{ role: "r", user: "u" }] },
        problem: /grants\[0\]: needs either role or user/,
    },
    {
        name: "two grants for one role",
        args: { grants: [{ role: "r" }, { role: "r" }] },
        problem: /grants\[1\]: is a second grant for "r"/,
    },
    {
        name: "a grant of an unknown level",
        args: { grants: [{ role: "r", access: "All" }] },
        problem: /grants\[0\]\.access: "All" must be one of/,
    },
];

const IDENTITY: readonly RefusedArguments[] = [
    { name: "nobody", args: { identity: {} }, problem: /identity: has neither userName nor roleName/ },
    {
        name: "both a user and a role",
        args: { identity: { userName: "u", roleName: "r", ...KEY } },
        problem: /identity: has both userName and roleName/,
    },
    {
        name: "an existing user without its key",
        args: { identity: { userName: "u" } },
        problem: /identity: names an existing user without its key/,
    },
    {
        name: "a key without its secret",
        args: { identity: { userName: "u", accessKeyId: "AKIAEXAMPLE" } },
        problem: /identity: names an existing user without its key/,
    },
    {
        name: "a secret without its key",
        args: { identity: { userName: "u", secretAccessKey: "hunter2" } },
        problem: /identity: names an existing user without its key/,
    },
    {
        name: "a variable for the key and none for its secret",
        args: { identity: { userName: "u", accessKeyIdVariable: "GLUE_KEY" } },
        problem: /identity: names an existing user without its key/,
    },
    {
        name: "half a key and half of the variables",
        args: { identity: { userName: "u", accessKeyId: "AKIA", secretAccessKeyVariable: "GLUE_SECRET" } },
        problem:
            /identity: names an existing user without its key.*is a second key in addition to accessKeyId/s,
    },
    {
        name: "a key and variables at once",
        args: { identity: { userName: "u", ...KEY, ...VARIABLES } },
        problem: /identity\.accessKeyIdVariable: is a second key in addition to accessKeyId/,
    },
    {
        name: "a key of nobody",
        args: { identity: { accessKeyRotation: "2", ...KEY } },
        problem: /identity\.accessKeyId: is the key of an existing user; set userName too/,
    },
    {
        name: "a key for a role",
        args: { identity: { roleName: "r", ...KEY } },
        problem: /identity\.accessKeyId: is the key of an existing user/,
    },
    {
        name: "variables for a role",
        args: { identity: { roleName: "r", ...VARIABLES } },
        problem: /identity\.accessKeyId: is the key of an existing user/,
    },
    {
        name: "rotation of the key of an existing user",
        args: { identity: { userName: "u", ...KEY, accessKeyRotation: "2" } },
        problem: /identity\.accessKeyRotation: applies only to a new IAM user/,
    },
    {
        name: "rotation of the key of a role",
        args: { identity: { roleName: "r", accessKeyRotation: "2" } },
        problem: /identity\.accessKeyRotation: applies only to a new IAM user/,
    },
    {
        name: "a variable with a name that can't be",
        args: { identity: { userName: "u", ...VARIABLES, accessKeyIdVariable: "A-B" } },
        problem: /identity\.accessKeyIdVariable: "A-B" is not an environment variable name/,
    },
];

const STORAGE: readonly RefusedArguments[] = [
    {
        name: "both a new and an existing table bucket",
        args: { tableBucketArn: ARN },
        problem: /set either tableBucketName or tableBucketArn/,
    },
    {
        name: "neither a new nor an existing table bucket",
        args: { tableBucketName: undefined },
        problem: /set either tableBucketName or tableBucketArn/,
    },
    {
        name: "removal of files for an existing table bucket",
        args: { tableBucketName: undefined, tableBucketArn: ARN, unreferencedFileRemoval: {} },
        problem: /unreferencedFileRemoval: applies to a new table bucket/,
    },
    {
        name: "a new key for an existing table bucket",
        args: { tableBucketName: undefined, tableBucketArn: ARN, encryption: {} },
        problem: /encryption: needs the kmsKeyArn of the existing table bucket's key/,
    },
    {
        name: "all bad names at once",
        args: { tableBucketName: "Acme", namespaces: ["ok", "Not-Ok"], catalog: { name: "a-b" } },
        problem:
            /tableBucketName: "Acme" may.*namespaces\[1\]: "Not-Ok" may contain.*catalog\.name: "a-b" may contain only/s,
    },
    {
        name: "no namespaces for a level that can't create any",
        args: { namespaces: [] },
        problem: /namespaces: is empty/,
    },
    {
        name: "the same namespace twice",
        args: { namespaces: ["sales", "sales"] },
        problem: /namespaces\[1\]: "sales" is listed twice/,
    },
    {
        name: "more namespaces than policies can name",
        args: { namespaces: Array.from({ length: 1000 }, (_, index) => `ns_${index}`) },
        problem: /namespaces: naming 1000 namespaces takes \d+ IAM policies.*wholeBucketPolicy: true/,
    },
    {
        name: "a table of a namespace that isn't named",
        args: { tables: [{ ...TABLE, namespace: "hr" }] },
        problem: /tables\[0\]\.namespace: "hr" is not in namespaces/,
    },
    {
        name: "the same table twice",
        args: { tables: [TABLE, TABLE] },
        problem: /tables\[1\]: "sales\.orders" is listed twice/,
    },
    {
        name: "a table without columns, with a bad name",
        args: { tables: [{ ...TABLE, name: "Orders", columns: [] }] },
        problem: /tables\[0\]\.name: "Orders" may contain only.*tables\[0\]\.columns: is empty/s,
    },
    {
        name: "a column that Glue can't see",
        args: { tables: [{ ...TABLE, columns: [{ name: "Id", type: "long" }] }] },
        problem: /tables\[0\]\.columns\[0\]\.name: "Id" must be in lower case/,
    },
];

/** One of each kind. */
export const REFUSED_ARGUMENTS: readonly RefusedArguments[] = [...ACCESS, ...IDENTITY, ...STORAGE];
