import { type AccountOptions, createAccount, deployerKey } from "./account/create";
import type { Session } from "./account/iamState";
import { startSession } from "./account/sessions";
import type { Account } from "./account/state";
import { type Faults, noFaults } from "./faults";
import { glueHandler } from "./glue/catalog";
import { type HttpEndpoint, listen } from "./http/server";
import { iamHandler } from "./iam/api";
import { lakeFormationHandler } from "./lakeFormation/api";
import { startBridge } from "./plugin/bridge";
import { startPlugin } from "./plugin/server";
import { s3Handler } from "./s3/handler";
import { s3tablesHandler } from "./s3tables/catalog";
import type { LoggedRequest, Sandbox } from "./sandbox";
import { stsHandler } from "./sts/api";

export type { Account } from "./account/state";
export type { Faults } from "./faults";
export type { LoggedRequest } from "./sandbox";
export interface AwsOptions extends AccountOptions {
    /** The program that is put before the sandbox as Pulumi's plugin; without it, the sandbox's stand-in answers. */
    readonly bridge?: string;
}

export interface EmbeddedAws {
    /** The account's state; tests may read and change it. */
    readonly account: Account;
    /** Base URLs, `http://127.0.0.1:<port>`; the Iceberg catalogs are at `<glue>/iceberg` and `<s3tables>/iceberg`. */
    readonly endpoints: Sandbox["endpoints"];
    /** For `PULUMI_DEBUG_PROVIDERS=aws:<port>`. */
    readonly pluginPort: number;
    /** The administrator of the account and of its data lake, who runs Pulumi. */
    readonly deployer: { accessKeyId: string; secretAccessKey: string; arn: string };
    readonly faults: Faults;
    /** Every HTTP request so far, the oldest first. */
    readonly requests: LoggedRequest[];
    /** Temporary credentials of a role, as an instance profile, IRSA or STS would give them. */
    assumeRole(roleName: string): Session;
    close(): Promise<void>;
}

/** Starts an AWS account in this process: HTTP services and the `aws` plugin of Pulumi, on ports of 127.0.0.1. */
export async function startAws(options: AwsOptions = {}): Promise<EmbeddedAws> {
    const account = createAccount(options);
    const endpoints = { glue: "", s3tables: "", lakeFormation: "", s3: "", iam: "", sts: "" };
    const sandbox: Sandbox = { account, faults: noFaults(), requests: [], endpoints };
    const servers: Record<keyof typeof endpoints, HttpEndpoint> = {
        glue: await listen(glueHandler(sandbox)),
        s3tables: await listen(s3tablesHandler(sandbox)),
        lakeFormation: await listen(lakeFormationHandler(sandbox)),
        s3: await listen(s3Handler(sandbox)),
        iam: await listen(iamHandler(sandbox)),
        sts: await listen(stsHandler(sandbox)),
    };
    for (const name of Object.keys(servers) as (keyof typeof endpoints)[])
        endpoints[name] = servers[name].url;
    const plugin =
        options.bridge === undefined
            ? await startPlugin(sandbox)
            : await startBridge(options.bridge, sandbox);
    const { id: accessKeyId, secret: secretAccessKey } = deployerKey(account);
    return {
        account,
        endpoints,
        pluginPort: plugin.port,
        deployer: { accessKeyId, secretAccessKey, arn: account.deployer.arn },
        faults: sandbox.faults,
        requests: sandbox.requests,
        assumeRole: (roleName) => startSession(account, roleName, "sandbox"),
        async close() {
            plugin.close();
            await Promise.all(Object.values(servers).map((server) => server.close()));
        },
    };
}
