import type { Facts } from "../diagnosis/facts";
import type { RestOutcome } from "./restClient";

/** The facts of a call that was made from here; nothing if it went well. */
export function factsOfCall(
    call: string,
    outcome: RestOutcome,
    properties: Facts["properties"],
): Facts | undefined {
    if ("nonsense" in outcome) {
        return { call, status: 200, networkCode: "", nonsense: outcome.nonsense, text: "", properties };
    }
    if (!("status" in outcome)) {
        return { call, status: 0, networkCode: outcome.networkCode, text: "", properties };
    }
    const { status, errorType = "", message = "" } = outcome;
    return status < 400
        ? undefined
        : { call, status, networkCode: "", text: `${errorType}: ${message}`, properties };
}
