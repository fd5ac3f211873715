import { startAws } from "../../sandbox/aws";
import type { Fact, FactGroup } from "./facts";
import { OneResourceEngine } from "./oneResourceEngine";

export interface FactFailure {
    /** `group: fact`. */
    readonly name: string;
    readonly source: string;
    readonly step: string;
    readonly verdict: string;
}

export interface FactTotals {
    passed: number;
    readonly failures: FactFailure[];
}

export interface FactOptions {
    /** The program of the real bridge, to be held to the facts in the stand-in's place. */
    readonly bridge?: string;
    readonly stop?: AbortSignal;
}

/** Holds the sandbox's account and Pulumi's plugin before it to what is known of AWS, one fact after the other. */
export async function runFacts(
    groups: readonly FactGroup[],
    { bridge, stop }: FactOptions = {},
): Promise<FactTotals> {
    const totals: FactTotals = { passed: 0, failures: [] };
    for (const { title, facts } of groups) {
        for (const fact of facts) {
            if (stop?.aborted) {
                return totals;
            }
            const failure = await runFact(fact, bridge);
            if (failure === undefined) {
                totals.passed += 1;
            } else {
                const { source } = fact;
                totals.failures.push({ name: `${title}: ${fact.fact}`, source, ...failure });
            }
        }
    }
    return totals;
}

/** Each fact has an account of its own. */
async function runFact(
    { account, steps }: Fact,
    bridge: string | undefined,
): Promise<Pick<FactFailure, "step" | "verdict"> | undefined> {
    const aws = await startAws({ ...account, bridge });
    const engine = await OneResourceEngine.attach(aws.pluginPort);
    try {
        await engine.configure({});
        for (const { does, run } of steps) {
            const verdict = await run({ aws, engine }).catch((error: Error) => String(error));
            if (verdict !== undefined) {
                return { step: does, verdict };
            }
        }
        return undefined;
    } finally {
        engine.close();
        await aws.close();
    }
}

export function reportFacts({ failures }: FactTotals): string[] {
    return failures.flatMap(({ name, source, step, verdict }) => [
        `FAILED on AWS: ${name}`,
        `    step       ${step}`,
        `    got        ${verdict}`,
        `    source     ${source}`,
    ]);
}
