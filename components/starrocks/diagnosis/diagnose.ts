import { printable } from "../masking";
import { CAUSES } from "./causes";
import type { Facts } from "./facts";
import type { Diagnosis } from "./finding";

/** Names the cause of a call that failed. */
export function diagnose(facts: Facts): Diagnosis {
    for (const { matches, step, advice, ...diagnosis } of CAUSES) {
        const match = matches(facts);
        if (match) {
            const caught = typeof match === "object" ? match : [];
            return {
                ...diagnosis,
                step: withValue(step, facts),
                advice: typeof advice === "string" ? advice : advice(caught, facts),
            };
        }
    }
    throw new Error("no cause matches, although the last one matches everything");
}

/** Where the step is a property, what it is set to. */
function withValue(step: string, { properties }: Facts): string {
    const value = properties[step];
    return value === undefined ? step : `${step}, which is "${printable(step, value)}"`;
}
