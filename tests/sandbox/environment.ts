import type { EmbeddedAws } from "./aws";
import type { Login } from "./sqlClient";

/**
 * The engine attaches to the sandbox's own plugins. Some APIs are also called past the one of `aws`, by the AWS SDK,
 * which takes their endpoints and its keys from here.
 */
export function environmentOf(aws: EmbeddedAws, pluginPorts: Record<string, number>): Record<string, string> {
    return {
        PULUMI_DEBUG_PROVIDERS: Object.entries(pluginPorts)
            .map(([name, port]) => `${name}:${port}`)
            .join(","),
        AWS_REGION: aws.account.region,
        AWS_ACCESS_KEY_ID: aws.deployer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.deployer.secretAccessKey,
        AWS_ENDPOINT_URL_LAKEFORMATION: aws.endpoints.lakeFormation,
        AWS_ENDPOINT_URL_GLUE: aws.endpoints.glue,
        AWS_ENDPOINT_URL_IAM: aws.endpoints.iam,
        AWS_ENDPOINT_URL_STS: aws.endpoints.sts,
        // The SDK warns of Node.js releases that it will leave; what a user sees depends on the user's own release.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
}

/** By which the component finds the REST endpoints, and where StarRocks is, if a program doesn't say it. */
export function usersEnvironment(
    { account, endpoints }: EmbeddedAws,
    { host, port, user, password }: Login,
): Record<string, string> {
    const { glue, s3tables } = endpoints;
    return {
        STARROCKS_S3TABLES_SANDBOX: `account=${account.id},frontend=${host}:${port},glue=${glue},s3tables=${s3tables}`,
        STARROCKS_HOST: host,
        STARROCKS_PORT: String(port),
        STARROCKS_USER: user,
        STARROCKS_PASSWORD: password,
    };
}
