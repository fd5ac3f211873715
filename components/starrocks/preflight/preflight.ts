import { unlessInterrupted } from "../../common/interruption";
import { outsideText } from "../../common/outsideText";
import { now, retry } from "../../common/retry";
import { TOKEN_CALL } from "../diagnosis/causes";
import { diagnose } from "../diagnosis/diagnose";
import type { Diagnosis, Finding } from "../diagnosis/finding";
import { namespaceNotListed } from "../diagnosis/namespaceNotListed";
import { printable } from "../masking";
import { CONFIG, NAMESPACE, NAMESPACES, type Page, type Shape, TABLE, TABLES } from "./answers";
import { factsOfCall } from "./callFacts";
import { TOKEN, tokenForm } from "./oauth2";
import { describeOutcome, postForm, type RestOutcome, restGet } from "./restClient";
import type { RestTarget } from "./target";

class CallFailed extends Error {
    constructor(readonly finding: Finding) {
        super(finding.diagnosis.cause);
    }
}

/** Namespaces that are looked into; the permissions of the others come from the same policy and level. */
const NAMESPACES_LOOKED_INTO = 5;

/** What one round of calls may take: an endpoint that always has one page more must not keep anybody. */
const ROUND_SECONDS = 120;
const MOST_PAGES = 1000;
const TOKEN_BYTES = 256 * 1024;
const LIST_BYTES = 8 * 1024 * 1024;
/** A table comes with its metadata, which may have 50 MB at AWS. */
const TABLE_BYTES = 55 * 1024 * 1024;

/**
 * Calls the endpoint as StarRocks will, and waits while keys and grants spread.
 *
 * A frontend of 4.x that creates a catalog on an endpoint that fails holds a lock on which every query of an
 * external catalog waits, so the endpoint is tried from here first.
 *
 * @param since when the waiting began, by the clock.
 * @returns what is wrong; nothing if all is well.
 */
export async function preflight(
    target: RestTarget,
    namespaces: readonly string[],
    deadlineSeconds: number,
    since = now(),
): Promise<Finding | undefined> {
    try {
        await retry({
            act: () =>
                unlessInterrupted(
                    () => target.name,
                    () => callOnce({ target, deadline: now() + ROUND_SECONDS * 1000 }, namespaces),
                ),
            mayHeal: (error) => error instanceof CallFailed && error.finding.diagnosis.mayCome !== undefined,
            waitingFor: (error) => `${target.name} ${(error as CallFailed).finding.diagnosis.mayCome}`,
            seen: (error) => (error as CallFailed).finding.brief,
            deadlineSeconds,
            since,
        });
        return undefined;
    } catch (error) {
        if (!(error instanceof CallFailed)) {
            throw error;
        }
        return error.finding;
    }
}

/** The calls of one round. */
interface Round {
    readonly target: RestTarget;
    /** When it is over, by the clock. */
    readonly deadline: number;
}

async function callOnce(begun: Round, namespaces: readonly string[]): Promise<void> {
    const round = await withToken(begun);
    const { warehouse: name } = round.target;
    const warehouse = name === undefined ? "" : `?warehouse=${encodeURIComponent(name)}`;
    const prefix = await call(round, "GET /v1/config", `config${warehouse}`, CONFIG);
    const base = `${prefix}namespaces`;
    for (const namespace of await hiddenOf(round, base, namespaces)) {
        await explainHidden(round, base, namespace);
    }
    for (const namespace of namespaces.slice(0, NAMESPACES_LOOKED_INTO)) {
        await lookInto(round, base, namespace);
    }
}

/** The round with the token that its calls need; it is bought first, so that a refusal is the token server's own. */
async function withToken(round: Round): Promise<Round> {
    const { target, deadline } = round;
    if (target.oauth2 === undefined) {
        return round;
    }
    const { token, serverUri } = target.oauth2;
    if (token !== undefined) {
        return { target: { ...target, bearer: token }, deadline };
    }
    const limits = { milliseconds: millisecondsLeft(round), bytes: TOKEN_BYTES };
    const outcome = await postForm(target, serverUri, tokenForm(target.oauth2), limits);
    const facts = factsOfCall(TOKEN_CALL, outcome, target.properties);
    const bearer = facts === undefined && "body" in outcome ? TOKEN(outcome.body) : undefined;
    if (bearer === undefined) {
        const told = facts === undefined ? { nonsense: "no token" } : outcome;
        throw new CallFailed({
            seen: `${TOKEN_CALL} of ${printable("iceberg.catalog.oauth2.server-uri", serverUri)} from here: ${describeOutcome(told)}`,
            brief: briefly(TOKEN_CALL, told),
            diagnosis: diagnose(factsOfCall(TOKEN_CALL, told, target.properties)!),
        });
    }
    return { target: { ...target, bearer }, deadline };
}

