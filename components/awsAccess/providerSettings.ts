import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { isPlugin } from "../hosts/resource";
import { CREDENTIALS, type Setting, settingsBy } from "./settings";

/**
 * What the component's own AWS provider was given; nothing where it uses the stack's default one. Values that the
 * provider keeps as secrets stay secrets.
 */
export function settingsOfProvider(component: pulumi.Resource): pulumi.Inputs | undefined {
    const provider = component.getProvider("aws:glue/catalog:Catalog");
    if (!Provider.isInstance(provider)) {
        return isPlugin() ? settingsOfDefaultProvider() : undefined;
    }
    const outputs = provider as unknown as Partial<Record<Setting, pulumi.Output<string | undefined>>>;
    return {
        ...settingsBy((setting) => outputs[setting]),
        // It may hold the token itself, which the provider keeps as plain text.
        assumeRoleWithWebIdentity: outputs.assumeRoleWithWebIdentity?.apply((value) =>
            value === undefined ? undefined : pulumi.secret(value),
        ),
    };
}

/**
 * What the stack's default AWS provider is configured with, for the resources of a plugin: the engine shows that
 * configuration to a component, and not to its resources. Nothing where there is nothing.
 */
function settingsOfDefaultProvider(): pulumi.Inputs | undefined {
    const config = new pulumi.Config("aws");
    const settings = settingsBy<pulumi.Input<string | undefined>>((setting) =>
        CREDENTIALS.includes(setting) ? config.getSecret(setting) : config.get(setting),
    );
    return Object.keys(settings).length === 0 ? undefined : settings;
}

/**
 * Tags together with the default tags of the component's AWS provider, which puts them on what it makes itself; nothing
 * where there are none.
 */
export function withDefaultTags(
    tags: Record<string, pulumi.Input<string>> | undefined,
    component: pulumi.Resource,
): pulumi.Input<Record<string, string>> | undefined {
    const provider = component.getProvider("aws:glue/catalog:Catalog");
    const text = Provider.isInstance(provider)
        ? (provider as unknown as { defaultTags?: pulumi.Output<string | undefined> }).defaultTags
        : new pulumi.Config("aws").get("defaultTags");
    if (text === undefined) {
        return tags === undefined ? undefined : pulumi.output(tags);
    }
    return pulumi
        .all([text, tags ?? {}])
        .apply(([known, own]) => ({ ...(JSON.parse(known ?? "{}") as DefaultTags | null)?.tags, ...own }));
}

interface DefaultTags {
    readonly tags?: Record<string, string>;
}
