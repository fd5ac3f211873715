import * as pulumi from "@pulumi/pulumi";
import type { IcebergEndpoint } from "../permissions/access";
import type { StarRocksConnectionArgs } from "../starrocks/connection/args";
import { orEnvironment } from "../starrocks/connection/environment";
import type { Frontend } from "../starrocks/connection/frontendAddress";
import { resolveConnection } from "../starrocks/connection/settings";

/** What `pulumi-starrocks-s3tables-sandbox` sets for programs that it is to serve. */
export const SANDBOX_VARIABLE = "STARROCKS_S3TABLES_SANDBOX";

const FORM =
    "account=<12 digits>,frontend=127.0.0.1:<port>,glue=http://127.0.0.1:<port>,s3tables=http://127.0.0.1:<port>";
const THIS_MACHINE = /^http:\/\/127\.0\.0\.1:\d+$/;

/** An AWS and a StarRocks that run on this machine. */
interface Sandbox {
    readonly account: string;
    /** Host and port of its only frontend. */
    readonly frontend: string;
    /** Base addresses of the services that have an Iceberg REST endpoint. */
    readonly endpoints: Readonly<Record<IcebergEndpoint, string>>;
}

/** The REST endpoint of the sandbox that this process is to use; nothing where there is none, as in production. */
export function sandboxEndpoint(
    endpoint: IcebergEndpoint,
    { host, hosts, port }: StarRocksConnectionArgs = {},
): ((accountId: pulumi.Output<string>) => pulumi.Output<string>) | undefined {
    const text = process.env[SANDBOX_VARIABLE];
    if (!text) {
        return undefined;
    }
    const sandbox = readSandbox(text);
    return (accountId) =>
        pulumi.all([accountId, host, hosts, port]).apply(([account, ...connection]) => {
            requireSandbox(sandbox, account, frontendsOf(...connection));
            return `${sandbox.endpoints[endpoint]}/iceberg`;
        });
}

function readSandbox(text: string): Sandbox {
    const { account, frontend, glue, s3tables } = Object.fromEntries(
        text.split(",").map((part) => part.split(/=(.*)/s).slice(0, 2)),
    ) as Record<string, string | undefined>;
    if (!account || !frontend || !THIS_MACHINE.test(glue ?? "") || !THIS_MACHINE.test(s3tables ?? "")) {
        throw new Error(`the environment variable ${SANDBOX_VARIABLE} is "${text}", expected ${FORM}`);
    }
    return { account, frontend, endpoints: { Glue: glue!, S3Tables: s3tables! } };
}

function frontendsOf(host?: string, hosts?: string[], port?: number): readonly Frontend[] {
    const config = orEnvironment((key) => pulumi.runtime.getConfig(key), process.env);
    return resolveConnection({ host, hosts, port }, config).frontends;
}

/** A forgotten variable must send no real frontend to this machine, and nothing of a real account to a sandbox. */
function requireSandbox(sandbox: Sandbox, account: string, frontends: readonly Frontend[]): void {
    const others = frontends
        .map(({ host, port }) => `${host}:${port}`)
        .filter((each) => each !== sandbox.frontend);
    const problems = [
        ...(account === sandbox.account ? [] : [`the AWS account is ${account}, and not ${sandbox.account}`]),
        ...others.map((each) => `the frontend is ${each}, and not ${sandbox.frontend}`),
    ];
    if (problems.length > 0) {
        throw new Error(
            `${SANDBOX_VARIABLE} is set, but this stack isn't the sandbox's: ${problems.join("; ")}. ` +
                `To leave the sandbox, unset ${SANDBOX_VARIABLE}; to stay in it, take the stack's own addresses away.`,
        );
    }
}
