import type { Properties } from "../../sandbox/aws/plugin/resourceType";

/**
 * What the engine does with `ignoreChanges` before it asks the plugin: the old inputs are put back
 * (pulumi/pkg/resource/deploy/step_generator.go, processIgnoreChanges). Only of top-level properties and `*`.
 */
export function putBack(ignoreChanges: readonly string[], olds: Properties, news: Properties): Properties {
    const names = ignoreChanges.includes("*")
        ? [...new Set([...Object.keys(olds), ...Object.keys(news)])]
        : ignoreChanges;
    const inputs = { ...news };
    for (const name of names) {
        if (name in olds) {
            inputs[name] = olds[name];
        } else {
            delete inputs[name];
        }
    }
    return inputs;
}
