import { type AwsAccess, stsClient } from "../awsAccess/clients";
import { credentialsOf } from "../awsAccess/credentials";
import { reasonOf } from "../awsAccess/reasons";
import { answered } from "../awsAccess/timeLimits";
import { rememberSecrets } from "../common/knownSecrets";
import type { RestCredentials } from "../starrocks/preflight/target";

/** Somebody who can sign requests to AWS. */
export interface Caller {
    readonly access: AwsAccess;
    readonly credentials: RestCredentials;
    /** Where the credentials come from, for people. */
    readonly source: string;
    /** ARN by which AWS knows the caller; nothing if it doesn't, or couldn't be asked. */
    readonly arn?: string;
    /** Why there is no ARN. */
    readonly reason?: string;
}

/**
 * The identity of a profile or of the environment.
 *
 * @returns in words why there is none.
 */
export async function callerOf(
    profile: string | undefined,
    region: string,
    timeoutSeconds: number,
): Promise<Caller | string> {
    const source = profile === undefined ? "the environment" : `profile ${profile}`;
    const milliseconds = timeoutSeconds * 1000;
    try {
        const find = credentialsOf(profile === undefined ? {} : { profile }, region);
        const found = await answered(
            `whoever gives the credentials of ${source}`,
            () => find(),
            milliseconds,
        );
        rememberSecrets([found.secretAccessKey, found.sessionToken]);
        const credentials = {
            accessKeyId: found.accessKeyId,
            secretAccessKey: found.secretAccessKey,
            ...(found.sessionToken && { sessionToken: found.sessionToken }),
        };
        const access = accessWith(credentials, region);
        return { access, credentials, source, ...(await identityOf(access, milliseconds)) };
    } catch (error) {
        const reason = reasonOf(error);
        return NOBODY.test(reason)
            ? "there are no AWS credentials here (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile)"
            : reason;
    }
}

/** Of the AWS SDK, which has looked everywhere. */
const NOBODY = /Could not load credentials from any providers/;

function accessWith(
    { accessKeyId, secretAccessKey, sessionToken }: RestCredentials,
    region: string,
): AwsAccess {
    return {
        region,
        settings: {
            accessKey: accessKeyId,
            secretKey: secretAccessKey,
            ...(sessionToken && { token: sessionToken }),
        },
    };
}

/** STS tells everybody who they are, whatever their policies say. */
async function identityOf(access: AwsAccess, milliseconds: number): Promise<Pick<Caller, "arn" | "reason">> {
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    try {
        const sts = await stsClient(access);
        const { Arn: arn } = await answered(
            "STS",
            (options) => sts.send(new GetCallerIdentityCommand({}), options),
            milliseconds,
        );
        return { arn };
    } catch (error) {
        return { reason: reasonOf(error) };
    }
}

const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** The user or role whose permissions a caller has. */
export function principalOf(arn: string): string {
    const [, partition, account, role] = SESSION.exec(arn) ?? [];
    return role === undefined ? arn : `arn:${partition}:iam::${account}:role/${role}`;
}

export function accountOf(arn: string): string | undefined {
    return /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1];
}

export function partitionOf(arn: string): string {
    return arn.split(":")[1] ?? "aws";
}
