import { cachedAwsBridge } from "../engine/support/awsBridge";
import { type AwsOptions, type EmbeddedAws, startAws } from "./aws";
import { environmentOf, usersEnvironment } from "./environment";
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
    /** The same for programs that know of no sandbox, nor where StarRocks is. */
    readonly usersEnvironment: Readonly<Record<string, string>>;
    close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
    const frontend = await startFrontend(options.starRocks);
    const aws = await startAws({ bridge: await cachedAwsBridge(), ...options.aws });
    const mysql = await startMysqlPlugin();
    const environment = environmentOf(aws, { aws: aws.pluginPort, mysql: mysql.port });
    return {
        aws,
        frontend,
        environment,
        usersEnvironment: { ...environment, ...usersEnvironment(aws, frontend) },
        close: async () => {
            await frontend.close(Object.values(aws.endpoints));
            mysql.close();
            await aws.close();
        },
    };
}
