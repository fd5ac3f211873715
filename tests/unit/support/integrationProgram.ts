import { StarRocksS3TablesIntegration, type StarRocksS3TablesIntegrationArgs } from "../../../index";
import { type Answers, named, READY_ACCOUNT, type Registered, register } from "./mockProgram";

export const ARGS: StarRocksS3TablesIntegrationArgs = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales", "web"],
    starrocks: { host: "starrocks.internal", user: "pulumi", password: "hunter2" },
};

/** Registers an integration named `lake`, with the given arguments in place of the usual ones. */
export function integrate(
    args: Partial<StarRocksS3TablesIntegrationArgs> = {},
    answers: Answers = READY_ACCOUNT,
): Promise<Registered[]> {
    return register(answers, () => new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args }));
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
export function propertiesOf(resources: readonly Registered[]): Record<string, unknown> {
    return named(resources, "lake-catalog").inputs.properties as Record<string, unknown>;
}
