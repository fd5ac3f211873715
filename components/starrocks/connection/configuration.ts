import { certificateProblems } from "./certificates";
import { frontendProblems, hostsIn } from "./frontendAddress";

/** Reads a value of the stack's configuration by its full key, such as `starrocks:host`. */
export type StackConfig = (key: string) => string | undefined;

/** A fault of a value in the stack's configuration, without the value, which may be a secret. */
interface ConfigurationProblem {
    /** Full key, such as `starrocks:tls`. */
    readonly key: string;
    /** Argument that the value stands for. */
    readonly argument: string;
    readonly problem: string;
}

const FLAG = (value: string) => (["true", "false"].includes(value) ? [] : ["must be true or false"]);
const PORT = (value: string) =>
    /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
        ? []
        : ["must be a whole number from 1 to 65535"];

/** Everything in it is text, and nothing is guessed: `yes` is neither true nor false. */
const RULES: readonly [argument: string, key: string, problems: (value: string) => readonly string[]][] = [
    ["tls", "starrocks:tls", FLAG],
    ["tls.ca", "starrocks:tlsCa", certificateProblems],
    ["cleartextPassword", "starrocks:cleartextPassword", FLAG],
    ["port", "starrocks:port", PORT],
    ["host", "starrocks:host", (value) => hostsIn(value).flatMap(frontendProblems)],
];

/** What is wrong with the configuration of the connection. */
export function configurationProblems(config: StackConfig): ConfigurationProblem[] {
    return RULES.flatMap(([argument, key, problems]) => {
        const value = config(key);
        return value === undefined ? [] : problems(value).map((problem) => ({ key, argument, problem }));
    });
}
