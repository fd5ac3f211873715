import { progress } from "../../progress";
import { retry } from "../../retry";
import { type Diagnosis, describeOutcome, diagnose, type Observation } from "../diagnosis";
import { restGet } from "./restClient";
import type { RestTarget } from "./target";

/** What was seen when the endpoint was called the way StarRocks will call it. */
export interface PreflightFinding {
    readonly observation: Observation;
    readonly diagnosis: Diagnosis;
}

class CallFailed extends Error {
    constructor(readonly finding: PreflightFinding) {
        super(finding.diagnosis.cause);
    }
}

/**
 * Calls the endpoint as StarRocks will, and waits while keys and grants spread.
 *
 * A frontend of 4.x that creates a catalog on an endpoint that fails holds a lock on which every query of an
 * external catalog waits, so the endpoint is tried from here first.
 *
 * @returns what is wrong; nothing if all is well.
 */
export async function preflight(
    target: RestTarget,
    namespaces: readonly string[],
    deadlineSeconds: number,
): Promise<PreflightFinding | undefined> {
    try {
        await retry({
            act: () => callOnce(target, namespaces),
            mayHeal: (error) => error instanceof CallFailed && error.finding.diagnosis.mayHeal,
            waitingFor: (error) => describeWait(error as CallFailed),
            deadlineSeconds,
        });
        return undefined;
    } catch (error) {
        if (!(error instanceof CallFailed)) {
            throw error;
        }
        if (error.finding.diagnosis.unreachable) {
            progress(
                `${target.uri} can't be reached from here (${describeOutcome(error.finding.observation.outcome)}); ` +
                    "going on, since the frontends may have another way to it",
            );
        }
        return error.finding;
    }
}

function describeWait({ finding: { observation, diagnosis } }: CallFailed): string {
    return `${diagnosis.step} to take effect (${observation.call}: ${describeOutcome(observation.outcome)})`;
}

async function callOnce(target: RestTarget, namespaces: readonly string[]): Promise<void> {
    const warehouse =
        target.warehouse === undefined ? "" : `?warehouse=${encodeURIComponent(target.warehouse)}`;
    const base = `${prefixOf(await call(target, "GET /v1/config", `config${warehouse}`))}namespaces`;
    const listed = await listNamespaces(target, base);
    for (const namespace of namespaces.filter((each) => !listed.has(each))) {
        // A listing leaves out what the principal may not see; loading the namespace says why.
        await call(target, `GET namespaces/${namespace}`, `${base}/${encodeURIComponent(namespace)}`);
    }
}

interface NamespacePage {
    readonly namespaces?: readonly (readonly string[])[];
    readonly "next-page-token"?: string | null;
}

async function listNamespaces(target: RestTarget, base: string): Promise<Set<string>> {
    const names = new Set<string>();
    let token = "";
    do {
        const path = `${base}?pageToken=${encodeURIComponent(token)}`;
        const page = ((await call(target, "GET namespaces", path)) ?? {}) as NamespacePage;
        for (const levels of page.namespaces ?? []) {
            names.add(levels.join("."));
        }
        token = page["next-page-token"] ?? "";
    } while (token !== "");
    return names;
}

async function call(target: RestTarget, label: string, path: string): Promise<unknown> {
    const outcome = await restGet(target, path);
    const observation = { call: label, outcome };
    const diagnosis = diagnose(observation);
    if (diagnosis !== undefined) {
        throw new CallFailed({ observation, diagnosis });
    }
    return "body" in outcome ? outcome.body : undefined;
}

interface ConfigAnswer {
    readonly defaults?: Readonly<Record<string, string>>;
    readonly overrides?: Readonly<Record<string, string>>;
}

/** Path segment that the endpoint asks its clients to put before `namespaces`. */
function prefixOf(body: unknown): string {
    const { defaults, overrides } = (body ?? {}) as ConfigAnswer;
    const prefix = overrides?.prefix ?? defaults?.prefix;
    return prefix === undefined ? "" : `${prefix}/`;
}
