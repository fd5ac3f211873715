import { iamArn } from "../../account/arns";
import { deleteInlinePolicy, detachPolicy } from "../../account/iamPolicies";
import * as iam from "../../account/iamPrincipals";
import type { ResourceType } from "../resourceType";
import { isChanged, tagsOnCreate, tagsOnUpdate } from "../rights";
import { optionalText, orAbsent, tagsOf, text } from "../values";

/** The provider leaves the length to IAM. */
const iamNames = /^[0-9A-Za-z=,.@\-_+]+$/;

export const user: ResourceType = {
    token: "aws:iam/user:User",
    title: "IAM User",
    inputs: {
        name: {},
        path: { default: "/" },
        forceDestroy: { writeOnly: true, default: false },
        permissionsBoundary: {},
        tags: {},
    },
    outputs: ["arn", "uniqueId", "tagsAll"],
    autoname: "name",
    rights: {
        create: ["iam:CreateUser", tagsOnCreate("iam:TagUser")],
        read: ["iam:GetUser"],
        update: [
            {
                action: "iam:UpdateUser",
                when: (news, olds) => isChanged("name")(news, olds) || isChanged("path")(news, olds),
            },
            { action: "iam:PutUserPermissionsBoundary", when: isChanged("permissionsBoundary") },
            ...tagsOnUpdate("iam:TagUser", "iam:UntagUser"),
        ],
        // The provider takes the user out of its groups first, so it lists them.
        delete: ["iam:ListGroupsForUser", "iam:DeleteUser"],
    },
    check: ({ name }) =>
        iamNames.test(text(name))
            ? []
            : [
                  {
                      property: "name",
                      reason: "invalid value for name (must only contain alphanumeric characters, hyphens, underscores, commas, periods, @ symbols, plus and equals signs)",
                  },
              ],
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
    update({ account }, id, { name, path, permissionsBoundary, tags }) {
        const found = iam.updateUser(account, id, { name: text(name), path: text(path) });
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
