import { isDeepStrictEqual } from "node:util";
import type { Names } from "./names";
import type { Outcome } from "./outcome";
import type { ReceivedRequest } from "./rest/server";
import { type Cell, type Expected, forVersion, type Step, type Text } from "./steps";
import type { Target } from "./target";

/** What was expected and what came instead, as texts to print. */
export interface Difference {
    expected: string;
    got: string;
}

export function outcomeDifference(
    expected: Expected,
    outcome: Outcome,
    names: Names,
): Difference | undefined {
    return matches(expected, outcome, names)
        ? undefined
        : { expected: wordedExpected(expected, names), got: wordedOutcome(outcome) };
}

function matches(expected: Expected, outcome: Outcome, names: Names): boolean {
    if (expected.kind === "ok" && outcome.kind === "ok") {
        const clean = outcome.affectedRows === 0 && outcome.warnings === 0;
        const same = outcome.moreResults === (expected.moreResults ?? false);
        return clean && same && names.fits(expected.info ?? "", outcome.info);
    }
    if (expected.kind === "error" && outcome.kind === "error") {
        const { errno, sqlState, message } = expected;
        return (
            errno === outcome.errno && sqlState === outcome.sqlState && names.fits(message, outcome.message)
        );
    }
    if (expected.kind === "clientError" && outcome.kind === "clientError") {
        return expected.code === outcome.code;
    }
    if (expected.kind === "several" && outcome.kind === "several") {
        const { results } = expected;
        return (
            results.length === outcome.results.length &&
            results.every((each, index) => matches(each, outcome.results[index]!, names))
        );
    }
    return expected.kind === "rows" && outcome.kind === "rows" && rowsMatch(expected, outcome, names);
}

function rowsMatch(
    { columns, rows, ownOnly, contains }: Extract<Expected, { kind: "rows" }>,
    outcome: Extract<Outcome, { kind: "rows" }>,
    names: Names,
): boolean {
    if (columns !== undefined && !isDeepStrictEqual(outcome.columns, [...columns])) {
        return false;
    }
    const found = ownOnly ? outcome.rows.filter((row) => names.areOwn(row)) : outcome.rows;
    const last = found.at(-1)?.at(-1);
    if (contains !== undefined && !String(last).includes(names.fill(contains))) {
        return false;
    }
    if (rows === undefined) {
        return true;
    }
    const pairs: [readonly (Cell | RegExp)[], Cell[] | undefined][] = ownOnly
        ? pairedInOrder(rows as Cell[][], found, names)
        : rows.map((row, i) => [row, found[i]]);
    return found.length === rows.length && pairs.every(([wanted, row]) => rowFits(wanted, row, names));
}

/** Both sides sorted, as an order by other people's names means nothing. */
function pairedInOrder(rows: Cell[][], found: Cell[][], names: Names): [Cell[], Cell[] | undefined][] {
    const wanted = rows.map((row) => row.map((cell) => names.fillCell(cell) as Cell));
    const [left, right] = [wanted, found].map((list) => [...list].sort(byText));
    return left!.map((row, index) => [row, right![index]]);
}

function byText(left: Cell[], right: Cell[]): number {
    return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}

function rowFits(
    wanted: readonly (Cell | RegExp)[],
    row: readonly Cell[] | undefined,
    names: Names,
): boolean {
    return (
        row !== undefined &&
        wanted.length === row.length &&
        wanted.every((cell, index) => {
            const got = row[index];
            return typeof cell === "string" || cell instanceof RegExp
                ? typeof got === "string" && names.fits(cell, got)
                : cell === got;
        })
    );
}

export function requestsDifference(
    step: Step,
    requests: readonly ReceivedRequest[],
    { version }: Pick<Target, "version">,
): Difference | undefined {
    const wanted = step.requests === undefined ? undefined : [...forVersion(step.requests, version)];
    const calls = requests.map(({ call }) => call);
    if (wanted !== undefined && !isDeepStrictEqual(wanted, calls)) {
        return { expected: `requests ${JSON.stringify(wanted)}`, got: `requests ${JSON.stringify(calls)}` };
    }
    const wrongly = requests.find((request) => step.signed !== undefined && signer(request) !== step.signed);
    if (wrongly !== undefined) {
        return { expected: `signed ${step.signed}`, got: `${wrongly.call} signed ${signer(wrongly)}` };
    }
    for (const [name, value] of Object.entries(step.headers ?? {})) {
        const odd = requests.find(({ headers }) => headers[name] !== value);
        if (odd !== undefined) {
            return { expected: `header ${name}: ${value}`, got: `${odd.call} with ${odd.headers[name]}` };
        }
    }
    return step.body === undefined
        ? undefined
        : bodyDifference(forVersion(step.body, version), requests.at(-1));
}

function bodyDifference(body: object, request: ReceivedRequest | undefined): Difference | undefined {
    const got: unknown = request === undefined ? undefined : JSON.parse(request.body || "null");
    return isDeepStrictEqual(got, body)
        ? undefined
        : { expected: `body ${JSON.stringify(body)}`, got: `body ${JSON.stringify(got)}` };
}

/** `AKIA…/us-east-1/glue`: the credential scope without its date. */
function signer({ headers }: ReceivedRequest): string {
    const scope = /Credential=([^/]+)\/\d+\/([^/]+\/[^/]+)\/aws4_request/.exec(headers.authorization ?? "");
    return scope === null ? "unsigned" : `${scope[1]}/${scope[2]}`;
}

function wordedExpected(expected: Expected, names: Names): string {
    const text = (value: Text) => (value instanceof RegExp ? String(value) : names.fill(value));
    switch (expected.kind) {
        case "ok":
            return `OK ${text(expected.info ?? "")}`.trim() + (expected.moreResults ? ", more results" : "");
        case "error":
            return `${expected.errno}/${expected.sqlState} ${text(expected.message)}`;
        case "clientError":
            return `the client's error ${expected.code}`;
        case "several":
            return `several: ${expected.results.map((each) => wordedExpected(each, names)).join(" | ")}`;
        case "rows": {
            const { columns, rows, contains, ownOnly } = expected;
            const parts = [
                columns && `columns ${JSON.stringify(columns)}`,
                rows && `${ownOnly ? "own " : ""}rows ${wordedRows(rows, names)}`,
                contains && `a text with ${JSON.stringify(names.fill(contains))}`,
            ];
            return parts.filter(Boolean).join(", ");
        }
    }
}

function wordedRows(rows: readonly (readonly (Cell | RegExp)[])[], names: Names): string {
    const cells = rows.map((row) =>
        row.map((cell) => (cell instanceof RegExp ? `${cell}` : names.fillCell(cell))),
    );
    return JSON.stringify(cells);
}

function wordedOutcome(outcome: Outcome): string {
    switch (outcome.kind) {
        case "ok":
            return JSON.stringify(outcome).replace('{"kind":"ok",', "OK {");
        case "error":
            return `${outcome.errno}/${outcome.sqlState} ${outcome.message}`;
        case "clientError":
            return `the client's error ${outcome.code}`;
        case "several":
            return `several: ${outcome.results.map(wordedOutcome).join(" | ")}`;
        case "rows":
            return `columns ${JSON.stringify(outcome.columns)}, rows ${JSON.stringify(outcome.rows)}`;
    }
}