/** The namespaces that aren't listed; the list is read no further than it takes to find them. */
async function hiddenOf(round: Round, base: string, namespaces: readonly string[]): Promise<Set<string>> {
    const hidden = new Set(namespaces);
    for await (const names of pages(round, "GET namespaces", base, NAMESPACES)) {
        for (const name of names) {
            hidden.delete(name);
        }
        if (hidden.size === 0) {
            break;
        }
    }
    return hidden;
}

/** A listing leaves out what the principal may not see; loading the namespace may say why. */
async function explainHidden(round: Round, base: string, namespace: string): Promise<void> {
    const path = `${base}/${encodeURIComponent(namespace)}`;
    await call(round, `GET namespaces/${namespace}`, path, NAMESPACE);
    throw new CallFailed({
        seen: seenFrom(round.target, "GET namespaces", `it lacks ${namespace}`),
        brief: "GET namespaces",
        diagnosis: namespaceNotListed([namespace]),
    });
}

/** Lists the tables of a namespace, and loads the first of them as a query would. */
async function lookInto(round: Round, base: string, namespace: string): Promise<void> {
    const path = `${base}/${encodeURIComponent(namespace)}`;
    await call(round, `GET namespaces/${namespace}`, path, NAMESPACE);
    const table = await firstTable(round, namespace, path);
    if (table === undefined) {
        return;
    }
    const label = `GET namespaces/${namespace}/tables/${outsideText(table, 200)}`;
    const { vendsCredentials } = await call(
        round,
        label,
        `${path}/tables/${encodeURIComponent(table)}`,
        TABLE,
        TABLE_BYTES,
    );
    if (round.target.needsVendedCredentials && !vendsCredentials) {
        throw new CallFailed({
            seen: seenFrom(round.target, label, "200"),
            brief: label,
            diagnosis: noVendedCredentials(`${namespace}.${outsideText(table, 200)}`),
        });
    }
}

function noVendedCredentials(table: string): Diagnosis {
    return {
        cause: `the endpoint vends no credentials for the data of table ${table}`,
        step: "the data location registration, the mount, or the Lake Formation grant",
        advice:
            "Check that the table buckets are registered with privileged access, that external engines have full " +
            "table access to the mount, and that the principal holds SELECT on the whole table.",
        mayCome: `to vend credentials for ${table}`,
    };
}

async function firstTable(round: Round, namespace: string, path: string): Promise<string | undefined> {
    for await (const [table] of pages(
        round,
        `GET namespaces/${namespace}/tables`,
        `${path}/tables`,
        TABLES,
    )) {
        if (table !== undefined) {
            return table;
        }
    }
    return undefined;
}

function seenFrom({ uri }: RestTarget, label: string, what: string): string {
    return `${label} of ${printable("iceberg.catalog.uri", uri)} from here: ${what}`;
}

function failed(target: RestTarget, label: string, outcome: RestOutcome, diagnosis: Diagnosis): CallFailed {
    return new CallFailed({
        seen: seenFrom(target, label, describeOutcome(outcome)),
        brief: briefly(label, outcome),
        diagnosis,
    });
}

function briefly(label: string, outcome: RestOutcome): string {
    if ("nonsense" in outcome) {
        return label;
    }
    return "status" in outcome
        ? [outcome.status, outcome.errorType].filter(Boolean).join(" ")
        : outcome.networkCode;
}

/** What is read of an answer of this shape; throws for any other. */
async function call<Read>(
    { target, deadline }: Round,
    label: string,
    path: string,
    shape: Shape<Read>,
    bytes = LIST_BYTES,
): Promise<Read> {
    const outcome = await restGet(target, path, {
        milliseconds: millisecondsLeft({ target, deadline }),
        bytes,
    });
    const facts = factsOfCall(label, outcome, target.properties);
    if (facts !== undefined) {
        throw failed(target, label, outcome, diagnose(facts));
    }
    const read = "body" in outcome ? shape(outcome.body) : undefined;
    if (read === undefined) {
        throw nonsense(target, label, "unexpected JSON");
    }
    return read;
}

function millisecondsLeft({ target, deadline }: Round): number {
    return Math.max(1, Math.min(target.connectionTimeoutMs + target.socketTimeoutMs, deadline - now()));
}

function nonsense(target: RestTarget, label: string, what: string): CallFailed {
    const outcome = { nonsense: what };
    return failed(target, label, outcome, diagnose(factsOfCall(label, outcome, target.properties)!));
}

/** The pages of a list, as long as each leads to another one. */
async function* pages(
    round: Round,
    label: string,
    path: string,
    shape: Shape<Page>,
): AsyncGenerator<readonly string[]> {
    const seen = new Set<string>();
    let token = "";
    do {
        seen.add(token);
        const page = await call(round, label, `${path}?pageToken=${encodeURIComponent(token)}`, shape);
        yield page.names;
        token = page.token;
        if (token !== "" && (seen.has(token) || seen.size >= MOST_PAGES)) {
            throw nonsense(round.target, label, "an endless list");
        }
    } while (token !== "");
}
