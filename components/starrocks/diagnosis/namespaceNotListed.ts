import type { Diagnosis } from "./finding";

/** The diagnosis of namespaces that a listing leaves out, as it does with what the principal may not see. */
export function namespaceNotListed(namespaces: readonly string[]): Diagnosis {
    return {
        cause: `the list of namespaces lacks ${namespaces.join(", ")}`,
        step: "the namespace, the IAM policy, or the Lake Formation grant",
        advice:
            "Check that the namespace exists, that the policy allows glue:GetDatabases on it, and that Lake Formation " +
            "grants DESCRIBE on it.",
        mayCome: `to list ${namespaces.join(", ")}`,
    };
}
