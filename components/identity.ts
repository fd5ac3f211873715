import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ArgumentProblem } from "./validation";

/**
 * The IAM identity whose permissions StarRocks uses. Leave it out for a new IAM user with an access key; or
 * name an existing user, or the existing role that the frontends run as.
 */
export interface IdentityArgs {
    /** Name of an existing IAM user. The policy is attached to it; its access key must be given too. */
    userName?: pulumi.Input<string>;
    /** Id of the existing user's access key. Only with `userName`. */
    accessKeyId?: pulumi.Input<string>;
    /** Secret of the existing user's access key; kept as a secret. Only with `userName`. */
    secretAccessKey?: pulumi.Input<string>;
    /**
     * Name of the existing IAM role that the StarRocks frontends run as (instance profile, IRSA, EKS Pod
     * Identity). No key is put into the catalog: the frontends sign with the credentials they find.
     */
    roleName?: pulumi.Input<string>;
}

/** An access key with which StarRocks signs its requests. */
export interface AccessKey {
    readonly accessKeyId: pulumi.Output<string>;
    readonly secretAccessKey: pulumi.Output<string>;
}

export interface Identity {
    /** ARN of the IAM user or role: the principal of the Lake Formation grants. */
    readonly principalArn: pulumi.Output<string>;
    /** Left out where the frontends sign with an identity of their own. */
    readonly accessKey?: AccessKey;
    /** What ties the policy to the user or role. */
    readonly attachment: pulumi.Resource;
}

/** What is wrong with the combination of identity arguments. */
export function identityProblems(identity: IdentityArgs | undefined): ArgumentProblem[] {
    if (identity === undefined) {
        return [];
    }
    const { userName, accessKeyId, secretAccessKey, roleName } = identity;
    const hasKey = accessKeyId !== undefined || secretAccessKey !== undefined;
    const rules: { readonly broken: boolean; readonly path: string; readonly problem: string }[] = [
        {
            broken: userName === undefined && roleName === undefined,
            path: "identity",
            problem: "names neither userName nor roleName; leave identity out for a new IAM user",
        },
        {
            broken: userName !== undefined && roleName !== undefined,
            path: "identity",
            problem: "names both userName and roleName; StarRocks can only be one of them",
        },
        {
            broken: userName !== undefined && (accessKeyId === undefined || secretAccessKey === undefined),
            path: "identity",
            problem: "names an existing user without its key; give accessKeyId and secretAccessKey",
        },
        {
            broken: roleName !== undefined && hasKey,
            path: "identity.accessKeyId",
            problem: "can't be used with roleName; a role has no long-lived access key",
        },
    ];
    return rules.filter(({ broken }) => broken);
}

/** Creates or finds the user or role, and attaches the policy to it. */
export function createIdentity(
    name: string,
    args: IdentityArgs | undefined,
    policyArn: pulumi.Input<string>,
    tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined,
    parent: pulumi.Resource,
): Identity {
    if (args?.roleName !== undefined) {
        return useRole(name, args.roleName, policyArn, parent);
    }
    if (args?.userName !== undefined) {
        return useUser(name, args, policyArn, parent);
    }
    return createUser(name, policyArn, tags, parent);
}

function createUser(
    name: string,
    policyArn: pulumi.Input<string>,
    tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined,
    parent: pulumi.Resource,
): Identity {
    const user = new iam.User(`${name}-user`, { tags }, { parent });
    const attachment = attachToUser(name, user.name, policyArn, parent);
    const key = new iam.AccessKey(`${name}-access-key`, { user: user.name }, { parent });
    return {
        principalArn: user.arn,
        accessKey: { accessKeyId: key.id, secretAccessKey: pulumi.secret(key.secret) },
        attachment,
    };
}

function useUser(
    name: string,
    { userName, accessKeyId, secretAccessKey }: IdentityArgs,
    policyArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): Identity {
    const user = iam.getUserOutput({ userName: userName! }, { parent });
    return {
        principalArn: user.arn,
        accessKey: {
            accessKeyId: pulumi.output(accessKeyId!),
            secretAccessKey: pulumi.secret(secretAccessKey!),
        },
        attachment: attachToUser(name, user.userName, policyArn, parent),
    };
}

function useRole(
    name: string,
    roleName: pulumi.Input<string>,
    policyArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): Identity {
    const role = iam.getRoleOutput({ name: roleName }, { parent });
    const attachment = new iam.RolePolicyAttachment(
        `${name}-policy-attachment`,
        { role: role.name, policyArn },
        { parent },
    );
    return { principalArn: role.arn, attachment };
}

function attachToUser(
    name: string,
    user: pulumi.Input<string>,
    policyArn: pulumi.Input<string>,
    parent: pulumi.Resource,
): iam.UserPolicyAttachment {
    return new iam.UserPolicyAttachment(`${name}-policy-attachment`, { user, policyArn }, { parent });
}
