import { iamArn } from "../account/arns";
import { AwsError } from "../account/errors";
import { deleteInlinePolicy, findInlinePolicy, putInlinePolicy } from "../account/iamPolicies";
import { createRole, deleteRole, findRole } from "../account/iamPrincipals";
import type { Tags } from "../account/iamState";
import type { Account } from "../account/state";
import { authorize, isAllowed } from "../authorization/authorize";
import { type Principal, rolePrincipal, userPrincipal } from "../authorization/principal";
import { type Parameters, type QueryAction, queryService } from "../http/query";
import type { Handler } from "../http/server";
import type { Sandbox } from "../sandbox";

function tagsIn(parameters: Parameters): Tags {
    const tags: Tags = {};
    for (let index = 1; parameters[`Tags.member.${index}.Key`] !== undefined; index++) {
        tags[parameters[`Tags.member.${index}.Key`]!] = parameters[`Tags.member.${index}.Value`] ?? "";
    }
    return tags;
}

const required = (parameters: Parameters, name: string) => {
    const value = parameters[name];
    if (!value) throw new AwsError("ValidationError", `The request must contain the parameter ${name}.`);
    return value;
};

/** An action on the role that RoleName names. */
function onRole(
    action: string,
    run: (sandbox: Sandbox, role: string, parameters: Parameters) => ReturnType<QueryAction>,
): QueryAction {
    return (sandbox, caller, parameters) => {
        const { account } = sandbox;
        const name = required(parameters, "RoleName");
        authorize(account, caller, `iam:${action}`, [
            account.roles.get(name)?.arn ?? iamArn(account, `role/${name}`),
        ]);
        return run(sandbox, name, parameters);
    };
}

const described = (sandbox: Sandbox, name: string) => {
    const { arn, id, path, createdAt, assumeRolePolicy } = findRole(sandbox.account, name);
    return {
        Role: {
            RoleName: name,
            RoleId: id,
            Arn: arn,
            Path: path,
            CreateDate: new Date(createdAt).toISOString(),
            AssumeRolePolicyDocument: encodeURIComponent(assumeRolePolicy),
        },
    };
};

/** Members of a list, such as `ActionNames.member.1`. */
function membersOf(parameters: Parameters, list: string): string[] {
    const members: string[] = [];
    while (parameters[`${list}.member.${members.length + 1}`] !== undefined) {
        members.push(parameters[`${list}.member.${members.length + 1}`]!);
    }
    return members;
}

function principalNamed(account: Account, arn: string): Principal {
    const [, kind, name = ""] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    return kind === "role" ? rolePrincipal(account, name, "simulation") : userPrincipal(account, name);
}

function contextIn(parameters: Parameters): Record<string, string> {
    const context: Record<string, string> = {};
    for (let index = 1; parameters[`ContextEntries.member.${index}.ContextKeyName`] !== undefined; index++) {
        const entry = `ContextEntries.member.${index}`;
        context[parameters[`${entry}.ContextKeyName`]!] =
            parameters[`${entry}.ContextKeyValues.member.1`] ?? "";
    }
    return context;
}

/** One result for each action, the most restrictive of all resources (API_EvaluationResult of IAM's reference). */
const simulatePrincipalPolicy: QueryAction = ({ account }, caller, parameters) => {
    const arn = required(parameters, "PolicySourceArn");
    authorize(account, caller, "iam:SimulatePrincipalPolicy", [arn]);
    const principal = principalNamed(account, arn);
    const named = membersOf(parameters, "ResourceArns");
    const resources = named.length === 0 ? ["*"] : named;
    const context = contextIn(parameters);
    return {
        EvaluationResults: membersOf(parameters, "ActionNames").map((action) => ({
            EvalActionName: action,
            EvalResourceName: resources[0],
            EvalDecision: resources.every((resource) =>
                isAllowed(account, principal, { action, resource, context }),
            )
                ? "allowed"
                : "implicitDeny",
        })),
        IsTruncated: "false",
    };
};

const actions: Readonly<Record<string, QueryAction>> = {
    GetRole: onRole("GetRole", described),
    CreateRole: onRole("CreateRole", (sandbox, name, parameters) => {
        createRole(sandbox.account, {
            name,
            assumeRolePolicy: required(parameters, "AssumeRolePolicyDocument"),
            description: parameters.Description,
            tags: tagsIn(parameters),
        });
        return described(sandbox, name);
    }),
    DeleteRole: onRole("DeleteRole", ({ account }, name) => {
        deleteRole(account, name);
        return {};
    }),
    TagRole: onRole("TagRole", ({ account }, name, parameters) => {
        Object.assign(findRole(account, name).tags, tagsIn(parameters));
        return {};
    }),
    UntagRole: onRole("UntagRole", ({ account }, name, parameters) => {
        for (const [parameter, key] of Object.entries(parameters)) {
            if (parameter.startsWith("TagKeys.member.")) delete findRole(account, name).tags[key];
        }
        return {};
    }),
    GetRolePolicy: onRole("GetRolePolicy", ({ account }, RoleName, parameters) => {
        const PolicyName = required(parameters, "PolicyName");
        const document = findInlinePolicy(account, "role", RoleName, PolicyName);
        return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
    }),
    PutRolePolicy: onRole("PutRolePolicy", ({ account }, name, parameters) => {
        const document = required(parameters, "PolicyDocument");
        putInlinePolicy(account, "role", name, required(parameters, "PolicyName"), document);
        return {};
    }),
    DeleteRolePolicy: onRole("DeleteRolePolicy", ({ account }, name, parameters) => {
        deleteInlinePolicy(account, "role", name, required(parameters, "PolicyName"));
        return {};
    }),
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
};

/** Of IAM's API what this package calls past the AWS provider: roles and their inline policies, and the simulation. */
export const iamHandler = (sandbox: Sandbox): Handler => queryService(sandbox, "iam", actions);
