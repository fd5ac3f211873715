import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAws } from "../../tests/sandbox/aws";
import { environmentOf, usersEnvironment } from "../../tests/sandbox/environment";
import { startMysqlPlugin } from "../../tests/sandbox/mysqlPlugin";
import { type StarRocksVersion, startStarRocks } from "../../tests/sandbox/starrocks";
import { type AccountSetUp, setUp } from "./account";

export type { StarRocksVersion } from "../../tests/sandbox/starrocks";
export type { AccountSetUp } from "./account";

export interface SandboxOptions {
    /** Release of StarRocks. Default: `4.1`. */
    readonly release?: StarRocksVersion;
    /** Query port of StarRocks. Default: a free one. */
    readonly port?: number;
    /** Region of the AWS account. Default: `us-east-1`. */
    readonly region?: string;
    /** What the account has at first. Default: `lake-formation`. */
    readonly account?: AccountSetUp;
}

/** An AWS account and a StarRocks frontend in this process, on ports of 127.0.0.1. */
export interface Sandbox {
    readonly starRocks: {
        readonly release: StarRocksVersion;
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly password: string;
    };
    readonly aws: {
        readonly account: string;
        readonly region: string;
        readonly endpoints: Readonly<Record<string, string>>;
    };
    /** With which `pulumi` runs a program in it. What is `undefined` must not be set. */
    readonly environment: Readonly<Record<string, string | undefined>>;
    close(): Promise<void>;
}

/** The sandbox's own: a shell in which it was started may be one of a real account. */
const NOT_SET = {
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_ENDPOINT_URL: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
};

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
    const { release = "4.1", region = "us-east-1", account = "lake-formation" } = options;
    const closers: (() => unknown)[] = [];
    const close = async () => {
        for (const each of closers.splice(0).reverse()) {
            await each();
        }
    };
    try {
        const aws = await startAws({ region });
        closers.push(() => aws.close());
        setUp(aws.account, account);
        const starRocks = await startStarRocks({
            version: release,
            port: options.port,
            rootPassword: "sandbox",
            // Where nothing is vended, a frontend finds S3 by its own environment.
            environment: { AWS_ENDPOINT_URL_S3: aws.endpoints.s3 },
        });
        closers.push(() => starRocks.close());
        const mysql = await startMysqlPlugin();
        closers.push(() => mysql.close());
        // Stacks of real accounts are out of reach, and those of the sandbox end with it.
        const state = await mkdtemp(join(tmpdir(), "pulumi-sandbox-"));
        closers.push(() => rm(state, { recursive: true, force: true }));
        const { host, port, user, password } = starRocks;
        return {
            starRocks: { release, host, port, user, password },
            aws: { account: aws.account.id, region, endpoints: aws.endpoints },
            environment: {
                ...NOT_SET,
                ...environmentOf(aws, { aws: aws.pluginPort, mysql: mysql.port }),
                ...usersEnvironment(aws, starRocks),
                AWS_ENDPOINT_URL_S3: aws.endpoints.s3,
                AWS_ENDPOINT_URL_S3TABLES: aws.endpoints.s3tables,
                PULUMI_BACKEND_URL: `file://${state}`,
                PULUMI_CONFIG_PASSPHRASE: "sandbox",
            },
            close,
        };
    } catch (error) {
        await close();
        throw error;
    }
}
