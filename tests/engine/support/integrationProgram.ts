import { AccessMode } from "../../../index";
import type { Sandbox } from "../../sandbox";
import type { Consumer } from "./consumer";
import { type EngineStack, openStack } from "./stack";

/**
 * A program with one integration whose arguments are in the configuration, so that a test can change them between
 * two operations, as a user edits a program.
 */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const federation = config.getBoolean("federation") ? new S3TablesFederation("federation", { accessMode: config.get("mode") as any }) : undefined;
const lake = new StarRocksS3TablesIntegration("lake", {
    ...config.requireObject<any>("integration"),
    mountArn: federation?.mountArn,
    restEndpoint: config.require("restEndpoint"),
});
export const catalogName = lake.catalogName;
export const principalArn = lake.principalArn;
export const warehouse = lake.warehouse;
`;

/** The integration's arguments, as JSON holds them. */
export type IntegrationArguments = Readonly<Record<string, unknown>>;

export interface IntegrationProgramOptions {
    readonly name: string;
    readonly integration: IntegrationArguments;
    /** Whether the program also makes the mount and its registration; true unless told otherwise. */
    readonly federation?: boolean;
    /** The mode of that mount; Lake Formation's unless told otherwise. */
    readonly mode?: AccessMode;
    /** The Iceberg REST endpoint; Glue's unless told otherwise. */
    readonly restEndpoint?: string;
}

export interface IntegrationStack extends EngineStack {
    /** Changes the program's arguments for the operations that follow. */
    edit(integration: IntegrationArguments): Promise<void>;
}

/** Opens a stack of that program in a sandbox. */
export async function openIntegration(
    sandbox: Sandbox,
    consumer: Consumer,
    {
        name,
        integration,
        federation = true,
        mode = AccessMode.LakeFormation,
        restEndpoint,
    }: IntegrationProgramOptions,
): Promise<IntegrationStack> {
    const { frontend, aws, environment } = sandbox;
    const stack = await openStack({
        program: await consumer.program(name, { files: { "index.ts": PROGRAM } }),
        environment,
        config: {
            "starrocks:host": frontend.host,
            "starrocks:port": String(frontend.port),
            "starrocks:user": frontend.user,
            restEndpoint: restEndpoint ?? `${aws.endpoints.glue}/iceberg`,
            mode,
            federation: String(federation),
            integration: JSON.stringify(integration),
        },
        secrets: { "starrocks:password": frontend.password },
    });
    return { ...stack, edit: (changed) => stack.setConfig({ integration: JSON.stringify(changed) }) };
}
