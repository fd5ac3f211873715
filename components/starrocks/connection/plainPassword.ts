import * as pulumi from "@pulumi/pulumi";
import type { StarRocksConnectionArgs } from "./args";

const PASSWORD = "starrocks:password";

/** What the engine told the program of its configuration; the SDK has no public way to ask which values are secrets. */
interface Configuration {
    allConfig(): Readonly<Record<string, string>>;
    isConfigSecret?(key: string): boolean;
}

/** Stacks that were warned: one process may run several, and a stack many resources. */
const warned = new WeakSet<object>();

/** Warns at preview, once, of a password for everybody to read who has the stack's file, if this connection uses it. */
export function warnOfPlainPassword(
    connection: StarRocksConnectionArgs | undefined,
    resource: pulumi.Resource,
): void {
    const stack = pulumi.runtime.getStackResource();
    if (!pulumi.runtime.isDryRun() || stack === undefined || warned.has(stack)) {
        return;
    }
    if (connection?.password === undefined && isInClear(pulumi.runtime)) {
        warned.add(stack);
        pulumi.log.warn(
            `the StarRocks password is in plain text in Pulumi.${pulumi.getStack()}.yaml. Encrypt it: pulumi config set --secret ` +
                `${PASSWORD}; and change it in StarRocks if others have seen the file.`,
            resource,
        );
    }
}

/** Whether the configuration has the password, and not as a secret. */
export function isInClear(configuration: Configuration): boolean {
    return (
        PASSWORD in configuration.allConfig() &&
        configuration.isConfigSecret !== undefined &&
        !configuration.isConfigSecret(PASSWORD)
    );
}
