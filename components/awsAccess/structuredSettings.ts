import type { AwsSettings } from "./settings";

/** A role to assume, with all that the AWS provider takes for it. */
export interface AssumedRole {
    readonly roleArn?: string;
    readonly sessionName?: string;
    readonly externalId?: string;
    /** Such as `1h30m`. */
    readonly duration?: string;
    readonly policy?: string;
    readonly policyArns?: readonly string[];
    readonly sourceIdentity?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly transitiveTagKeys?: readonly string[];
}

/** The role that a token of another identity provider opens. */
export interface WebIdentity extends AssumedRole {
    readonly webIdentityToken?: string;
    readonly webIdentityTokenFile?: string;
}

/** The roles to assume, one after the other. */
export function rolesIn({ assumeRoles }: AwsSettings): AssumedRole[] {
    return parsed<AssumedRole[]>(assumeRoles) ?? [];
}

export function webIdentityIn({ assumeRoleWithWebIdentity }: AwsSettings): WebIdentity | undefined {
    return parsed<WebIdentity>(assumeRoleWithWebIdentity);
}

/** Address of a service where the provider was given one of its own. */
export function endpointIn({ endpoints }: AwsSettings, service: string): string | undefined {
    const all = parsed<Record<string, string>[]>(endpoints) ?? [];
    return all.map((each) => each[service]).find(Boolean);
}

/** The one shared file of a kind. The SDK reads one, and the AWS provider would read several as if they were one. */
export function sharedFileIn(
    settings: AwsSettings,
    kind: "sharedConfigFiles" | "sharedCredentialsFiles",
): string | undefined {
    const files = parsed<string[]>(settings[kind]) ?? [];
    if (files.length > 1) {
        throw new Error(
            `the AWS provider has several ${kind}, but only one is supported: merge them into one file`,
        );
    }
    return files[0];
}

const SECONDS: Readonly<Record<string, number>> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 1e-3,
    us: 1e-6,
    µs: 1e-6,
    ns: 1e-9,
};

/** Seconds of a duration as Go writes it, such as `1h30m` or `900s`. */
export function secondsIn(duration: string | undefined): number | undefined {
    const parts = [...(duration ?? "").matchAll(/([\d.]+)(h|ms|m|us|µs|ns|s)/g)];
    return parts.length === 0
        ? undefined
        : Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * SECONDS[unit!]!, 0));
}

function parsed<Value>(text: string | undefined): Value | undefined {
    return text === undefined || text === "" ? undefined : ((JSON.parse(text) as Value | null) ?? undefined);
}
