import { iamArn } from "../../account/arns";
import * as iam from "../../account/iamPolicies";
import type { ResourceType } from "../resourceType";
import { isChanged, tagsOnCreate, tagsOnUpdate } from "../rights";
import { optionalText, orAbsent, tagsOf, text } from "../values";

export const managedPolicy: ResourceType = {
    token: "aws:iam/policy:Policy",
    title: "IAM Policy",
    inputs: {
        name: { forceNew: true },
        namePrefix: { forceNew: true, writeOnly: true },
        path: { forceNew: true, default: "/" },
        description: { forceNew: true },
        policy: { required: true, policy: true },
        delayAfterPolicyCreationInMs: { writeOnly: true },
        tags: {},
    },
    outputs: ["arn", "attachmentCount", "policyId", "tagsAll"],
    autoname: "name",
    rights: {
        create: ["iam:CreatePolicy", tagsOnCreate("iam:TagPolicy")],
        read: ["iam:GetPolicy", "iam:GetPolicyVersion"],
        // A policy keeps five versions: the provider makes room before a new one, and removes all before the policy.
        update: [
            ...["iam:ListPolicyVersions", "iam:DeletePolicyVersion", "iam:CreatePolicyVersion"].map(
                (action) => ({
                    action,
                    when: isChanged("policy"),
                }),
            ),
            ...tagsOnUpdate("iam:TagPolicy", "iam:UntagPolicy"),
        ],
        delete: ["iam:ListPolicyVersions", "iam:DeletePolicyVersion", "iam:DeletePolicy"],
    },
    arn: (account, { arn, id, path, name }) => text(arn ?? id) || iamArn(account, `policy${path}${name}`),

    create({ account }, { name, path, description, policy, tags }) {
        const created = iam.createPolicy(account, {
            name: text(name),
            path: optionalText(path),
            description: text(description),
            document: text(policy),
            tags: tagsOf(tags),
        });
        return { id: created.arn };
    },
    read({ account }, id) {
        const { arn, name, path, description, document, id: policyId, tags } = iam.findPolicy(account, id);
        const attachmentCount = account.attachments.filter(({ policyArn }) => policyArn === arn).length;
        return {
            inputs: {
                name,
                path,
                description: description || undefined,
                policy: document,
                tags: orAbsent(tags),
            },
            outputs: { arn, policyId, attachmentCount, tagsAll: tags },
        };
    },
    update({ account }, id, { policy, tags }) {
        iam.updatePolicy(account, id, text(policy));
        iam.findPolicy(account, id).tags = tagsOf(tags);
    },
    remove({ account }, id) {
        iam.deletePolicy(account, id);
    },
};
