import { attachedTo, createUser } from "../../../sandbox/aws/account/iamPrincipals";
import type { Declaration, FactGroup } from "../facts";
import { account, holds, refresh, up } from "../steps";
import { roleByHand } from "./byHand";
import { ALL_BUCKETS, MOUNT, REGISTRATION, ROLE, USER } from "./resources";

const POLICY_ARN = "arn:aws:iam::aws:policy/AmazonS3TablesReadOnlyAccess";

const attachmentTo = (user: string): Declaration => ({
    type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    name: "attachment",
    inputs: { user, policyArn: POLICY_ARN },
});

const policyOf = (statement: object): Declaration => ({
    type: "aws:iam/policy:Policy",
    name: "policy",
    inputs: {
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
    },
});

const isRegistered = (expected: boolean) =>
    holds("the registration", expected, ({ registrations }) => registrations.has(ALL_BUCKETS));

const STATE_DIFF = "pulumi-terraform-bridge 3.136, tfbridge/provider.go Diff: olds are the state";
const LITERAL = "pulumi-terraform-bridge 3.136, tfbridge/diff.go computeIgnoreChanges";
const PATTERN = "pulumi-terraform-bridge 3.136, unstable/propertyvalue/ignore_changes.go";

export const DIFFERENCES: FactGroup = {
    title: "Differences and ignoreChanges",
    facts: [
        {
            fact: "withFederation of all table buckets reads back false, so that every up replaces the registration and loses it",
            source: `${STATE_DIFF}; gooddata-cn-terraform ignores the attribute for that reason`,
            steps: [
                account("make the role", (where) => roleByHand(where)),
                up(REGISTRATION, { result: "created", state: { withFederation: false } }),
                up(REGISTRATION, "replaced: withFederation"),
                isRegistered(false),
            ],
        },
        {
            fact: "a release that reads withFederation back as it was given leaves the registration alone",
            source: "not settled; both must work",
            account: { provider: { readsFederationBack: true } },
            steps: [
                account("make the role", (where) => roleByHand(where)),
                up(REGISTRATION, { result: "created", state: { withFederation: true } }),
                up(REGISTRATION, "unchanged"),
            ],
        },
        {
            fact: "an SDKv2 type takes ignoreChanges literally: * ignores nothing that the state says otherwise",
            source: LITERAL,
            steps: [
                account("make the role", (where) => roleByHand(where)),
                up(REGISTRATION, "created"),
                up({ ...REGISTRATION, ignoreChanges: ["*"] }, "replaced: withFederation"),
            ],
        },
        {
            fact: "an SDKv2 type ignores a property that is named",
            source: LITERAL,
            steps: [
                account("make the role", (where) => roleByHand(where)),
                up(REGISTRATION, "created"),
                up({ ...REGISTRATION, ignoreChanges: ["withFederation"] }, "unchanged"),
                isRegistered(true),
            ],
        },
        {
            fact: "a Plugin-Framework type takes ignoreChanges as a pattern: * ignores what was changed outside",
            source: PATTERN,
            steps: [
                up({ ...MOUNT, inputs: { ...MOUNT.inputs, description: "one" } }, "created"),
                account("change the mount's switch and tags", ({ mount }) =>
                    Object.assign(mount!, {
                        allowFullTableExternalDataAccess: false,
                        tags: { owner: "somebody" },
                    }),
                ),
                refresh("mount", "refreshed"),
                up(
                    {
                        ...MOUNT,
                        ignoreChanges: ["*"],
                        inputs: { ...MOUNT.inputs, description: "another" },
                    },
                    "unchanged",
                ),
            ],
        },
        {
            fact: "a setting of the mount is changed in place, and updateTime with it",
            source: "pulumi-terraform-bridge 3.136, pf/tfbridge/provider_diff.go checkRequiresReplace: the provider names federatedCatalog to be replaced, which doesn't differ",
            steps: [
                up(MOUNT, "created"),
                up(
                    {
                        ...MOUNT,
                        inputs: {
                            ...MOUNT.inputs,
                            description: "ours",
                            parameters: { purpose: "lake" },
                            allowFullTableExternalDataAccess: "False",
                        },
                    },
                    "updated: allowFullTableExternalDataAccess, description, parameters, updateTime",
                ),
                holds("the mount's switch", false, ({ mount }) => mount?.allowFullTableExternalDataAccess),
            ],
        },
        {
            fact: "a Plugin-Framework resource that is replaced is never deleted first, so that another connection of the mount fails",
            source: "pulumi-terraform-bridge 3.136, pf/tfbridge/provider_diff.go: nameRequiresDeleteBeforeReplace is left out",
            steps: [
                up(MOUNT, "created"),
                up(
                    {
                        ...MOUNT,
                        inputs: {
                            ...MOUNT.inputs,
                            federatedCatalog: { identifier: ALL_BUCKETS, connectionName: "aws:s3" },
                        },
                    },
                    {
                        result: /^failed: .*AlreadyExistsException: Catalog s3tablescatalog already exists\.$/s,
                        logs: [/^error: \[ERROR\] .*AlreadyExistsException.*creating Glue Catalog/s],
                    },
                ),
            ],
        },
        {
            fact: "policies are compared by what they allow, not by how they are spelled",
            source: "hashicorp/awspolicyequivalence; terraform-provider-aws, DiffSuppressFunc of policies",
            steps: [
                up(policyOf({ Action: ["s3:GetObject", "s3:PutObject"], Resource: ["*"] }), "created"),
                up(policyOf({ Resource: "*", Action: ["s3:PutObject", "s3:GetObject"] }), "unchanged"),
                up(policyOf({ Action: ["s3:GetObject"], Resource: "*" }), "updated: policy"),
            ],
        },
        {
            fact: "a policy attachment is deleted before it is replaced, so that the other principal waits without it",
            source: "pulumi-aws, provider/resources.go: DeleteBeforeReplace of both attachments",
            steps: [
                account("make two users", (where) => {
                    createUser(where, { name: "one" });
                    createUser(where, { name: "two" });
                }),
                up(attachmentTo("one"), "created"),
                up(attachmentTo("two"), "deleted before replaced: user"),
                holds("the attachments", [[], [POLICY_ARN]], (where) =>
                    ["one", "two"].map((name) => attachedTo(where, "user", name)),
                ),
            ],
        },
        {
            fact: "an SDKv2 resource whose name the program has chosen is deleted before it is replaced",
            source: "pulumi-terraform-bridge 3.136, tfbridge/schema.go nameRequiresDeleteBeforeReplace",
            steps: [
                up(ROLE, "created"),
                up({ ...ROLE, inputs: { ...ROLE.inputs, path: "/lake/" } }, "deleted before replaced: path"),
            ],
        },
        {
            fact: "a user's name and path change in place",
            source: "terraform-provider-aws, internal/service/iam/user.go: neither is ForceNew",
            steps: [
                up(USER, "created"),
                up(
                    { ...USER, inputs: { name: "analytics", path: "/lake/" } },
                    { result: "updated: name, path", state: { name: "analytics", path: "/lake/" } },
                ),
                holds("the users", ["deployer", "analytics"], ({ users }) => [...users.keys()]),
            ],
        },
    ],
};
