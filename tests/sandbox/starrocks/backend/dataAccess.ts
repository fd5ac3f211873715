import { failure } from "../errors";
import { type Credentials, environmentCredentials } from "../rest/identity";
import type { Environment } from "../rest/properties";
import type { LoadedTable } from "../rest/tableMetadata";

/** Where a table's files are and the keys that open them. */
export interface DataAccess {
    endpoint: string;
    region: string;
    credentials: Credentials;
}

const DEFAULT_REGION = "us-east-1";

/**
 * What the catalog vended for the table comes first, then the catalog's own `aws.s3.*` keys, then the keys in
 * the process's environment.
 */
export function dataAccess(
    { metadata, config = {} }: LoadedTable,
    properties: ReadonlyMap<string, string>,
    environment: Environment,
): DataAccess {
    const credentials =
        vendedCredentials(config) ?? ownCredentials(properties) ?? environmentCredentials(environment);
    if (credentials === undefined) {
        throw failure(
            `Access denied: no credentials were vended for ${metadata.location}, and neither the catalog's ` +
                "aws.s3.* properties nor the environment have any",
        );
    }
    const endpoint =
        config["s3.endpoint"] ??
        properties.get("aws.s3.endpoint") ??
        environment.AWS_ENDPOINT_URL_S3 ??
        environment.AWS_ENDPOINT_URL;
    if (endpoint === undefined) {
        throw failure(`No S3 endpoint is known for ${metadata.location}: set aws.s3.endpoint`);
    }
    const region = config["client.region"] ?? properties.get("aws.s3.region") ?? DEFAULT_REGION;
    return { endpoint, region, credentials };
}

function vendedCredentials(config: Record<string, string>): Credentials | undefined {
    return keyPair(config["s3.access-key-id"], config["s3.secret-access-key"], config["s3.session-token"]);
}

function ownCredentials(properties: ReadonlyMap<string, string>): Credentials | undefined {
    if (properties.get("aws.s3.iam_role_arn")) {
        throw failure("aws.s3.iam_role_arn can't be assumed: this sandbox has no STS");
    }
    return keyPair(
        properties.get("aws.s3.access_key"),
        properties.get("aws.s3.secret_key"),
        properties.get("aws.s3.session_token"),
    );
}

function keyPair(
    accessKeyId: string | undefined,
    secretAccessKey: string | undefined,
    sessionToken: string | undefined,
): Credentials | undefined {
    return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}
