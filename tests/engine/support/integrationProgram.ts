import { AccessMode } from "../../../index";
import type { Sandbox } from "../../sandbox";
import type { Consumer } from "./consumer";
import { type EngineStack, openStack } from "./stack";

/**
 * A program with integrations whose arguments are in the configuration, so that a test can change them between two
 * operations, as a user edits a program.
 */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const federationArgs = config.requireObject<any>("federation");
const federation = federationArgs && new S3TablesFederation("federation", federationArgs);
const secretKeys = config.getSecretObject<Record<string, string>>("secretAccessKeys");

export const integrations = Object.fromEntries(
    Object.entries(config.requireObject<Record<string, any>>("integrations")).map(([name, args]) => {
        const secretAccessKey = secretKeys?.apply((keys) => keys[name]!);
        const lake = new StarRocksS3TablesIntegration(name, {
            mountArn: federation?.mountArn,
            restEndpoint: config.get("restEndpoint"),
            ...args,
            identity: args.identity?.accessKeyId ? { secretAccessKey, ...args.identity } : args.identity,
        });
        const { catalogName, principalArn, policyArns, tableBucketArn, warehouse, restEndpoint } = lake;
        return [name, { catalogName, principalArn, policyArns, tableBucketArn, warehouse, restEndpoint }];
    }),
);
`;

/** The integration's arguments, as JSON holds them. */
export type IntegrationArguments = Readonly<Record<string, unknown>>;

/** Several integrations by their names, which are also those of their catalogs. */
export type Integrations = Readonly<Record<string, IntegrationArguments>>;

export interface IntegrationsOptions {
    readonly name: string;
    readonly integrations: Integrations;
    /** Secrets of existing users' access keys, by the name of the integration that uses them. */
    readonly secretAccessKeys?: Readonly<Record<string, string>>;
    /** Arguments of the mount and its registration, if the program also makes these. */
    readonly federation?: object;
    /** The Iceberg REST endpoint; left to the component if it is left out. */
    readonly restEndpoint?: string;
}

export interface IntegrationsStack extends EngineStack {
    /** Changes the program's integrations for the operations that follow. */
    editAll(integrations: Integrations): Promise<void>;
    /** Changes the arguments of the federation, or takes it out of the program, for the operations that follow. */
    editFederation(federation: object | undefined): Promise<void>;
}

/** Opens a stack of that program in a sandbox. */
export async function openIntegrations(
    { frontend, environment }: Sandbox,
    consumer: Consumer,
    { name, integrations, secretAccessKeys, federation, restEndpoint }: IntegrationsOptions,
): Promise<IntegrationsStack> {
    const stack = await openStack({
        program: await consumer.program(name, { files: { "index.ts": PROGRAM } }),
        environment,
        config: {
            "starrocks:host": frontend.host,
            "starrocks:port": String(frontend.port),
            "starrocks:user": frontend.user,
            integrations: JSON.stringify(integrations),
            federation: JSON.stringify(federation ?? null),
            ...(restEndpoint && { restEndpoint }),
        },
        secrets: {
            "starrocks:password": frontend.password,
            ...(secretAccessKeys && { secretAccessKeys: JSON.stringify(secretAccessKeys) }),
        },
    });
    return {
        ...stack,
        editAll: (changed) => stack.setConfig({ integrations: JSON.stringify(changed) }),
        editFederation: (changed) => stack.setConfig({ federation: JSON.stringify(changed ?? null) }),
    };
}

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

/** Opens a stack of that program with one integration, `lake`. */
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
    const stack = await openIntegrations(sandbox, consumer, {
        name,
        integrations: { lake: integration },
        federation: federation ? { accessMode: mode } : undefined,
        restEndpoint: restEndpoint ?? `${sandbox.aws.endpoints.glue}/iceberg`,
    });
    return { ...stack, edit: (changed) => stack.editAll({ lake: changed }) };
}
