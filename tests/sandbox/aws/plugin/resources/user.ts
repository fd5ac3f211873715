import { iamArn } from "../../account/arns";
import { deleteInlinePolicy, detachPolicy } from "../../account/iamPolicies";
import * as iam from "../../account/iamPrincipals";
import type { ResourceType } from "../resourceType";
import { isChanged, tagsOnCreate, tagsOnUpdate } from "../rights";
import { optionalText, orAbsent, tagsOf, text } from "../values";

export const user: ResourceType = {
    token: "aws:iam/user:User",
    title: "IAM User",
    inputs: {
        name: { forceNew: true },
        path: { forceNew: true, default: "/" },
        forceDestroy: { writeOnly: true },
        permissionsBoundary: {},
        tags: {},
    },
    outputs: ["arn", "uniqueId", "tagsAll"],
    autoname: "name",
    rights: {
        create: ["iam:CreateUser", tagsOnCreate("iam:TagUser")],
        read: ["iam:GetUser"],
        update: [
            { action: "iam:PutUserPermissionsBoundary", when: isChanged("permissionsBoundary") },
            ...tagsOnUpdate("iam:TagUser", "iam:UntagUser"),
        ],
        // The provider takes the user out of its groups first, so it lists them.
        delete: ["iam:ListGroupsForUser", "iam:DeleteUser"],
    },
    arn: (account, { arn, path = "/", name, id }) => text(arn) || iamArn(account, `user${path}${name ?? id}`),

    create({ account }, { name, path, permissionsBoundary, tags }) {
        const created = iam.createUser(account, {
            name: text(name),
            path: optionalText(path),
            permissionsBoundary: optionalText(permissionsBoundary),
            tags: tagsOf(tags),
        });
        return { id: created.name };
    },
    read({ account }, id) {
        const { name, path, arn, id: uniqueId, permissionsBoundary, tags } = iam.findUser(account, id);
        return {
            inputs: { name, path, permissionsBoundary, tags: orAbsent(tags) },
            outputs: { arn, uniqueId, tagsAll: tags },
        };
    },
    update({ account }, id, { permissionsBoundary, tags }) {
        const found = iam.findUser(account, id);
        found.permissionsBoundary = optionalText(permissionsBoundary);
        found.tags = tagsOf(tags);
    },
    remove({ account }, id, { forceDestroy }) {
        if (forceDestroy === true) {
            for (const key of iam.accessKeysOf(account, id)) iam.deleteAccessKey(account, key.id);
            for (const arn of iam.attachedTo(account, "user", id)) detachPolicy(account, "user", id, arn);
            for (const name of [...iam.findUser(account, id).inlinePolicies.keys()])
                deleteInlinePolicy(account, "user", id, name);
        }
        iam.deleteUser(account, id);
    },
};
