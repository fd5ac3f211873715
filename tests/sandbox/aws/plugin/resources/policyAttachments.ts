import { iamArn } from "../../account/arns";
import { AwsError } from "../../account/errors";
import { attachPolicy, detachPolicy } from "../../account/iamPolicies";
import { attachedTo, findRole, findUser } from "../../account/iamPrincipals";
import { hash } from "../../account/identifiers";
import type { Properties, ResourceType } from "../resourceType";
import { text } from "../values";

/** An import names `<principal>/<policy ARN>`; ids of created ones are `<principal>-<random>`. */
function partsOf(kind: "user" | "role", id: string, state: Properties): { name: string; policyArn: string } {
    const [, name = "", policyArn = ""] = /^([^/]+)\/(arn:.+)$/.exec(id) ?? [];
    return { name: text(state[kind]) || name, policyArn: text(state.policyArn) || policyArn };
}

const ofPolicy = ({ policyArn }: Properties) => ({ "iam:PolicyARN": text(policyArn) });

function attachment(kind: "user" | "role", token: string, title: string): ResourceType {
    const suffix = kind === "user" ? "UserPolicy" : "RolePolicy";
    return {
        token,
        title,
        inputs: {
            [kind]: { required: true, forceNew: true },
            policyArn: { required: true, forceNew: true },
        },
        outputs: [],
        deleteBeforeReplace: true,
        rights: {
            create: [{ action: `iam:Attach${suffix}`, context: ofPolicy }],
            read: [`iam:ListAttached${kind === "user" ? "User" : "Role"}Policies`],
            update: [],
            delete: [{ action: `iam:Detach${suffix}`, context: ofPolicy }],
        },
        arn(account, properties) {
            const { name } = partsOf(kind, text(properties.id), properties);
            const principals = kind === "user" ? account.users : account.roles;
            return principals.get(name)?.arn ?? iamArn(account, `${kind}/${name}`);
        },

        create({ account }, inputs) {
            const [name, policyArn] = [text(inputs[kind]), text(inputs.policyArn)];
            attachPolicy(account, kind, name, policyArn);
            return { id: `${name}-${hash(name + policyArn).slice(0, 26)}` };
        },
        read({ account }, id, state) {
            const { name, policyArn } = partsOf(kind, id, state);
            if (kind === "user") findUser(account, name);
            else findRole(account, name);
            if (!attachedTo(account, kind, name).includes(policyArn)) {
                throw new AwsError("NoSuchEntity", `Policy ${policyArn} is not attached to ${name}.`);
            }
            return { inputs: { [kind]: name, policyArn }, outputs: {} };
        },
        remove({ account }, id, state) {
            const { name, policyArn } = partsOf(kind, id, state);
            detachPolicy(account, kind, name, policyArn);
        },
    };
}

export const userPolicyAttachment = attachment(
    "user",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "IAM User Policy Attachment",
);

export const rolePolicyAttachment = attachment(
    "role",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "IAM Role Policy Attachment",
);
