import { type ArgumentProblem, printed, refuse, UNUSABLE_ARGUMENTS } from "../validation";
import { problemsIn } from "./check";
import type { ObjectSchema } from "./schema";

/** What is wrong with the name that a program gives a resource; Pulumi's own error costs minutes to print. */
export function resourceNameProblems(name: unknown): ArgumentProblem[] {
    return typeof name === "string" && name !== ""
        ? []
        : [
              {
                  path: "name",
                  problem: "must be a non-empty string: the name of the resource in the program",
              },
          ];
}

/** Heading of the refusal of a resource's arguments. */
export function headingFor(name: unknown): string {
    return `${UNUSABLE_ARGUMENTS} for ${typeof name === "string" ? printed(name) : "a resource"}`;
}

/** Stops the program with all that is wrong with the arguments of a resource, as far as they are known. */
export function refuseArguments(name: string, schema: ObjectSchema, args: unknown): void {
    refuse(headingFor(name), [...resourceNameProblems(name), ...problemsIn(schema, args, "", "program")]);
}
