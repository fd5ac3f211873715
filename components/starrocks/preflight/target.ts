/** An Iceberg REST endpoint as a catalog's properties describe it, with the key that signs. */
export interface RestTarget {
    readonly uri: string;
    readonly warehouse: string | undefined;
    readonly signingName: string;
    readonly signingRegion: string;
    readonly credentials: RestCredentials;
}

export interface RestCredentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}

/** Values that a frontend takes from its own environment; they mean nothing here. */
const FROM_ENVIRONMENT = "env:";

function signs(properties: Readonly<Record<string, string>>): boolean {
    return (
        properties["iceberg.catalog.rest.sigv4-enabled"] === "true" ||
        properties["iceberg.catalog.rest.auth.type"] === "sigv4"
    );
}

/**
 * Reads from a catalog's properties what is needed to call its endpoint as StarRocks will.
 * Nothing, if the signing key isn't in the properties: then only the frontends can make the call.
 */
export function restTarget(properties: Readonly<Record<string, string>>): RestTarget | undefined {
    const uri = properties["iceberg.catalog.uri"];
    const accessKeyId = properties["iceberg.catalog.rest.access-key-id"];
    const secretAccessKey = properties["iceberg.catalog.rest.secret-access-key"];
    const signingRegion = properties["iceberg.catalog.rest.signing-region"];
    if (!signs(properties) || !uri || !accessKeyId || !secretAccessKey || !signingRegion) {
        return undefined;
    }
    if ([accessKeyId, secretAccessKey].some((value) => value.startsWith(FROM_ENVIRONMENT))) {
        return undefined;
    }
    const sessionToken = properties["iceberg.catalog.rest.session-token"];
    return {
        uri: uri.replace(/\/+$/, ""),
        warehouse: properties["iceberg.catalog.warehouse"],
        // Iceberg's own default, as seen in the signatures of a frontend without the property.
        signingName: properties["iceberg.catalog.rest.signing-name"] ?? "execute-api",
        signingRegion,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    };
}
