import { iamArn } from "../../account/arns";
import { attachPolicy, detachPolicy } from "../../account/iamPolicies";
import * as iam from "../../account/iamPrincipals";
import { checkPolicyDocument } from "../../account/policyDocument";
import type { ResourceType } from "../resourceType";
import { isChanged, tagsOnCreate, tagsOnUpdate } from "../rights";
import { optionalText, orAbsent, tagsOf, text, texts, timestamp } from "../values";

export const role: ResourceType = {
    token: "aws:iam/role:Role",
    title: "IAM Role",
    inputs: {
        name: { forceNew: true },
        namePrefix: { forceNew: true, writeOnly: true },
        path: { forceNew: true, default: "/" },
        assumeRolePolicy: { required: true, policy: true },
        description: {},
        forceDetachPolicies: { writeOnly: true, default: false },
        managedPolicyArns: { set: true, computed: true },
        maxSessionDuration: { default: 3600 },
        permissionsBoundary: {},
        tags: {},
    },
    outputs: ["arn", "createDate", "uniqueId", "tagsAll"],
    autoname: "name",
    autonameLength: 64,
    rights: {
        create: ["iam:CreateRole", tagsOnCreate("iam:TagRole")],
        // The provider reads what hangs on the role, whether the program says anything about it or not.
        read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
        update: [
            { action: "iam:UpdateAssumeRolePolicy", when: isChanged("assumeRolePolicy") },
            { action: "iam:UpdateRoleDescription", when: isChanged("description") },
            { action: "iam:UpdateRole", when: isChanged("maxSessionDuration") },
            ...tagsOnUpdate("iam:TagRole", "iam:UntagRole"),
        ],
        delete: ["iam:ListInstanceProfilesForRole", "iam:DeleteRole"],
    },
    arn: (account, { arn, path = "/", name, id }) => text(arn) || iamArn(account, `role${path}${name ?? id}`),

    create({ account }, inputs) {
        const created = iam.createRole(account, {
            name: text(inputs.name),
            path: optionalText(inputs.path),
            assumeRolePolicy: text(inputs.assumeRolePolicy),
            description: text(inputs.description),
            maxSessionDuration: Number(inputs.maxSessionDuration),
            permissionsBoundary: optionalText(inputs.permissionsBoundary),
            tags: tagsOf(inputs.tags),
        });
        for (const arn of texts(inputs.managedPolicyArns)) attachPolicy(account, "role", created.name, arn);
        return { id: created.name };
    },
    read({ account }, id) {
        const found = iam.findRole(account, id);
        const {
            name,
            path,
            arn,
            id: uniqueId,
            assumeRolePolicy,
            maxSessionDuration,
            permissionsBoundary,
            tags,
        } = found;
        return {
            inputs: {
                name,
                path,
                assumeRolePolicy,
                description: found.description || undefined,
                managedPolicyArns: orAbsent(iam.attachedTo(account, "role", id)),
                maxSessionDuration,
                permissionsBoundary,
                tags: orAbsent(tags),
            },
            outputs: { arn, uniqueId, createDate: timestamp(found.createdAt), tagsAll: tags },
        };
    },
    update({ account }, id, news) {
        const found = iam.findRole(account, id);
        checkPolicyDocument(text(news.assumeRolePolicy), "trust");
        Object.assign(found, {
            assumeRolePolicy: text(news.assumeRolePolicy),
            description: text(news.description),
            maxSessionDuration: Number(news.maxSessionDuration),
            permissionsBoundary: optionalText(news.permissionsBoundary),
            tags: tagsOf(news.tags),
        });
        if (news.managedPolicyArns === undefined) return;
        const wanted = texts(news.managedPolicyArns);
        const attached = iam.attachedTo(account, "role", id);
        for (const arn of attached.filter((one) => !wanted.includes(one)))
            detachPolicy(account, "role", id, arn);
        for (const arn of wanted) attachPolicy(account, "role", id, arn);
    },
    remove({ account }, id, { forceDetachPolicies, managedPolicyArns }) {
        const attached = iam.attachedTo(account, "role", id);
        const own =
            forceDetachPolicies === true
                ? attached
                : texts(managedPolicyArns).filter((arn) => attached.includes(arn));
        for (const arn of own) detachPolicy(account, "role", id, arn);
        iam.deleteRole(account, id);
    },
};
