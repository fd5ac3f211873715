/**
 * The settings of an AWS provider that determine endpoint and identity of its calls, by their names in the `aws:*`
 * configuration and among the outputs of an `aws.Provider`. Both hold lists and objects as JSON text.
 */
export const FOLLOWED_SETTINGS = [
    "accessKey",
    "secretKey",
    "token",
    "profile",
    "assumeRoles",
    "assumeRoleWithWebIdentity",
    "endpoints",
    "sharedConfigFiles",
    "sharedCredentialsFiles",
    "stsRegion",
    "useFipsEndpoint",
    "useDualstackEndpoint",
    "maxRetries",
] as const;

/** Those that hold a credential, or may. */
export const CREDENTIALS: readonly string[] = ["secretKey", "token", "assumeRoleWithWebIdentity"];

export type Setting = (typeof FOLLOWED_SETTINGS)[number];

/** What an AWS provider was given, as stored in state. */
export type AwsSettings = Readonly<Partial<Record<Setting, string>>>;

/** Reads a value of the stack's configuration by its full key, such as `aws:profile`. */
export type StackConfig = (key: string) => string | undefined;

/** What the stack's default AWS provider is configured with. */
export function settingsOfStack(config: StackConfig): AwsSettings {
    return settingsBy((setting) => config(`aws:${setting}`));
}

/** The settings that there are. */
export function settingsBy<Value>(
    read: (setting: Setting) => Value | undefined,
): Partial<Record<Setting, Value>> {
    return Object.fromEntries(
        FOLLOWED_SETTINGS.map((setting) => [setting, read(setting)]).filter(
            ([, value]) => value !== undefined,
        ),
    );
}
