import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { reasonOf } from "./reasons";
import type { AwsSettings } from "./settings";
import {
    type AssumedRole,
    endpointIn,
    rolesIn,
    secondsIn,
    sharedFileIn,
    type WebIdentity,
    webIdentityIn,
} from "./structuredSettings";
import { BOUNDED_REQUESTS } from "./timeLimits";

type CredentialsProvider = ReturnType<typeof fromTemporaryCredentials>;

/** There are no credentials, or STS has refused to give some; so nothing is known of what the call itself would bring. */
export class CredentialsFailed extends Error {}

/**
 * The credentials of an AWS provider with these settings: its key, web identity, profile or what the environment has,
 * and then one role after the other, each with the credentials of the one before.
 */
export function credentialsOf(settings: AwsSettings, region: string): CredentialsProvider {
    const sts = {
        region: settings.stsRegion ?? region,
        endpoint: endpointIn(settings, "sts"),
        ...BOUNDED_REQUESTS,
    };
    return rolesIn(settings).reduce(
        (before, role) => named(`assuming ${role.roleArn}`, () => assume(role, before, sts)),
        ownCredentials(settings, sts),
    );
}

type StsConfig = { readonly region: string; readonly endpoint: string | undefined };

function ownCredentials(settings: AwsSettings, sts: StsConfig): CredentialsProvider {
    const webIdentity = webIdentityIn(settings);
    if (webIdentity !== undefined) {
        return named(`assuming ${webIdentity.roleArn} with a web identity`, () => exchange(webIdentity, sts));
    }
    const { accessKey, secretKey, token } = settings;
    if (accessKey !== undefined && secretKey !== undefined) {
        return async () => ({
            accessKeyId: accessKey,
            secretAccessKey: secretKey,
            ...(token && { sessionToken: token }),
        });
    }
    const what =
        settings.profile === undefined ? "looking for credentials" : `using profile ${settings.profile}`;
    return named(what, () => fromSurroundings(settings, sts));
}

/** What the SDK finds: environment, shared files, container, instance. */
async function fromSurroundings(
    settings: AwsSettings,
    clientConfig: StsConfig,
): Promise<CredentialsProvider> {
    const { fromEnv, fromIni, fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
    const { profile } = settings;
    const files = {
        filepath: expanded(sharedFileIn(settings, "sharedCredentialsFiles")),
        configFilepath: expanded(sharedFileIn(settings, "sharedConfigFiles")),
        clientConfig,
    };
    if (profile !== undefined) {
        return fromIni({ ...files, profile });
    }
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    // The AWS provider takes a key in the environment before AWS_PROFILE, and this SDK the other way round.
    return AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY ? fromEnv() : fromNodeProviderChain(files);
}

function expanded(file: string | undefined): string | undefined {
    return file?.replace(/^~(?=$|[\\/])/, homedir());
}

async function exchange(
    {
        roleArn,
        sessionName,
        duration,
        policy,
        policyArns,
        webIdentityToken,
        webIdentityTokenFile,
    }: WebIdentity,
    clientConfig: StsConfig,
): Promise<CredentialsProvider> {
    const { fromWebToken } = await import("@aws-sdk/credential-providers");
    return fromWebToken({
        roleArn: roleArn!,
        roleSessionName: sessionName ?? SESSION_NAME,
        webIdentityToken:
            webIdentityToken ?? (await readFile(expanded(webIdentityTokenFile)!, "utf8")).trim(),
        policy,
        policyArns: policyArns?.map((arn) => ({ arn })),
        durationSeconds: secondsIn(duration),
        clientConfig,
    });
}

async function assume(
    role: AssumedRole,
    masterCredentials: CredentialsProvider,
    clientConfig: StsConfig,
): Promise<CredentialsProvider> {
    const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    return fromTemporaryCredentials({
        masterCredentials,
        params: {
            RoleArn: role.roleArn,
            RoleSessionName: role.sessionName ?? SESSION_NAME,
            ExternalId: role.externalId,
            DurationSeconds: secondsIn(role.duration),
            Policy: role.policy,
            PolicyArns: role.policyArns?.map((arn) => ({ arn })),
            SourceIdentity: role.sourceIdentity,
            Tags: role.tags && Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
            TransitiveTagKeys: role.transitiveTagKeys && [...role.transitiveTagKeys],
        },
        clientConfig,
    });
}

const SESSION_NAME = "pulumi";

/**
 * Adds to a failure what was being done, because AWS's message alone doesn't distinguish it from a refusal of the call
 * itself.
 */
function named(doing: string, makeProvider: () => Promise<CredentialsProvider>): CredentialsProvider {
    return async (...identity) => {
        try {
            return await (await makeProvider())(...identity);
        } catch (error) {
            throw error instanceof CredentialsFailed
                ? error
                : new CredentialsFailed(`no AWS credentials: ${doing}: ${reasonOf(error)}`);
        }
    };
}
