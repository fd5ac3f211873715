import type { GlueClient } from "@aws-sdk/client-glue";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import type { STSClient } from "@aws-sdk/client-sts";
import { isUnknown } from "../common/unknown";
import { credentialsOf } from "./credentials";
import { type AwsSettings, type StackConfig, settingsOfStack } from "./settings";
import { endpointIn } from "./structuredSettings";
import { BOUNDED_REQUESTS } from "./timeLimits";

/** Region and credentials settings that a dynamic resource stores for its calls to AWS. */
export interface AwsAccessInputs {
    readonly region: string;
    /** Settings of the component's own AWS provider; left out where it uses the stack's default one. */
    readonly awsProvider?: AwsSettings;
    /** All that the first version stored of the component's own provider. */
    readonly profile?: string;
}

/** Region and credentials for calls to AWS. */
export interface AwsAccess {
    readonly region: string;
    readonly settings: AwsSettings;
}

/** An explicit provider is followed alone: the `aws:*` configuration is that of the default one. */
export function accessOf({ region, awsProvider, profile }: AwsAccessInputs, config: StackConfig): AwsAccess {
    const stored = awsProvider ?? (profile === undefined ? undefined : { profile });
    return { region, settings: stored ?? settingsOfStack(config) };
}

/** False in a preview of a program that makes what its AWS provider is configured with. */
export function isAccessKnown(inputs: AwsAccessInputs & { readonly accountId?: string }): boolean {
    const { region, accountId, awsProvider } = inputs;
    const values: unknown[] = [region, accountId, awsProvider];
    return ![...values, ...Object.values(isUnknown(awsProvider) ? {} : (awsProvider ?? {}))].some(isUnknown);
}

/** The services of an account, each with a client that is made when it is first needed. */
export function servicesOf(access: AwsAccess) {
    return {
        glue: once(() => glueClient(access)),
        iam: once(() => iamClient(access)),
        lakeFormation: once(() => lakeFormationClient(access)),
    };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
    let made: Promise<Value> | undefined;
    return () => {
        made ??= make();
        return made;
    };
}

export async function lakeFormationClient(access: AwsAccess): Promise<LakeFormationClient> {
    const { LakeFormationClient } = await import("@aws-sdk/client-lakeformation");
    return new LakeFormationClient(clientConfig(access, "lakeformation"));
}

async function glueClient(access: AwsAccess): Promise<GlueClient> {
    const { GlueClient } = await import("@aws-sdk/client-glue");
    return new GlueClient(clientConfig(access, "glue"));
}

async function iamClient(access: AwsAccess): Promise<IAMClient> {
    const { IAMClient } = await import("@aws-sdk/client-iam");
    return new IAMClient(clientConfig(access, "iam"));
}

export async function stsClient(access: AwsAccess): Promise<STSClient> {
    const { STSClient } = await import("@aws-sdk/client-sts");
    const { stsRegion = access.region } = access.settings;
    return new STSClient({ ...clientConfig(access, "sts"), region: stsRegion });
}

function clientConfig({ region, settings }: AwsAccess, service: string) {
    const { useFipsEndpoint, useDualstackEndpoint, maxRetries } = settings;
    const endpoint = endpointIn(settings, service);
    return {
        region,
        credentials: credentialsOf(settings, region),
        // An address of one's own has no variants.
        ...(endpoint === undefined
            ? {
                  ...(useFipsEndpoint === "true" && { useFipsEndpoint: true }),
                  ...(useDualstackEndpoint === "true" && { useDualstackEndpoint: true }),
              }
            : { endpoint }),
        ...(maxRetries !== undefined && { maxAttempts: Number(maxRetries) }),
        ...BOUNDED_REQUESTS,
    };
}
