import type { dynamic } from "@pulumi/pulumi";
import { rememberMarked, rememberSecrets, withoutUnmistakableSecrets } from "../common/knownSecrets";
import { isUnknown } from "../common/unknown";
import { secretValues } from "../starrocks/masking";
import { markedValues } from "./secretInputs";

/** Guards the boundary between a dynamic provider and its host: no secret and no stack frame leaves. */

type Provider = dynamic.ResourceProvider;
type Method = (...parameters: never[]) => Promise<unknown>;

/** Secrets of the stack's configuration and of the environment with which this package, or what it uses, signs in. */
const SECRET_SETTINGS = ["starrocks:password", "mysql:password", "aws:secretKey", "aws:token"];
const SECRET_VARIABLES = ["STARROCKS_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** The provider, with the secrets of all that it is given remembered, and its errors and refusals rebuilt. */
export function guarded<Guarded extends Provider>(provider: Guarded): Guarded {
    const methods = Object.entries(provider) as [string, Method][];
    return Object.fromEntries(
        methods.map(([name, method]) => [name, guardedMethod(method)]),
    ) as unknown as Guarded;
}

function guardedMethod(method: Method): Method {
    return async (...parameters) => {
        try {
            parameters.forEach(rememberSecretsOf);
            return withCleanFailures(await method(...parameters));
        } catch (error) {
            throw new ToldError(error);
        }
    };
}

interface Given {
    readonly config?: { get(key: string): string | undefined };
    readonly connection?: { readonly password?: string };
    readonly awsProvider?: { readonly secretKey?: string; readonly token?: string };
    readonly properties?: Readonly<Record<string, string>>;
    readonly secretProperties?: readonly string[];
}

function rememberSecretsOf(parameter: unknown): void {
    if (typeof parameter !== "object" || parameter === null) {
        return;
    }
    const { config, connection, awsProvider, properties, secretProperties } = parameter as Given;
    const secrets = [
        connection?.password,
        awsProvider?.secretKey,
        awsProvider?.token,
        ...secretValues(properties ?? {}, secretProperties),
        ...(typeof config?.get === "function" ? SECRET_SETTINGS.map((key) => config.get(key)) : []),
        ...SECRET_VARIABLES.map((name) => process.env[name]),
    ];
    rememberSecrets(secrets.filter((secret) => !isUnknown(secret)));
    rememberMarked(markedValues(parameter).filter((value) => !isUnknown(value)));
}

/** A refusal may cite the value that it refuses. */
function withCleanFailures(result: unknown): unknown {
    const { failures } = (result ?? {}) as Partial<dynamic.CheckResult>;
    return failures === undefined
        ? result
        : {
              ...(result as object),
              failures: failures.map(({ property, reason }) => ({
                  property,
                  reason: withoutUnmistakableSecrets(reason),
              })),
          };
}

/** What the host reads of an error of a resource that was made and doesn't work. */
interface InitializationFailure {
    readonly id?: string;
    readonly properties?: unknown;
    readonly reasons?: readonly string[];
}

/**
 * An error as its reader needs it. The host of dynamic providers prints the error's text and its stack for a refresh
 * or a deletion, and the engine then prints the message: so text and stack are kept to a line.
 */
class ToldError extends Error {
    readonly id?: string;
    readonly properties?: unknown;
    readonly reasons?: readonly string[];

    constructor(error: unknown) {
        super(withoutUnmistakableSecrets(error instanceof Error ? error.message : String(error)));
        const { id, properties, reasons } = (error ?? {}) as InitializationFailure;
        if (id !== undefined) {
            Object.assign(this, { id, properties, reasons: reasons?.map(withoutUnmistakableSecrets) });
        }
        this.stack = this.message.split("\n")[0];
    }
}
