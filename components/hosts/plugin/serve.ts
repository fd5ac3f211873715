import { createRequire } from "node:module";
import { catalog } from "../../provider";
import { configurationProblems } from "../../starrocks/connection/configuration";
import { registerWithPlugin } from "../resource";
import { construct } from "./components";
import { tellByEngine } from "./engineLog";
import { resources } from "./resources";
import { type Marked, withoutMarks } from "./secretMarks";
import { type ConfiguredProvider, serve } from "./service";
import { inWordsOfPlugin, secretSettings, stackConfigOf } from "./settings";
import { PLUGIN } from "./types";

/** What of the schema this process needs. */
interface Schema {
    readonly version: string;
    readonly resources: Readonly<Record<string, { readonly properties: object }>>;
}

/** Serves the components and their resources to the engine, for programs of any language. */
export async function servePlugin(parameters: string[]): Promise<void> {
    const schema = createRequire(__filename)(`${PLUGIN}/schema.json`) as Schema;
    registerWithPlugin(schema.version);
    tellByEngine(parameters);
    const outputs = (type: string) => Object.keys(schema.resources[type]!.properties);
    const plugin: ConfiguredProvider = {
        ...resources,
        version: schema.version,
        schema: JSON.stringify(schema),
        checkConfig,
        configure,
        construct: async (name, type, inputs, options) => construct(name, type, inputs, options, outputs),
    };
    await serve(plugin, parameters);
}

function checkConfig(settings: Marked) {
    const values = withoutMarks<Readonly<Record<string, unknown>>>(settings);
    return {
        inputs: secretSettings(values),
        failures: configurationProblems(stackConfigOf(values)).map(({ key, problem }) => ({
            property: key.slice(key.indexOf(":") + 1),
            reason: `${problem}, in the configuration ${inWordsOfPlugin(key)}`,
        })),
    };
}

/** All providers of the process read the same settings. */
async function configure(settings: Marked): Promise<void> {
    const get = stackConfigOf(withoutMarks(settings));
    const require = (key: string) => get(key)!;
    await catalog.configure!({ config: { get, require } });
}
