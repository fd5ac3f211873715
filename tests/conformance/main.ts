import { cachedAwsBridge } from "../engine/support/awsBridge";
import { FACTS } from "./aws/cases";
import { type FactTotals, reportFacts, runFacts } from "./aws/suite";
import { GROUPS } from "./cases";
import { reportTotals, summary } from "./report";
import { runSuite, type Totals } from "./suite";
import { embeddedTarget, realTarget, type Target } from "./target";

const INTERRUPTED = 130;

/** The frontends to test, one after the other: the one that STARROCKS_HOST names, or both embedded ones. */
function targets(): (() => Promise<Target>)[] {
    return process.env.STARROCKS_HOST
        ? [() => realTarget(process.env)]
        : [() => embeddedTarget("4.1"), () => embeddedTarget("3.5")];
}

/** There is no real account to hold to the facts: they say what the sandbox's must do, and the plugin before it. */
async function holdAwsToFacts(
    plugin: string,
    bridge: string | undefined,
    stop: AbortSignal,
): Promise<FactTotals> {
    console.log(`AWS in the sandbox, behind ${plugin}`);
    const totals = await runFacts(FACTS, { bridge, stop });
    for (const line of reportFacts(totals)) {
        console.log(line);
    }
    return totals;
}

async function main(): Promise<number> {
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => stop.abort());
    }
    const all: (Totals | FactTotals)[] = [await holdAwsToFacts("the stand-in", undefined, stop.signal)];
    const bridge = await cachedAwsBridge();
    if (bridge !== undefined) {
        all.push(await holdAwsToFacts("the real bridge", bridge, stop.signal));
    }
    for (const start of targets()) {
        if (stop.signal.aborted) {
            break;
        }
        const target = await start();
        const kind = target.embedded === undefined ? "the frontend" : "the embedded frontend";
        console.log(
            `StarRocks ${target.versionComment}, ${kind} at ${target.login.host}:${target.login.port}`,
        );
        try {
            const totals = await runSuite(target, GROUPS, stop.signal);
            all.push(totals);
            for (const line of reportTotals(totals, target)) {
                console.log(line);
            }
        } finally {
            await target.close();
        }
    }
    console.log(summary(all));
    if (stop.signal.aborted) {
        return INTERRUPTED;
    }
    return all.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    },
);
