import { type ConnectionOptions, createConnection, type RowDataPacket } from "mysql2/promise";
import { type AwsOptions, type EmbeddedAws, startAws } from "./aws";
import { type StarRocksFrontend, type StarRocksOptions, startStarRocks } from "./starrocks";

export interface SandboxOptions {
    readonly aws?: AwsOptions;
    /** For the embedded frontend; a real one is as it is. */
    readonly starRocks?: StarRocksOptions;
}

export interface Frontend {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    /** As the frontend itself tells it. */
    readonly version: string;
    /** Whether it is a StarRocks that runs elsewhere, in place of the embedded one. */
    readonly isReal: boolean;
    /** The embedded frontend's own handles, such as its faults and the statements it got. */
    readonly embedded?: StarRocksFrontend;
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
    const aws = await startAws(options.aws);
    return {
        aws,
        frontend,
        environment: environmentOf(aws),
        close: async () => {
            await frontend.embedded?.close();
            await aws.close();
        },
    };
}

/**
 * The engine attaches to the sandbox's own `aws` plugin. Lake Formation's API is also called past that plugin, by
 * the AWS SDK, which takes its endpoint and keys from here.
 */
function environmentOf(aws: EmbeddedAws): Record<string, string> {
    return {
        PULUMI_DEBUG_PROVIDERS: `aws:${aws.pluginPort}`,
        AWS_REGION: aws.account.region,
        AWS_ACCESS_KEY_ID: aws.deployer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.deployer.secretAccessKey,
        AWS_ENDPOINT_URL_LAKEFORMATION: aws.endpoints.lakeFormation,
        // The SDK warns of Node.js releases that it will leave; what a user sees depends on the user's own release.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
}

async function startFrontend(options: StarRocksOptions | undefined): Promise<Frontend> {
    const embedded = process.env.STARROCKS_HOST ? undefined : await startStarRocks(options);
    const { host, port, user, password } = embedded ?? realFrontend();
    const version = await versionOf({ host, port, user, password });
    return { host, port, user, password, version, isReal: embedded === undefined, embedded };
}

function realFrontend() {
    return {
        host: process.env.STARROCKS_HOST ?? "",
        port: Number(process.env.STARROCKS_PORT ?? 9030),
        user: process.env.STARROCKS_USER ?? "root",
        password: process.env.STARROCKS_PASSWORD ?? "",
    };
}

async function versionOf(login: ConnectionOptions): Promise<string> {
    const connection = await createConnection(login);
    try {
        const [rows] = await connection.query<RowDataPacket[]>("SELECT @@version_comment");
        return String(Object.values(rows[0] ?? {})[0]);
    } finally {
        await connection.end();
    }
}
