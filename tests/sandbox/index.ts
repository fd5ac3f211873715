import { cachedAwsBridge } from "../engine/support/awsBridge";
import { type AwsOptions, type EmbeddedAws, startAws } from "./aws";
import { type Frontend, startFrontend } from "./frontend";
import { startMysqlPlugin } from "./mysqlPlugin";
import type { StarRocksOptions } from "./starrocks";

export { type Frontend, runnable } from "./frontend";

export interface SandboxOptions {
    readonly aws?: AwsOptions;
    /** For the embedded frontend; a real one is as it is. */
    readonly starRocks?: StarRocksOptions;
}

/** An AWS account and a StarRocks frontend, and the environment in which Pulumi finds them. */
export interface Sandbox {
    readonly aws: EmbeddedAws;
    readonly frontend: Frontend;
    readonly environment: Readonly<Record<string, string>>;
    close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
    const frontend = await startFrontend(options.starRocks);
    const aws = await startAws({ bridge: await cachedAwsBridge(), ...options.aws });
    const mysql = await startMysqlPlugin();
    return {
        aws,
        frontend,
        environment: environmentOf(aws, { aws: aws.pluginPort, mysql: mysql.port }),
        close: async () => {
            await frontend.close(Object.values(aws.endpoints));
            mysql.close();
            await aws.close();
        },
    };
}

/**
 * The engine attaches to the sandbox's own plugins. Some APIs are also called past the one of `aws`, by the AWS SDK,
 * which takes their endpoints and its keys from here.
 */
function environmentOf(aws: EmbeddedAws, pluginPorts: Record<string, number>): Record<string, string> {
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
