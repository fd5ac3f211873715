import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { lookUp } from "../common/lookUp";
import { iamNameProblems } from "../common/names";
import { notKnownYet } from "../common/notKnown";
import { outputProblems } from "../common/schema/check";
import { headingFor } from "../common/schema/refuse";
import { problemsAt, refusal, refuse } from "../common/validation";
import { numbered } from "../permissions/policies";
import type { IdentityArgs } from "./args";
import { iamNameOf } from "./iamNames";

/** An access key with which StarRocks signs its requests. */
export interface AccessKey {
    readonly accessKeyId: pulumi.Input<string>;
    readonly secretAccessKey: pulumi.Input<string>;
}

export interface Identity {
    /** ARN of the IAM user or role: the principal of the Lake Formation grants. */
    readonly principalArn: pulumi.Output<string>;
    /** True if the component makes it. */
    readonly isOwn: boolean;
    /** Left out where the frontends sign with an identity of their own. */
    readonly accessKey?: AccessKey;
    /** What ties the policies to the user or role. */
    readonly attachments: readonly pulumi.Resource[];
}

type PrincipalArgument = "userName" | "roleName";

/** What the identity is made from. */
export interface IdentityRequest {
    readonly identity?: IdentityArgs;
    readonly policies: readonly iam.Policy[];
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/** Creates or finds the user or role, and attaches the policies to it. */
export function createIdentity(
    name: string,
    request: IdentityRequest,
    opts: pulumi.CustomResourceOptions,
): Identity {
    const { identity } = request;
    if (identity?.roleName !== undefined) {
        return useRole(name, identity.roleName, request, opts);
    }
    if (identity?.userName !== undefined) {
        return useUser(name, identity, request, opts);
    }
    return createUser(name, request, opts);
}

function createUser(name: string, request: IdentityRequest, opts: pulumi.CustomResourceOptions): Identity {
    const rotation = request.identity?.accessKeyRotation;
    const user = new iam.User(
        `${name}-user`,
        { name: iamNameOf("user", name, "-user"), tags: request.tags },
        opts,
    );
    // A key under another name is another resource: it is there before the engine deletes the old one, after all
    // that depends on them was changed.
    const key = new iam.AccessKey(
        `${name}-access-key${rotation === undefined ? "" : `-${rotation}`}`,
        { user: user.name },
        // Protection of the component would refuse every rotation.
        { ...opts, protect: false },
    );
    return {
        principalArn: user.arn,
        isOwn: true,
        accessKey: { accessKeyId: key.id, secretAccessKey: pulumi.secret(key.secret) },
        attachments: attachToUser(name, user.name, request, opts),
    };
}

function useUser(
    name: string,
    identity: IdentityArgs,
    request: IdentityRequest,
    opts: pulumi.CustomResourceOptions,
): Identity {
    const user = existing(name, "userName", identity.userName!, (userName) =>
        iam.getUser({ userName }, { parent: opts.parent }),
    );
    return {
        principalArn: user.arn,
        isOwn: false,
        accessKey: accessKeyOf(identity),
        attachments: attachToUser(name, user.userName, request, opts),
    };
}

/** A user or role that must be there; refused by its path if it isn't. */
function existing<Found extends { readonly arn: string }>(
    component: string,
    argument: PrincipalArgument,
    principal: pulumi.Input<string>,
    find: (name: string) => Promise<Found>,
): pulumi.Output<Found> {
    return pulumi.output(principal).apply(async (known) => {
        const heading = headingFor(component);
        const path = `identity.${argument}`;
        // What an output holds may be a secret.
        const shown = typeof principal === "string" ? principal : undefined;
        refuse(heading, outputProblems(iamNameProblems, known, path));
        const found = await lookUp(() => find(known), "arn");
        if (found.state === "found") {
            return found.value;
        }
        if (found.state === "not yet known") {
            return notKnownYet<Found>();
        }
        const problem =
            found.state === "missing"
                ? "is not in this account; use its name, not its ARN"
                : `could not be looked up: ${found.reason}`;
        throw refusal(heading, problemsAt(path, shown, [problem]));
    });
}

/** The key itself, or the variables in which StarRocks' Iceberg client finds it on every frontend. */
function accessKeyOf(identity: IdentityArgs): AccessKey {
    const { accessKeyIdVariable, secretAccessKeyVariable } = identity;
    if (accessKeyIdVariable !== undefined && secretAccessKeyVariable !== undefined) {
        return {
            accessKeyId: `env:${accessKeyIdVariable}`,
            secretAccessKey: `env:${secretAccessKeyVariable}`,
        };
    }
    return {
        accessKeyId: identity.accessKeyId!,
        secretAccessKey: pulumi.secret(identity.secretAccessKey!),
    };
}

function useRole(
    name: string,
    roleName: pulumi.Input<string>,
    { policies }: IdentityRequest,
    opts: pulumi.CustomResourceOptions,
): Identity {
    const role = existing(name, "roleName", roleName, (known) =>
        iam.getRole({ name: known }, { parent: opts.parent }),
    );
    const attachments = policies.map(
        (policy, index) =>
            new iam.RolePolicyAttachment(
                `${name}-policy-attachment${numbered(index)}`,
                { role: role.name, policyArn: policy.arn },
                attachmentOptions(opts),
            ),
    );
    return { principalArn: role.arn, isOwn: false, attachments };
}

/** The AWS provider would detach the policy first: for a while neither the old nor the new principal would have it. */
function attachmentOptions(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    return { ...opts, deleteBeforeReplace: false };
}

function attachToUser(
    name: string,
    user: pulumi.Input<string>,
    { policies }: IdentityRequest,
    opts: pulumi.CustomResourceOptions,
): iam.UserPolicyAttachment[] {
    return policies.map(
        (policy, index) =>
            new iam.UserPolicyAttachment(
                `${name}-policy-attachment${numbered(index)}`,
                { user, policyArn: policy.arn },
                attachmentOptions(opts),
            ),
    );
}
