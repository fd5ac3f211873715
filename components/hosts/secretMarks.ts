import * as pulumi from "@pulumi/pulumi";

/** What is a secret in any case, or whose marks are kept elsewhere; the provider knows them without being told. */
export const KNOWN_ANYWAY = new Set(["connection.password", "properties", "awsProvider"]);

/**
 * Paths of the inputs that the program marks as secrets, such as `connection.host`. The provider's process gets all
 * values in clear, and must know which of them it may not print. Nothing if there are none, so that most resources have
 * no such input.
 */
export async function inputsMarkedSecret(inputs: pulumi.Inputs): Promise<string[] | undefined> {
    const paths = await marksIn(inputs, "");
    return paths.length === 0 ? undefined : paths;
}

async function marksIn(value: unknown, path: string): Promise<string[]> {
    if (KNOWN_ANYWAY.has(path)) {
        return [];
    }
    if (pulumi.Output.isInstance(value)) {
        return (await pulumi.isSecret(value)) ? [path] : [];
    }
    if (value instanceof Promise) {
        return marksIn(await value, path);
    }
    if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) {
        return [];
    }
    const members = Object.entries(value).map(([key, member]) =>
        marksIn(member, path === "" ? key : `${path}.${key}`),
    );
    return (await Promise.all(members)).flat();
}
