import * as pulumi from "@pulumi/pulumi";

/** One fault of one argument. */
export interface ArgumentProblem {
    /** Path of the argument as the user wrote it, such as `namespaces[1]`. */
    readonly path: string;
    readonly problem: string;
}

/** Heading of a refusal of arguments. */
export const UNUSABLE_ARGUMENTS = "these arguments can't work";

/** Puts the path of an argument before each fault of its value. */
export function problemsAt(path: string, value: string, problems: readonly string[]): ArgumentProblem[] {
    return problems.map((problem) => ({ path, problem: `"${value}" ${problem}` }));
}

/** What is wrong with a value that isn't one of the choices, as no compiler sees in a stack's configuration. */
export function choiceProblems(
    path: string,
    value: string | undefined,
    choices: Readonly<Record<string, string>>,
): ArgumentProblem[] {
    const names = Object.values(choices);
    return value === undefined || names.includes(value)
        ? []
        : problemsAt(path, value, [`is none of ${names.join(", ")}`]);
}

/**
 * Stops the program with one message that lists all faults, without a stack trace.
 *
 * @param heading what is wrong as a whole, without a colon.
 */
export function refuse(heading: string, problems: readonly ArgumentProblem[]): void {
    if (problems.length > 0) {
        throw refusal(heading, problems);
    }
}

/** What `refuse` throws. */
export function refusal(heading: string, problems: readonly ArgumentProblem[]): Error {
    const list = problems.map(({ path, problem }) => `  * ${path}: ${problem}`).join("\n");
    return withoutFrames(new pulumi.RunError(`${heading}:\n${list}`));
}

/**
 * Takes the stack frames away, which nobody is shown.
 *
 * The SDK inspects every error in colour, and Node.js 20.20 loops on a frame such as `node_modules/@pulumi/output.ts`,
 * the SDK's own in each `apply`, until its string is full: half a minute and 3 GB for one refused preview.
 */
function withoutFrames(error: Error): Error {
    error.stack = error.message;
    return error;
}
