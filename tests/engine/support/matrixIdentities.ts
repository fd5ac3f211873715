import { AccessMode } from "../../../index";
import type { Sandbox } from "../../sandbox";
import { createAccessKey, createRole, createUser } from "../../sandbox/aws/account/iamPrincipals";

/** A way in which StarRocks is somebody, as the argument `identity` has it. */
export interface MatrixIdentity {
    /** Name of the integration, and so of its catalog. */
    readonly name: string;
    readonly title: string;
    /** Prepares what exists before the program, and returns the argument. */
    prepare(sandbox: Sandbox): PreparedIdentity;
    /** Whether it lives in the frontends' environment, which only the embedded frontend lets a test set. */
    readonly needsEnvironment: boolean;
    /** The one mode in which it can be used; both, if left out. */
    readonly only?: AccessMode;
}

export interface PreparedIdentity {
    readonly identity?: object;
    /** Secret of the existing user's key, which the program gets as a secret. */
    readonly secretAccessKey?: string;
}

/** Lets EC2 instances be a role. */
const LET_EC2_ASSUME_IT = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A role, with whose credentials the embedded frontend runs from now on. */
export function runFrontendAs(roleName: string, { aws, frontend }: Sandbox): void {
    createRole(aws.account, { name: roleName, assumeRolePolicy: LET_EC2_ASSUME_IT });
    const { accessKeyId, secretAccessKey, sessionToken } = aws.assumeRole(roleName);
    Object.assign(frontend.embedded!.environment, {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
    });
}

/** A user whose key is in the embedded frontend's environment. */
export function createUserOfEnvironment(userName: string, { aws, frontend }: Sandbox): object {
    createUser(aws.account, { name: userName });
    const { id, secret } = createAccessKey(aws.account, userName);
    Object.assign(frontend.embedded!.environment, { GLUE_KEY: id, GLUE_SECRET: secret });
    return { userName, accessKeyIdVariable: "GLUE_KEY", secretAccessKeyVariable: "GLUE_SECRET" };
}

/** All kinds of identity. */
export const IDENTITIES: readonly MatrixIdentity[] = [
    { name: "new_user", title: "a new user", needsEnvironment: false, prepare: () => ({}) },
    {
        name: "user_with_key",
        title: "an existing user whose key the program has as a secret",
        needsEnvironment: false,
        prepare({ aws: { account } }) {
            createUser(account, { name: "etl" });
            const { id, secret } = createAccessKey(account, "etl");
            return { identity: { userName: "etl", accessKeyId: id }, secretAccessKey: secret };
        },
    },
    {
        name: "user_of_environment",
        title: "an existing user whose key is in the frontends' environment",
        needsEnvironment: true,
        only: AccessMode.LakeFormation,
        prepare: (sandbox) => ({ identity: createUserOfEnvironment("starrocks", sandbox) }),
    },
    {
        name: "own_role",
        title: "the role that the frontends run as",
        needsEnvironment: true,
        prepare(sandbox) {
            runFrontendAs("starrocks-nodes", sandbox);
            return { identity: { roleName: "starrocks-nodes" } };
        },
    },
];
