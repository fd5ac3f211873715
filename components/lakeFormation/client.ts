import type { LakeFormationClient, LakeFormationClientConfig } from "@aws-sdk/client-lakeformation";

/** Reads a value of the stack's configuration by its full key, such as `aws:profile`. */
type StackConfig = (key: string) => string | undefined;

/**
 * A client that acts as the stack's default AWS provider does: with the key or profile of the `aws:*`
 * configuration, else with what the AWS SDK finds (environment, shared files, container, instance).
 */
export async function lakeFormationClient(region: string, config: StackConfig): Promise<LakeFormationClient> {
    if (config("aws:assumeRoles") !== undefined || config("aws:assumeRole") !== undefined) {
        throw new Error(
            "the grant on the nested catalog can't assume the role of the configuration aws:assumeRoles; run " +
                "Pulumi with credentials of that role (AWS_PROFILE, or aws sts assume-role)",
        );
    }
    const { LakeFormationClient } = await import("@aws-sdk/client-lakeformation");
    return new LakeFormationClient({ region, ...credentials(config) });
}

function credentials(config: StackConfig): LakeFormationClientConfig {
    const accessKeyId = config("aws:accessKey");
    const secretAccessKey = config("aws:secretKey");
    const sessionToken = config("aws:token");
    if (accessKeyId !== undefined && secretAccessKey !== undefined) {
        return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
    }
    const profile = config("aws:profile");
    return profile === undefined ? {} : { profile };
}
