import * as pulumi from "@pulumi/pulumi";

/** One fault of one argument. */
export interface ArgumentProblem {
    /** Path of the argument as the user wrote it, such as `namespaces[1]`. */
    readonly path: string;
    readonly problem: string;
}

/** Heading of a refusal of arguments. */
export const UNUSABLE_ARGUMENTS = "invalid arguments";

/**
 * Puts the path of an argument before each fault of its value.
 *
 * @param value the value to print; nothing where the program may have marked it as a secret, as an output may be.
 */
export function problemsAt(
    path: string,
    value: string | undefined,
    problems: readonly string[],
): ArgumentProblem[] {
    const shown = value === undefined ? "" : `${printed(value)} `;
    return problems.map((problem) => ({ path, problem: `${shown}${problem}` }));
}

const LONGEST_PRINTED = 80;

/**
 * A text in quotes, no longer than a person reads, without characters that a terminal would obey, and without a user
 * and password in an address.
 */
export function printed(text: string): string {
    const shown = withoutUser(text);
    const cut = shown.length > LONGEST_PRINTED ? `${shown.slice(0, LONGEST_PRINTED)}…` : shown;
    return `"${cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, codePoint)}"`;
}

function codePoint(character: string): string {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** Whatever stands before an `@` after a colon may end in a password. */
function withoutUser(text: string): string {
    const start = text.indexOf(":");
    const end = text.lastIndexOf("@");
    return start >= 0 && end > start ? `${text.slice(0, start + 1)}…${text.slice(end)}` : text;
}

/**
 * Stops the program with one message that lists all problems, without a stack trace.
 *
 * @param heading the problem as a whole, without a colon.
 */
export function refuse(heading: string, problems: readonly ArgumentProblem[]): void {
    if (problems.length > 0) {
        throw refusal(heading, problems);
    }
}

/** What `refuse` throws. */
export function refusal(heading: string, problems: readonly ArgumentProblem[]): Error {
    const list = problems
        .slice(0, MOST_PRINTED)
        .map(({ path, problem }) => `  * ${path || "arguments"}: ${problem}`)
        .join("\n");
    const more = problems.length > MOST_PRINTED ? `\n  and ${problems.length - MOST_PRINTED} more` : "";
    return withoutFrames(new pulumi.RunError(`${heading}:\n${list}${more}`));
}

/** More faults than that have few causes, such as a list of the wrong things. */
const MOST_PRINTED = 100;

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
