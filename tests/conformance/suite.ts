import { CaseRun } from "./caseRun";
import { dropOwnObjects } from "./cleanup";
import type { Difference } from "./differences";
import { Names } from "./names";
import { FakeRestServer } from "./rest/server";
import type { Case, Group } from "./steps";
import type { Target } from "./target";

interface Failure {
    /** `group: case`. */
    name: string;
    sql: string;
    difference: Difference;
}

export interface Totals {
    passed: number;
    failures: Failure[];
    /** Names of cases by the reason for which they can't run. */
    skipped: Map<string, string[]>;
}

/** Runs all cases, one after the other, and leaves nothing behind, also when it is stopped half-way. */
export async function runSuite(
    target: Target,
    groups: readonly Group[],
    stop: AbortSignal = new AbortController().signal,
): Promise<Totals> {
    const totals: Totals = { passed: 0, failures: [], skipped: new Map() };
    const rest = await FakeRestServer.start();
    const names = new Names({ host: rest.host, root: target.login.user });
    try {
        for (const group of groups) {
            for (const each of group.cases) {
                if (!stop.aborted && (each.version ?? target.version) === target.version) {
                    await runCase(group, each, { target, rest, names, stop }, totals);
                }
            }
        }
    } finally {
        rest.reset();
        await dropOwnObjects(target, names).finally(() => rest.close());
    }
    return totals;
}

interface SuiteRun {
    target: Target;
    rest: FakeRestServer;
    names: Names;
    stop: AbortSignal;
}

async function runCase(
    { title, setup = [] }: Group,
    each: Case,
    { target, rest, names, stop }: SuiteRun,
    totals: Totals,
): Promise<void> {
    const name = `${title}: ${each.name}`;
    const reason = reasonToSkip(each, target);
    if (reason !== undefined) {
        totals.skipped.set(reason, [...(totals.skipped.get(reason) ?? []), name]);
        return;
    }
    const environment = target.embedded?.environment as Record<string, string> | undefined;
    Object.assign(environment ?? {}, each.environment);
    const run = new CaseRun(target, rest, names, () => stop.aborted);
    try {
        const failure = await run.run(setup, each);
        if (failure !== undefined) {
            totals.failures.push({ name, ...failure });
        } else if (!stop.aborted) {
            totals.passed += 1;
        }
    } catch (error) {
        const difference = { expected: "a case that runs to its end", got: String(error) };
        totals.failures.push({ name, sql: "", difference });
    } finally {
        run.close();
        rest.reset();
        for (const variable of Object.keys(each.environment ?? {})) {
            delete environment?.[variable];
        }
        await dropOwnObjects(target, names);
    }
}

function reasonToSkip({ embeddedOnly, withoutBackend }: Case, target: Target): string | undefined {
    if (target.embedded === undefined && embeddedOnly !== undefined) {
        return embeddedOnly;
    }
    return withoutBackend && target.hasBackend ? "needs a cluster without backends" : undefined;
}
