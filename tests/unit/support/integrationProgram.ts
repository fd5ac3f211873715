import { type MockedProgram, type MockOptions, mockProgram } from "../../../components/testing";
import { StarRocksS3TablesIntegration, type StarRocksS3TablesIntegrationArgs } from "../../../index";

export const ACCOUNT_ID = "123456789012";
export const REGION = "eu-west-1";

export const ARGS: StarRocksS3TablesIntegrationArgs = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales", "web"],
    starrocks: { host: "starrocks.internal", user: "pulumi", password: "hunter2" },
};

/** Registers an integration named `lake`, with the given arguments in place of the usual ones. */
export function integrate(
    args: Partial<StarRocksS3TablesIntegrationArgs> = {},
    options: MockOptions = {},
): Promise<MockedProgram> {
    return mockProgram(() => void new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args }), {
        region: REGION,
        ...options,
    });
}

/** The message with which a program was refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
    try {
        await work;
    } catch (error) {
        return (error as Error).message;
    }
    throw new Error("nothing was refused");
}

/** The StarRocks properties of the integration's catalog. */
export function propertiesOf(program: MockedProgram): Record<string, unknown> {
    return program.resource("lake-catalog").inputs.properties as Record<string, unknown>;
}
