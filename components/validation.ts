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

/**
 * Stops the program with one message that lists all faults, without a stack trace.
 *
 * @param heading what is wrong as a whole, without a colon.
 */
export function refuse(
    heading: string,
    problems: readonly ArgumentProblem[],
    resource: pulumi.Resource,
): void {
    if (problems.length > 0) {
        const list = problems.map(({ path, problem }) => `  * ${path}: ${problem}`).join("\n");
        throw new pulumi.ResourceError(`${heading}:\n${list}`, resource, true);
    }
}
