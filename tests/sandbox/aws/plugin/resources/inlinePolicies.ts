import { iamArn } from "../../account/arns";
import { deleteInlinePolicy, findInlinePolicy, putInlinePolicy } from "../../account/iamPolicies";
import type { ResourceType } from "../resourceType";
import { text } from "../values";

/** Ids are `<principal>:<policy name>`. */
function splitId(id: string): [principal: string, policy: string] {
    const [principal = "", policy = ""] = id.split(":");
    return [principal, policy];
}

function inlinePolicy(kind: "user" | "role", token: string, title: string): ResourceType {
    const suffix = kind === "user" ? "UserPolicy" : "RolePolicy";
    return {
        token,
        title,
        inputs: {
            name: { forceNew: true },
            namePrefix: { forceNew: true, writeOnly: true },
            policy: { required: true, policy: true },
            [kind]: { required: true, forceNew: true },
        },
        outputs: [],
        autoname: "name",
        rights: {
            create: [`iam:Put${suffix}`],
            read: [`iam:Get${suffix}`],
            update: [`iam:Put${suffix}`],
            delete: [`iam:Delete${suffix}`],
        },
        arn(account, properties) {
            const name = text(properties[kind]) || splitId(text(properties.id))[0];
            const principals = kind === "user" ? account.users : account.roles;
            return principals.get(name)?.arn ?? iamArn(account, `${kind}/${name}`);
        },

        create({ account }, inputs) {
            const [principal, name] = [text(inputs[kind]), text(inputs.name)];
            putInlinePolicy(account, kind, principal, name, text(inputs.policy));
            return { id: `${principal}:${name}` };
        },
        read({ account }, id) {
            const [principal, name] = splitId(id);
            return {
                inputs: { name, policy: findInlinePolicy(account, kind, principal, name), [kind]: principal },
                outputs: {},
            };
        },
        update({ account }, id, { policy }) {
            const [principal, name] = splitId(id);
            putInlinePolicy(account, kind, principal, name, text(policy));
        },
        remove({ account }, id) {
            deleteInlinePolicy(account, kind, ...splitId(id));
        },
    };
}

export const userPolicy = inlinePolicy("user", "aws:iam/userPolicy:UserPolicy", "IAM User Policy");
export const rolePolicy = inlinePolicy("role", "aws:iam/rolePolicy:RolePolicy", "IAM Role Policy");
