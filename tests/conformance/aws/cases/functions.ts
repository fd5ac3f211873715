import { createAccessKey, createUser } from "../../../sandbox/aws/account/iamPrincipals";
import type { FactGroup, Step } from "../facts";
import { account, configure, invoke, remove, up } from "../steps";
import { mountArn, mountByHand, registerByHand, roleByHand } from "./byHand";
import { ACCOUNT, ALL_BUCKETS, BUCKET, NAMESPACE, ROLE_NAME, USER } from "./resources";

const GET_CATALOG = "aws:glue/getCatalog:getCatalog";
const GET_RESOURCE = "aws:lakeformation/getResource:getResource";
const NAME = { name: "s3tablescatalog" };

const CALLER = "aws:index/getCallerIdentity:getCallerIdentity";

/** Configures the provider with a new key of a user. */
const asKeyOf = (user: string): Step => ({
    does: `configure the provider with a key of ${user}`,
    run: async (bench) => {
        const { id: accessKey, secret: secretKey } = createAccessKey(bench.aws.account, user);
        return configure({ accessKey, secretKey }).run(bench);
    },
});

/** Leaves the deployer with one action. */
const allow = (...actions: string[]) =>
    account(`allow the deployer ${actions.join(", ")} alone`, (where) => {
        where.attachments.splice(0);
        const statement = { Effect: "Allow", Action: actions, Resource: "*" };
        where.deployer.inlinePolicies.set("p", JSON.stringify({ Statement: [statement] }));
    });

export const FUNCTIONS: FactGroup = {
    title: "Functions and diagnostics",
    facts: [
        {
            fact: "a location that isn't registered is answered by nothing, which is no error",
            source: 'terraform-provider-aws, internal/service/lakeformation/resource_data_source.go: d.SetId("")',
            steps: [
                invoke(GET_RESOURCE, { arn: ALL_BUCKETS }, { is: {} }),
                account("register by hand", registerByHand),
                invoke(
                    GET_RESOURCE,
                    { arn: ALL_BUCKETS },
                    { has: { arn: ALL_BUCKETS, withFederation: false } },
                ),
            ],
        },
        {
            fact: "a Plugin-Framework function that fails is logged as an error of the stack, whether the program catches it or not",
            source: "pulumi-terraform-bridge 3.136, pf/tfbridge/provider_diagnostics.go",
            steps: [
                invoke(GET_CATALOG, NAME, {
                    fails: "reading Glue Catalog (s3tablescatalog): couldn't find resource",
                    logs: ["error: [ERROR] couldn't find resource: reading Glue Catalog (s3tablescatalog)"],
                }),
            ],
        },
        {
            fact: "an SDKv2 function that fails isn't logged",
            source: "pulumi-terraform-bridge 3.136, tfbridge/provider.go Invoke",
            steps: [
                invoke(
                    "aws:iam/getRole:getRole",
                    { name: "x" },
                    { fails: /reading IAM Role \(x\): .*NoSuchEntity/s },
                ),
                invoke(
                    "aws:iam/getUser:getUser",
                    { userName: "x" },
                    { fails: /reading IAM User \(x\): .*NoSuchEntity/s },
                ),
            ],
        },
        {
            fact: "getCatalog reads the tags too, and answers the catalog's own id",
            source: "terraform-provider-aws, internal/service/glue/catalog_data_source.go: GetCatalog, then GetTags",
            steps: [
                account("mount by hand", mountByHand),
                invoke(GET_CATALOG, NAME, { has: { catalogId: `${ACCOUNT}:s3tablescatalog` } }),
                allow("glue:GetCatalog"),
                {
                    does: "invoke getCatalog without glue:GetTags",
                    run: async (bench) => {
                        const refused = new RegExp(
                            `glue:GetTags on resource: ${mountArn(bench.aws.account)}`,
                        );
                        return invoke(GET_CATALOG, NAME, { fails: refused, logs: [refused] }).run(bench);
                    },
                },
                allow("glue:GetCatalog", "glue:GetTags"),
                invoke(GET_CATALOG, NAME, { has: { name: "s3tablescatalog" } }),
            ],
        },
        {
            fact: "a Plugin-Framework delete that fails says its error twice, once as [ERROR]",
            source: "pulumi-terraform-bridge 3.136, pf/tfbridge/provider_delete.go: logged and returned",
            steps: [
                up(BUCKET, "created"),
                up(NAMESPACE, "created"),
                remove("bucket", {
                    result: /^failed: deleting S3 Tables Table Bucket .*ConflictException: The bucket that you tried to delete is not empty\.$/s,
                    logs: [
                        /^error: \[ERROR\] operation error S3Tables: DeleteTableBucket.*is not empty\.: deleting S3 Tables Table Bucket/s,
                    ],
                }),
            ],
        },
        {
            fact: "an SDKv2 operation that fails says its error twice too, once as Terraform's SDK logs it",
            source: "seen with the bridge: tfshim/sdk-v2/provider2.go, handleDiagnostics",
            steps: [
                up(USER, "created"),
                allow("s3:GetObject"),
                remove("user", {
                    result: /^failed: deleting urn:.*: 1 error occurred:\n\t\* deleting IAM User \(starrocks\): .*AccessDenied.*\n\n$/s,
                    logs: [
                        /^error: +sdk-v2\/provider2\.go:\d+: sdk\.helper_schema: deleting IAM User .*AccessDenied/s,
                    ],
                }),
            ],
        },
        {
            fact: "a provider acts as the key and the last role that it is configured with, each connection for itself",
            source: "terraform-provider-aws, provider configuration: access_key, assume_role",
            steps: [
                account("make a role", (where) => roleByHand(where)),
                account("allow a user to look at users", (where) => {
                    const { inlinePolicies } = createUser(where, { name: "ci" });
                    const statement = { Effect: "Allow", Action: "iam:GetUser", Resource: "*" };
                    inlinePolicies.set("p", JSON.stringify({ Statement: [statement] }));
                }),
                asKeyOf("ci"),
                invoke(CALLER, {}, { has: { arn: `arn:aws:iam::${ACCOUNT}:user/ci` } }),
                invoke("aws:iam/getUser:getUser", { userName: "ci" }, { has: { userName: "ci" } }),
                invoke(
                    "aws:iam/getRole:getRole",
                    { name: ROLE_NAME },
                    { fails: /user\/ci is not authorized/ },
                ),
                configure({ assumeRoles: [{ roleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE_NAME}` }] }),
                invoke(
                    CALLER,
                    {},
                    { has: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE_NAME}/pulumi` } },
                ),
            ],
        },
    ],
};
