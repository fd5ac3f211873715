import { resolve } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { inWordsOfPlugin, PLUGIN_SETTINGS } from "../../components/hosts/plugin/settings";
import { PLUGIN, pluginToken } from "../../components/hosts/plugin/types";

const ROOT = resolve(__dirname, "../..");
const COMPONENTS = ["StarRocksS3TablesIntegration", "S3TablesFederation"];
const RESOURCES = ["Catalog", "Grant"];

/** Members of types that are secrets wherever they stand. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
    StarRocksConnection: ["password"],
    IcebergOAuth2: ["credential", "token"],
    IcebergRest: ["secretAccessKey", "sessionToken"],
    Identity: ["secretAccessKey"],
    S3Data: ["secretAccessKey"],
};

/**
 * What SDKs are called. By themselves the generators put `pulumi` before a name that begins with it. A Go module that is
 * published nowhere has Pulumi's own placeholder for a host.
 */
const LANGUAGES = {
    python: { packageName: "pulumi_starrocks_s3tables", pyproject: { enabled: true } },
    go: {
        importBasePath: "example.com/pulumi-starrocks-s3tables/sdk/go/starrockss3tables",
        rootPackageName: "starrockss3tables",
    },
    java: { packages: { [PLUGIN]: "starrockss3tables" } },
} as const;

interface Property {
    readonly [key: string]: unknown;
    readonly description?: string;
}

type Properties = Readonly<Record<string, Property>>;

interface ObjectType {
    readonly [key: string]: unknown;
    readonly properties?: Properties;
    readonly inputProperties?: Properties;
    readonly isComponent?: boolean;
}

interface PackageSchema {
    readonly language: Readonly<Record<string, object>>;
    readonly resources: Readonly<Record<string, ObjectType>>;
    readonly types: Readonly<Record<string, ObjectType>>;
}

/**
 * What the plugin offers to programs of other languages: the components and resources with the arguments that they have
 * here, and their docstrings, as Pulumi's own analyzer reads them.
 */
export function pluginSchema(): object {
    const manifest = require(resolve(ROOT, "package.json"));
    const entry = { exports: "scripts/schema/customResources.ts" };
    const analyzed = new Analyzer(ROOT, PLUGIN, entry, new Set([...COMPONENTS, ...RESOURCES])).analyze();
    const { components, typeDefinitions, dependencies } = analyzed;
    const { version, description, license } = manifest;
    const { resources, types, ...schema } = withShortTypeNames(
        generateSchema(PLUGIN, version, description, components, typeDefinitions, dependencies),
    ) as unknown as PackageSchema;
    return {
        ...schema,
        language: mapValues(schema.language, (settings, name) => ({
            ...settings,
            ...LANGUAGES[name as keyof typeof LANGUAGES],
        })),
        license,
        keywords: ["pulumi", "category/database", "kind/component"],
        config: { variables: PLUGIN_SETTINGS },
        provider: {
            description: "Where StarRocks is found, for resources that don't say it themselves.",
            inputProperties: PLUGIN_SETTINGS,
        },
        types: mapValues(sorted(types), ({ properties, ...type }, token) => ({
            ...type,
            ...(properties && {
                properties: mapValues(properties, described(SECRETS[token.split(":")[2]!])),
            }),
        })),
        resources: mapValues(sorted(resources), resourceOf),
    };
}

function resourceOf(
    { properties = {}, inputProperties = {}, isComponent, ...rest }: ObjectType,
    token: string,
) {
    const isOwn = RESOURCES.some((name) => pluginToken(name) === token);
    return {
        ...rest,
        ...(!isOwn && { isComponent }),
        properties: mapValues(properties, described()),
        // Of a resource, every argument may be an output as a whole.
        inputProperties: mapValues(inputProperties, (property) => {
            const { plain, ...others } = described()(property);
            return isOwn || plain === undefined ? others : { ...others, plain };
        }),
    };
}

/** A property as a schema has it, in words that are true for other languages. */
function described(secrets: readonly string[] = []): (property: Property, name?: string) => Property {
    return ({ optional: _, description, ...property }, name) => ({
        ...property,
        ...(description && { description: inWordsOfPlugin(description) }),
        ...(name !== undefined && secrets.includes(name) && { secret: true }),
    });
}

/** Other languages add `Args` by themselves. */
function withShortTypeNames(schema: object): object {
    return JSON.parse(JSON.stringify(schema).replace(/(:index:\w+?)Args\b/g, "$1"));
}

function sorted<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
    return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function mapValues<Value, Result>(
    values: Readonly<Record<string, Value>>,
    change: (value: Value, key: string) => Result,
): Record<string, Result> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
