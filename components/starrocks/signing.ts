/** True if requests are signed as AWS wants it. */
export function signs(properties: Readonly<Record<string, string>>): boolean {
    return (
        properties["iceberg.catalog.rest.sigv4-enabled"] === "true" ||
        properties["iceberg.catalog.rest.auth.type"] === "sigv4"
    );
}
