import { kmsArn } from "../../account/arns";
import { AwsError } from "../../account/errors";
import * as kms from "../../account/kms";
import { parsePolicy } from "../../account/policyDocument";
import type { ResourceType } from "../resourceType";
import { isChanged, keyToBeMade, tagsOnCreate, tagsOnUpdate } from "../rights";
import { optionalText, orAbsent, tagsOf, text } from "../values";

export const key: ResourceType = {
    token: "aws:kms/key:Key",
    title: "KMS Key",
    inputs: {
        bypassPolicyLockoutSafetyCheck: { writeOnly: true, default: false },
        customKeyStoreId: { forceNew: true },
        customerMasterKeySpec: { forceNew: true, default: "SYMMETRIC_DEFAULT" },
        deletionWindowInDays: { writeOnly: true },
        description: { computed: true },
        enableKeyRotation: { computed: true },
        isEnabled: { default: true },
        keyUsage: { forceNew: true, default: "ENCRYPT_DECRYPT" },
        multiRegion: { forceNew: true, computed: true },
        policy: { policy: true, computed: true },
        rotationPeriodInDays: { writeOnly: true },
        region: { computed: true, forceNew: true },
        tags: {},
        xksKeyId: { forceNew: true },
    },
    outputs: ["arn", "keyId", "tagsAll"],
    rights: {
        create: [
            { action: "kms:CreateKey", arn: () => "*" },
            {
                action: "kms:EnableKeyRotation",
                arn: keyToBeMade,
                when: ({ enableKeyRotation }) => enableKeyRotation === true,
            },
            { ...tagsOnCreate("kms:TagResource"), arn: keyToBeMade },
        ],
        read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        update: [
            { action: "kms:PutKeyPolicy", when: isChanged("policy") },
            { action: "kms:UpdateKeyDescription", when: isChanged("description") },
            {
                action: "kms:EnableKeyRotation",
                when: (news, olds) =>
                    news.enableKeyRotation === true && isChanged("enableKeyRotation")(news, olds),
            },
            {
                action: "kms:DisableKeyRotation",
                when: (news, olds) =>
                    news.enableKeyRotation !== true && isChanged("enableKeyRotation")(news, olds),
            },
            ...tagsOnUpdate("kms:TagResource", "kms:UntagResource"),
        ],
        delete: ["kms:ScheduleKeyDeletion"],
    },
    arn: (account, { arn, id }) => text(arn) || (id ? kmsArn(account, `key/${id}`) : "*"),
    check({ policy }) {
        try {
            if (policy !== undefined) parsePolicy(text(policy));
            return [];
        } catch {
            return [{ property: "policy", reason: "contains an invalid JSON" }];
        }
    },

    create({ account }, { policy, description, enableKeyRotation, tags }) {
        const created = kms.createKey(account, {
            policy: optionalText(policy),
            description: text(description),
            rotation: enableKeyRotation === true,
            tags: tagsOf(tags),
        });
        return { id: created.id };
    },
    read({ account }, id) {
        const { arn, description, enabled, policy, rotation, tags, id: keyId } = kms.findKey(account, id);
        return {
            inputs: {
                customerMasterKeySpec: "SYMMETRIC_DEFAULT",
                description: description || undefined,
                enableKeyRotation: rotation,
                keyUsage: "ENCRYPT_DECRYPT",
                multiRegion: false,
                isEnabled: enabled,
                policy,
                region: account.region,
                tags: orAbsent(tags),
            },
            outputs: { arn, keyId, tagsAll: tags },
        };
    },
    update({ account }, id, { policy, description, enableKeyRotation, isEnabled, tags }) {
        const found = kms.findKey(account, id);
        Object.assign(found, {
            policy: optionalText(policy) ?? found.policy,
            description: text(description),
            rotation: enableKeyRotation === undefined ? found.rotation : enableKeyRotation === true,
            enabled: isEnabled !== false,
            tags: tagsOf(tags),
        });
    },
    remove({ account }, id) {
        kms.deleteKey(account, id);
    },
};

export const alias: ResourceType = {
    token: "aws:kms/alias:Alias",
    title: "KMS Alias",
    inputs: {
        name: { forceNew: true },
        namePrefix: { forceNew: true, writeOnly: true },
        targetKeyId: { required: true },
        region: { computed: true, forceNew: true },
    },
    outputs: ["arn", "targetKeyArn"],
    autoname: "name",
    autonamePrefix: "alias/",
    rights: {
        create: ["kms:CreateAlias"],
        read: [{ action: "kms:ListAliases", arn: () => "*" }],
        update: ["kms:UpdateAlias"],
        delete: ["kms:DeleteAlias"],
    },
    arn: (account, { name, id }) => kmsArn(account, text(name ?? id)),

    create({ account }, { name, targetKeyId }) {
        kms.createAlias(account, text(name), text(targetKeyId));
        return { id: text(name) };
    },
    read({ account }, id) {
        const targetKeyId = account.kmsAliases.get(id);
        if (!targetKeyId) throw new AwsError("NotFoundException", `Alias ${id} is not found.`);
        return {
            inputs: { name: id, targetKeyId, region: account.region },
            outputs: { arn: kmsArn(account, id), targetKeyArn: kms.findKey(account, targetKeyId).arn },
        };
    },
    update({ account }, id, { targetKeyId }) {
        account.kmsAliases.set(id, kms.findKey(account, text(targetKeyId)).id);
    },
    remove({ account }, id) {
        account.kmsAliases.delete(id);
    },
};
