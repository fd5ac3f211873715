import type * as pulumi from "@pulumi/pulumi";

/**
 * The IAM identity whose permissions StarRocks uses. Omit it for a new IAM user with an access key, or name an existing
 * user, or the existing role that the frontends run as.
 */
export interface IdentityArgs {
    /** Name of an existing IAM user. The policy is attached to it; its access key is required too. */
    userName?: pulumi.Input<string>;
    /** Id of the existing user's access key, such as `AKIA…`. Only with `userName`. */
    accessKeyId?: pulumi.Input<string>;
    /** Secret of the existing user's access key; stored as a secret. Only with `userName`. */
    secretAccessKey?: pulumi.Input<string>;
    /**
     * Name of the environment variable that holds the access key id on every frontend, so that no key is in SQL, logs
     * or state. Only with `userName`, instead of `accessKeyId`, and only in Lake Formation mode.
     */
    accessKeyIdVariable?: string;
    /** Name of the environment variable that holds the secret on every frontend. Only with `accessKeyIdVariable`. */
    secretAccessKeyVariable?: string;
    /**
     * Any text, such as `2026-11`. Changing it rotates the new IAM user's access key: a new key is created and put into
     * the catalog, then the old one is deleted. Only without `userName` and `roleName`. Default: none.
     */
    accessKeyRotation?: string;
    /**
     * Name, not ARN, of the existing IAM role that the StarRocks frontends run as (instance profile, IRSA, EKS Pod
     * Identity). The catalog contains no key: the frontends sign with the credentials they find. In IAM mode the
     * backends must have the role too.
     */
    roleName?: pulumi.Input<string>;
}
