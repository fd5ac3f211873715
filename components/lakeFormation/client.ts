import type { LakeFormationClient, LakeFormationClientConfig } from "@aws-sdk/client-lakeformation";

/** Reads a value of the stack's configuration by its full key, such as `aws:profile`. */
type StackConfig = (key: string) => string | undefined;

/** Where a client acts, and as whom if not as the stack's configuration says. */
export interface ClientPlace {
    readonly region: string;
    /** Profile of the component's own AWS provider. */
    readonly profile?: string;
}

/**
 * A client that acts as the stack's default AWS provider does: with the key, profile and roles of the `aws:*`
 * configuration, else with what the AWS SDK finds (environment, shared files, container, instance).
 */
export async function lakeFormationClient(
    { region, profile }: ClientPlace,
    config: StackConfig,
): Promise<LakeFormationClient> {
    const { LakeFormationClient } = await import("@aws-sdk/client-lakeformation");
    const base = ownCredentials(profile, config);
    const roles = rolesIn(config("aws:assumeRoles"));
    return new LakeFormationClient(
        roles.length === 0
            ? { region, ...base }
            : { region, credentials: await assumed(roles, base, region) },
    );
}

function ownCredentials(profile: string | undefined, config: StackConfig): LakeFormationClientConfig {
    const accessKeyId = config("aws:accessKey");
    const secretAccessKey = config("aws:secretKey");
    const sessionToken = config("aws:token");
    if (profile === undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
        return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
    }
    const name = profile ?? config("aws:profile");
    return name === undefined ? {} : { profile: name };
}

/** A role to assume, as the AWS provider's configuration writes it. */
interface AssumedRole {
    readonly roleArn?: string;
    readonly externalId?: string;
    readonly sessionName?: string;
}

function rolesIn(text: string | undefined): AssumedRole[] {
    return text === undefined ? [] : (JSON.parse(text) as AssumedRole[]);
}

/** Assumes one role after the other, each with the credentials of the one before. */
async function assumed(
    roles: readonly AssumedRole[],
    base: LakeFormationClientConfig,
    region: string,
): Promise<LakeFormationClientConfig["credentials"]> {
    const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    const first = base.credentials ?? fromNodeProviderChain({ profile: base.profile });
    return roles.reduce<NonNullable<LakeFormationClientConfig["credentials"]>>(
        (masterCredentials, { roleArn, externalId, sessionName }) =>
            fromTemporaryCredentials({
                masterCredentials,
                params: {
                    RoleArn: roleArn,
                    ExternalId: externalId,
                    RoleSessionName: sessionName ?? "pulumi",
                },
                clientConfig: { region },
            }),
        first,
    );
}
