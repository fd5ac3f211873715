import type { ConnectionOptions } from "mysql2/promise";
import type { StarRocksVersion } from "../sandbox/starrocks";
import type { RestMode } from "./rest/modes";

export type Cell = string | number | null;
/** A pattern where the text holds what differs from run to run. */
export type Text = string | RegExp;

/** What a statement gives. Texts may hold `~name`: the run's own object of that name. */
export type Expected =
    | { kind: "ok"; info?: Text; moreResults?: boolean }
    | { kind: "error"; errno: number; sqlState: string; message: Text }
    /** The client saw no packet but an error of its own. */
    | { kind: "clientError"; code: string }
    | {
          kind: "rows";
          columns?: readonly string[];
          rows?: readonly (readonly (Cell | RegExp)[])[];
          /** Only rows that name an object of this run count, in any order. */
          ownOnly?: boolean;
          /** Part of the last cell. */
          contains?: string;
      }
    | { kind: "several"; results: readonly Expected[] };

type PerVersion<Value> = Value | Readonly<Record<StarRocksVersion, Value>>;

/** What is done; a plain query unless it says otherwise. */
export type Action =
    | { kind: "query" | "execute" }
    | { kind: "login"; login: ConnectionOptions }
    | { kind: "ping" | "reset" | "restart" }
    | { kind: "changeUser"; user: string }
    /** The statement runs while another one waits for REST; it must wait for it as well, or not. */
    | { kind: "meanwhile"; waiting: PerVersion<string>; blocked: PerVersion<boolean> };

export interface StepDetails {
    /** The user, `~low`; of several sessions of one user each has its own number: `~low 2`. */
    as?: string;
    /** How REST answers while the step runs. */
    rest?: RestMode;
    /** All requests that the step sends, as `GET path`, below the catalog's uri and `v1`. */
    requests?: PerVersion<readonly string[]>;
    /** `access key id/Region/service` that signed every request, or `unsigned`. */
    signed?: string;
    /** Of every request; `undefined` must be absent. */
    headers?: Readonly<Record<string, string | undefined>>;
    /** Of the last request. */
    body?: PerVersion<object>;
    columns?: readonly string[];
    action?: Action;
}

export interface Step extends StepDetails {
    sql: string;
    expected: PerVersion<Expected>;
}

export function ok(sql: string, details: StepDetails = {}): Step {
    return { sql, expected: { kind: "ok" }, ...details };
}

/** Plain texts are those of errno 1064. */
export type Failure = Text | readonly [errno: number, sqlState: string, message: Text];

export function failure(text: Failure): Expected {
    const [errno, sqlState, message] = Array.isArray(text) ? text : [1064, "HY000", text];
    return { kind: "error", errno, sqlState, message };
}

export function fails(sql: string, text: Failure, details: StepDetails = {}): Step {
    return { sql, expected: failure(text), ...details };
}

export function gives(
    sql: string,
    rows: readonly (readonly (Cell | RegExp)[])[],
    { columns, ...details }: StepDetails = {},
): Step {
    return { sql, expected: { kind: "rows", rows, columns }, ...details };
}

export function hasColumns(sql: string, columns: readonly string[], details: StepDetails = {}): Step {
    return { sql, expected: { kind: "rows", columns }, ...details };
}

/** For lists that show other people's objects as well. */
export function givesOwn(
    sql: string,
    rows: readonly (readonly Cell[])[],
    { columns, ...details }: StepDetails = {},
): Step {
    return { sql, expected: { kind: "rows", rows, columns, ownOnly: true }, ...details };
}

/** Whatever the rows are. */
export function lists(sql: string, details: StepDetails = {}): Step {
    return { sql, expected: { kind: "rows" }, ...details };
}

export function shows(sql: string, contains: string, details: StepDetails = {}): Step {
    return { sql, expected: { kind: "rows", contains }, ...details };
}

/** One statement, whose answers differ. */
export function differs(newer: Step, older: Pick<Step, "expected" | "requests">): Step {
    return {
        ...newer,
        expected: { "4.1": newer.expected as Expected, "3.5": older.expected as Expected },
        requests: eitherRequests(newer.requests, older.requests),
    };
}

function eitherRequests(newer: Step["requests"], older: Step["requests"]): Step["requests"] {
    return newer === undefined || older === undefined
        ? undefined
        : { "4.1": forVersion(newer, "4.1"), "3.5": forVersion(older, "3.5") };
}

export function forVersion<Value>(value: PerVersion<Value>, version: StarRocksVersion): Value {
    return typeof value === "object" && value !== null && "4.1" in value ? value[version] : (value as Value);
}

/** Why a case can't run on a real frontend that others use as well. */
export type EmbeddedOnly =
    | "depends on the frontend's environment"
    | "restarts the frontend"
    | "takes names without the run's prefix"
    | "changes a built-in role"
    | "depends on the frontend's TLS";

export interface Case {
    /** A sentence. */
    name: string;
    steps: readonly Step[];
    version?: StarRocksVersion;
    embeddedOnly?: EmbeddedOnly;
    /** The answer is that of a cluster without backends. */
    withoutBackend?: boolean;
    /** Of the frontend's process. */
    environment?: Readonly<Record<string, string>>;
}

export interface Group {
    title: string;
    /** Runs before each case; everything must be OK. */
    setup?: readonly string[];
    cases: readonly Case[];
}

export function example(
    name: string,
    steps: readonly Step[],
    details: Omit<Case, "name" | "steps"> = {},
): Case {
    return { name, steps, ...details };
}
