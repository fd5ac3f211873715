import { RestFailure } from "./failures";
import type { Environment } from "./properties";

export interface Credentials {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
}

/** Observed on a 3.5.7 frontend without credentials and without a Region (object ids shortened). */
const NO_CREDENTIALS = `Unable to load credentials from any of the providers in the chain \
AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentialsProvider(), \
EnvironmentVariableCredentialsProvider(), WebIdentityTokenCredentialsProvider(), \
ProfileCredentialsProvider(profileName=default, profileFile=ProfileFile(sections=[])), \
ContainerCredentialsProvider(), InstanceProfileCredentialsProvider()]) : [SystemPropertyCredentialsProvider(): \
Unable to load credentials from system settings. Access key must be specified either via environment variable \
(AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., EnvironmentVariableCredentialsProvider(): Unable to \
load credentials from system settings. Access key must be specified either via environment variable \
(AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., WebIdentityTokenCredentialsProvider(): Either the \
environment variable AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty aws.webIdentityTokenFile must be set., \
ProfileCredentialsProvider(profileName=default, profileFile=ProfileFile(sections=[])): Profile file contained no \
credentials for profile 'default': ProfileFile(sections=[]), ContainerCredentialsProvider(): Cannot fetch \
credentials from container - neither AWS_CONTAINER_CREDENTIALS_FULL_URI or \
AWS_CONTAINER_CREDENTIALS_RELATIVE_URI environment variables are set., InstanceProfileCredentialsProvider(): \
IMDS credentials have been disabled by environment variable or system property.]`;

const NO_REGION = `Unable to load region from any of the providers in the chain \
software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain@355c6ffd: \
[software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider@1ba7d031: Unable to load region from \
system settings. Region must be specified either via environment variable (AWS_REGION) or  system property \
(aws.region)., software.amazon.awssdk.regions.providers.AwsProfileRegionProvider@41a8f89: No region provided in \
profile: default, software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider@4615f001: EC2 Metadata \
is disabled. Unable to retrieve region information from EC2 Metadata service.]`;

/** The keys that sign: an access key id in the properties decides alone, also a blank one. */
export function signingCredentials(
    properties: ReadonlyMap<string, string>,
    environment: Environment,
): Credentials {
    const accessKeyId = properties.get("rest.access-key-id");
    if (accessKeyId === undefined) {
        const found = environmentCredentials(environment);
        if (found === undefined) {
            throw new RestFailure(NO_CREDENTIALS);
        }
        return found;
    }
    const secretAccessKey = properties.get("rest.secret-access-key") ?? "";
    if (accessKeyId.trim() === "") {
        throw new RestFailure("Access key ID cannot be blank.");
    }
    if (secretAccessKey.trim() === "") {
        throw new RestFailure("Secret access key cannot be blank.");
    }
    return { accessKeyId, secretAccessKey, sessionToken: properties.get("rest.session-token") };
}

/** The part of the AWS SDK's default chain that this sandbox has: the process's environment. */
export function environmentCredentials(environment: Environment): Credentials | undefined {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
        return undefined;
    }
    return {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN,
    };
}

/** Never `aws.s3.region`: without a signing Region the SDK's own chain decides. */
export function signingRegion(properties: ReadonlyMap<string, string>, environment: Environment): string {
    const region = properties.get("rest.signing-region") ?? environment.AWS_REGION;
    if (region === undefined) {
        throw new RestFailure(NO_REGION);
    }
    return region;
}
