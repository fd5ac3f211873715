import * as pulumi from "@pulumi/pulumi";
import { type MockProgramOptions, mockProgram } from "../../../components/testing";
import {
    S3TablesFederation,
    StarRocksCatalog,
    StarRocksGrant,
    StarRocksS3TablesIntegration,
} from "../../../index";
import { ACCOUNT_ID, ARGS, REGION } from "../support/integrationProgram";

/** Arguments as a program without a compiler gives them. */
export type Given = Readonly<Record<string, unknown>>;

export const CONNECTION = { host: "starrocks.internal", user: "pulumi" };

const RESOURCES = {
    integration: (args: Given) => new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args } as never),
    federation: (args: Given) => new S3TablesFederation("fed", args as never),
    catalog: (args: Given) =>
        new StarRocksCatalog("lake", {
            catalogName: "lake",
            connection: CONNECTION,
            ...(args.rest === undefined && { properties: { "iceberg.catalog.type": "rest" } }),
            ...args,
        } as never),
    grant: (args: Given) =>
        new StarRocksGrant("read", {
            catalogName: "lake",
            role: "analyst",
            access: "Read",
            connection: CONNECTION,
            ...args,
        } as never),
    connection: (connection: Given) => RESOURCES.grant({ connection: { ...CONNECTION, ...connection } }),
    table: (table: Given) =>
        RESOURCES.integration({
            tables: [
                { namespace: "sales", name: "orders", columns: [{ name: "id", type: "long" }], ...table },
            ],
        }),
} as const;

export type Kind = keyof typeof RESOURCES;

/** Declares one resource under mocks. */
export function run(kind: Kind, given: Given, options: MockProgramOptions = {}) {
    return mockProgram(() => void RESOURCES[kind](given), { region: REGION, ...options });
}

export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
/** Columns of these types. */
export const columns = (...types: readonly string[]) => ({
    columns: types.map((type, index) => ({ name: `c${index}`, type })),
});

/** What is refused, and the text of it. */
export type Refused = readonly (readonly [kind: Kind, given: Given, problem: RegExp])[];

/** A value for the title of a test. */
export function shown(given: Given): string {
    const text = JSON.stringify(given, (_, value) =>
        pulumi.Output.isInstance(value) || value instanceof Promise ? "an output" : (value ?? null),
    );
    return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
