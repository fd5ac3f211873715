import { createRole, createUser, findRole } from "../../../sandbox/aws/account/iamPrincipals";
import { createTableBucket } from "../../../sandbox/aws/account/s3tables";
import type { FactGroup } from "../facts";
import { account, configure, holds, up } from "../steps";
import { mountByHand, roleByHand } from "./byHand";
import { BUCKET, BUCKET_ARN, MOUNT, ROLE, ROLE_NAME, TRUST, USER } from "./resources";

const DEFAULT_TAGS = configure({ defaultTags: { tags: { stage: "dev" } } });
const TAGS = ["tags", "tagsAll"];

export const IMPORTS: FactGroup = {
    title: "Imports and default tags",
    facts: [
        {
            fact: "what differs from the program is imported and then updated in the same up",
            source: "pulumi/pkg/resource/deploy/step_generator.go, ContinueStepsFromImport",
            steps: [
                account("make the role", (where) => roleByHand(where)),
                up(
                    {
                        ...ROLE,
                        import: ROLE_NAME,
                        inputs: { ...ROLE.inputs, description: "ours", forceDetachPolicies: false },
                    },
                    "imported, updated: description, forceDetachPolicies",
                ),
                holds("the description", "ours", (where) => findRole(where, ROLE_NAME).description),
            ],
        },
        {
            fact: "a default of false that can't be read is no difference by itself to an SDKv2 type",
            source: "seen with the bridge: a state without it and false are the same to Terraform's plugin SDK",
            steps: [
                account("make a role and a user", (where) => {
                    createRole(where, { name: ROLE_NAME, assumeRolePolicy: TRUST });
                    createUser(where, { name: "starrocks" });
                }),
                up({ ...ROLE, import: ROLE_NAME }, "imported"),
                up({ ...USER, import: "starrocks" }, "imported"),
                up({ ...USER, inputs: { ...USER.inputs, forceDestroy: true } }, "updated: forceDestroy"),
            ],
        },
        {
            fact: "an imported table bucket is updated for forceDestroy, which can't be read",
            source: "terraform-provider-aws, internal/service/s3tables/table_bucket.go: a default of the plan",
            steps: [
                account("make a bucket", (where) => createTableBucket(where, { name: "lake" })),
                up(
                    { ...BUCKET, import: BUCKET_ARN },
                    { result: "imported, updated: forceDestroy", state: { forceDestroy: false } },
                ),
                up({ ...BUCKET, import: BUCKET_ARN }, "unchanged"),
            ],
        },
        {
            fact: "the provider's default tags are really set, and tagsAll has them",
            source: "terraform-provider-aws, transparent tagging; pulumi-aws, applyTags",
            steps: [
                DEFAULT_TAGS,
                up(BUCKET, { result: "created", state: { tags: undefined, tagsAll: { stage: "dev" } } }),
                up(ROLE, { result: "created", state: { tagsAll: { stage: "dev" } } }),
                holds("the tags", [{ stage: "dev" }, { stage: "dev" }], (where) => [
                    where.tableBuckets.get("lake")?.tags,
                    findRole(where, ROLE_NAME).tags,
                ]),
                up(BUCKET, "unchanged"),
                up(ROLE, "unchanged"),
            ],
        },
        {
            fact: "default tags reach a mount that was only imported, and ignoreChanges doesn't help",
            source: "all tags are planned after ignoreChanges: terraform-provider-aws, tagsInterceptor ModifyPlan",
            steps: [
                account("mount by hand", mountByHand),
                DEFAULT_TAGS,
                up(
                    { ...MOUNT, import: "s3tablescatalog", ignoreChanges: TAGS },
                    "imported, updated: tagsAll",
                ),
                holds("the mount's tags", { stage: "dev" }, ({ mount }) => mount?.tags),
            ],
        },
        {
            fact: "default tags reach an imported role with any other update of it, and ignoreChanges doesn't help",
            source: "seen with the bridge: an update sets all tags",
            steps: [
                account("make the role", (where) => roleByHand(where)),
                DEFAULT_TAGS,
                up(
                    { ...ROLE, import: ROLE_NAME, ignoreChanges: TAGS },
                    "imported, updated: description, forceDetachPolicies",
                ),
                holds("the role's tags", { stage: "dev" }, (where) => findRole(where, ROLE_NAME).tags),
            ],
        },
    ],
};
