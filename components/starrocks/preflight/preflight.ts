import { retry } from "../../retry";
import { type Diagnosis, diagnose, type Finding } from "../diagnosis/diagnose";
import { factsOfCall } from "../diagnosis/facts";
import { namespaceNotListed } from "../diagnosis/namespaceNotListed";
import { describeOutcome, type RestOutcome, restGet } from "./restClient";
import type { RestTarget } from "./target";

class CallFailed extends Error {
    constructor(readonly finding: Finding) {
        super(finding.diagnosis.cause);
    }
}

/** Namespaces that are looked into; the permissions of the others come from the same policy and level. */
const NAMESPACES_LOOKED_INTO = 5;

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
): Promise<Finding | undefined> {
    try {
        await retry({
            act: () => callOnce(target, namespaces),
            mayHeal: (error) => error instanceof CallFailed && error.finding.diagnosis.mayCome !== undefined,
            waitingFor: (error) => `${target.name} ${(error as CallFailed).finding.diagnosis.mayCome}`,
            seen: (error) => (error as CallFailed).finding.brief,
            deadlineSeconds,
        });
        return undefined;
    } catch (error) {
        if (!(error instanceof CallFailed)) {
            throw error;
        }
        return error.finding;
    }
}

async function callOnce(target: RestTarget, namespaces: readonly string[]): Promise<void> {
    const warehouse =
        target.warehouse === undefined ? "" : `?warehouse=${encodeURIComponent(target.warehouse)}`;
    const base = `${prefixOf(await call(target, "GET /v1/config", `config${warehouse}`))}namespaces`;
    const listed = new Set(await list(target, "GET namespaces", base, "namespaces"));
    for (const namespace of namespaces.filter((each) => !listed.has(each))) {
        await explainHidden(target, base, namespace);
    }
    for (const namespace of namespaces.slice(0, NAMESPACES_LOOKED_INTO)) {
        await lookInto(target, base, namespace);
    }
}

/** A listing leaves out what the principal may not see; loading the namespace may say why. */
async function explainHidden(target: RestTarget, base: string, namespace: string): Promise<void> {
    const outcome = await callFor(
        target,
        `GET namespaces/${namespace}`,
        `${base}/${encodeURIComponent(namespace)}`,
    );
    throw failed(target, "GET namespaces", outcome, namespaceNotListed([namespace]));
}

/** Lists the tables of a namespace, and loads the first of them as a query would. */
async function lookInto(target: RestTarget, base: string, namespace: string): Promise<void> {
    const path = `${base}/${encodeURIComponent(namespace)}`;
    await call(target, `GET namespaces/${namespace}`, path);
    const [table] = await list(target, `GET namespaces/${namespace}/tables`, `${path}/tables`, "identifiers");
    if (table === undefined) {
        return;
    }
    const label = `GET namespaces/${namespace}/tables/${table}`;
    const outcome = await callFor(target, label, `${path}/tables/${encodeURIComponent(table)}`);
    if (target.needsVendedCredentials && !vends(outcome)) {
        throw failed(target, label, outcome, {
            cause: `no credentials for the data come with table ${namespace}.${table}`,
            step: "the data location registration, the mount, or the Lake Formation grant",
            advice:
                "Check that the table buckets are registered with privileged access, that external engines have full " +
                "table access to the mount, and that the principal holds SELECT on the whole table.",
            mayCome: `to vend credentials for ${namespace}.${table}`,
        });
    }
}

function vends(outcome: RestOutcome): boolean {
    const { config } = bodyOf(outcome) as { readonly config?: Readonly<Record<string, string>> };
    return config?.["s3.access-key-id"] !== undefined;
}

function failed(target: RestTarget, call: string, outcome: RestOutcome, diagnosis: Diagnosis): CallFailed {
    return new CallFailed({
        seen: `${call} of ${target.uri} from here: ${describeOutcome(outcome)}`,
        brief: briefly(call, outcome),
        diagnosis,
    });
}

function briefly(call: string, outcome: RestOutcome): string {
    if (!("status" in outcome)) {
        return outcome.networkCode;
    }
    return outcome.status < 400 ? call : [outcome.status, outcome.errorType].filter(Boolean).join(" ");
}

async function callFor(target: RestTarget, label: string, path: string): Promise<RestOutcome> {
    const outcome = await restGet(target, path);
    const facts = factsOfCall(label, outcome, target.properties);
    if (facts !== undefined) {
        throw failed(target, label, outcome, diagnose(facts));
    }
    return outcome;
}

function bodyOf(outcome: RestOutcome): object {
    return "body" in outcome && typeof outcome.body === "object" && outcome.body !== null ? outcome.body : {};
}

async function call(target: RestTarget, label: string, path: string): Promise<object> {
    return bodyOf(await callFor(target, label, path));
}

interface ListPage {
    readonly namespaces?: readonly (readonly string[])[];
    readonly identifiers?: readonly { readonly name: string }[];
    readonly "next-page-token"?: string | null;
}

async function list(
    target: RestTarget,
    label: string,
    path: string,
    what: "namespaces" | "identifiers",
): Promise<string[]> {
    const names: string[] = [];
    let token = "";
    do {
        const page = (await call(
            target,
            label,
            `${path}?pageToken=${encodeURIComponent(token)}`,
        )) as ListPage;
        names.push(
            ...(what === "namespaces"
                ? (page.namespaces ?? []).map((levels) => levels.join("."))
                : (page.identifiers ?? []).map(({ name }) => name)),
        );
        token = page["next-page-token"] ?? "";
    } while (token !== "");
    return names;
}

interface ConfigAnswer {
    readonly defaults?: Readonly<Record<string, string>>;
    readonly overrides?: Readonly<Record<string, string>>;
}

/** Path segment that the endpoint asks its clients to put before `namespaces`. */
function prefixOf(body: object): string {
    const { defaults, overrides } = body as ConfigAnswer;
    const prefix = overrides?.prefix ?? defaults?.prefix;
    return prefix === undefined ? "" : `${prefix}/`;
}
