import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../sandbox/aws/account/state";
import type { Properties } from "../../sandbox/aws/plugin/resourceType";
import type { Bench, Declaration, Outcome, Step, Verdict } from "./facts";

/** A pattern where a text holds what nobody has seen word for word. */
export type Text = string | RegExp;

/** What is expected of an outcome; what isn't named may be anything, but nothing is logged unless it is named. */
export interface Expected {
    readonly result: Text;
    readonly id?: Text;
    /** Properties of the new state; `undefined` must be absent. */
    readonly state?: Properties;
    readonly logs?: readonly Text[];
}

const shown = (value: unknown) => (value instanceof RegExp ? String(value) : JSON.stringify(value));

function textVerdict(what: string, expected: Text, got: string): Verdict {
    const fits = typeof expected === "string" ? expected === got : expected.test(got);
    return fits ? undefined : `${what}: expected ${shown(expected)}, got ${shown(got)}`;
}

function logsVerdict(expected: readonly Text[], got: readonly string[]): Verdict {
    if (expected.length !== got.length) {
        return `logs: expected ${expected.map(shown).join(", ") || "none"}, got ${shown(got)}`;
    }
    return firstOf(expected.map((each, index) => textVerdict("log", each, got[index] ?? "")));
}

function propertiesVerdict(expected: Properties, got: Properties): Verdict {
    return firstOf(
        Object.entries(expected).map(([name, value]) =>
            isDeepStrictEqual(got[name], value)
                ? undefined
                : `${name}: expected ${shown(value)}, got ${shown(got[name])}`,
        ),
    );
}

export const firstOf = (verdicts: readonly Verdict[]): Verdict =>
    verdicts.find((verdict) => verdict !== undefined);

function outcomeVerdict({ result, id, state = {}, logs = [] }: Expected, outcome: Outcome): Verdict {
    return firstOf([
        textVerdict("result", result, outcome.result),
        id === undefined ? undefined : textVerdict("id", id, outcome.id),
        propertiesVerdict(state, outcome.state),
        logsVerdict(logs, outcome.logs),
    ]);
}

const asExpected = (expected: Expected | Text): Expected =>
    typeof expected === "string" || expected instanceof RegExp ? { result: expected } : expected;

/** An `up` of a program that has only this resource. */
export function up(declaration: Declaration, expected: Expected | Text): Step {
    return {
        does: `up ${declaration.name}`,
        run: async ({ engine }) => outcomeVerdict(asExpected(expected), await engine.up(declaration)),
    };
}

export function refresh(name: string, expected: Expected | Text): Step {
    return {
        does: `refresh ${name}`,
        run: async ({ engine }) => outcomeVerdict(asExpected(expected), await engine.refresh(name)),
    };
}

export function remove(name: string, expected: Expected | Text): Step {
    return {
        does: `delete ${name}`,
        run: async ({ engine }) => outcomeVerdict(asExpected(expected), await engine.remove(name)),
    };
}

/** The provider's own settings. */
export function configure(settings: Properties): Step {
    return {
        does: "configure",
        run: async ({ engine }) => {
            await engine.configure(settings);
            return undefined;
        },
    };
}

interface ExpectedAnswer {
    /** The whole answer, or some of its properties, or the error. */
    readonly is?: Properties;
    readonly has?: Properties;
    readonly fails?: Text;
    readonly logs?: readonly Text[];
}

export function invoke(token: string, args: Properties, expected: ExpectedAnswer): Step {
    return {
        does: `invoke ${token}`,
        async run({ engine }) {
            const { answer, logs } = await engine.invoke(token, args);
            return firstOf([answerVerdict(expected, answer), logsVerdict(expected.logs ?? [], logs)]);
        },
    };
}

function answerVerdict({ is, has, fails }: ExpectedAnswer, answer: Properties | string): Verdict {
    if (typeof answer === "string") {
        return fails === undefined
            ? `an answer was expected, got ${answer}`
            : textVerdict("error", fails, answer);
    }
    if (fails !== undefined) {
        return `an error was expected, got ${shown(answer)}`;
    }
    if (is !== undefined && !isDeepStrictEqual(answer, is)) {
        return `expected ${shown(is)}, got ${shown(answer)}`;
    }
    return propertiesVerdict(has ?? {}, answer);
}

/** Somebody else changes the account, or looks at it. */
export function account(does: string, change: (account: Account, bench: Bench) => unknown): Step {
    return {
        does,
        run: async (bench) => {
            await change(bench.aws.account, bench);
            return undefined;
        },
    };
}

export function holds(what: string, expected: unknown, look: (account: Account) => unknown): Step {
    return {
        does: `look at ${what}`,
        run: async ({ aws }) => {
            const got = look(aws.account);
            return isDeepStrictEqual(got, expected)
                ? undefined
                : `${what}: expected ${shown(expected)}, got ${shown(got)}`;
        },
    };
}
