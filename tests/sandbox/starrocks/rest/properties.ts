export type Environment = Record<string, string | undefined>;

const CATALOG_PREFIX = "iceberg.catalog.";
const ENVIRONMENT_PREFIX = "env:";

/**
 * The properties that reach Iceberg's REST client: keys in lower case, those of the catalog also without
 * their prefix, and `env:NAME` values replaced. An unset variable drops its property.
 */
export function restProperties(
    properties: ReadonlyMap<string, string>,
    environment: Environment,
): Map<string, string> {
    const resolved = new Map<string, string>();
    for (const [key, value] of properties) {
        const actual = resolve(value, environment);
        if (actual === undefined) {
            continue;
        }
        const name = key.toLowerCase();
        resolved.set(name, actual);
        if (name.startsWith(CATALOG_PREFIX)) {
            resolved.set(name.slice(CATALOG_PREFIX.length), actual);
        }
    }
    return new Map([...resolved, ...oauth2Properties(resolved)]);
}

/** What StarRocks hands to Iceberg's client under the client's own name. */
const OAUTH2 = { credential: "credential", scope: "scope", "server-uri": "oauth2-server-uri" };

function oauth2Properties(properties: ReadonlyMap<string, string>): [string, string][] {
    if (properties.get("security")?.toLowerCase() !== "oauth2") {
        return [];
    }
    return Object.entries(OAUTH2).flatMap(([key, name]): [string, string][] => {
        const value = properties.get(`oauth2.${key}`);
        return value === undefined ? [] : [[name, value]];
    });
}

/** Headers that every request carries: `header.x-foo` = `bar`. */
export function configuredHeaders(properties: ReadonlyMap<string, string>): Record<string, string> {
    const prefix = "header.";
    const entries = [...properties].filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

function resolve(value: string, environment: Environment): string | undefined {
    return value.startsWith(ENVIRONMENT_PREFIX) ? environment[value.slice(ENVIRONMENT_PREFIX.length)] : value;
}
