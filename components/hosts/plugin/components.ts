import type * as pulumi from "@pulumi/pulumi";
import { S3TablesFederation } from "../../federation/federation";
import { StarRocksS3TablesIntegration } from "../../integration/integration";
import { inWordsOfPlugin } from "./settings";

type Component = new (
    name: string,
    // biome-ignore lint/suspicious/noExplicitAny: the engine sends what the program gave, and the component checks it.
    args: any,
    opts?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

const COMPONENTS: readonly Component[] = [StarRocksS3TablesIntegration, S3TablesFederation];

/**
 * Makes a component for a program of another language.
 *
 * @param outputs names of the outputs, by the component's type, as the schema has them.
 */
export function construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
    outputs: (type: string) => readonly string[],
): pulumi.provider.ConstructResult {
    const component = COMPONENTS.find((each) => each.name === type.split(":")[2]);
    if (component === undefined) {
        throw new Error(`this version of the plugin has no component ${type}: is it older than the program?`);
    }
    try {
        const made = new component(name, inputs, options);
        const values = made as unknown as Readonly<Record<string, pulumi.Input<unknown>>>;
        return { urn: made.urn, state: Object.fromEntries(outputs(type).map((key) => [key, values[key]])) };
    } catch (error) {
        throw Object.assign(error as Error, { message: inWordsOfPlugin((error as Error).message) });
    }
}
