import { AwsError } from "./account/errors";

/** `true` is always, a number is the next so many requests, `false` or 0 is never. */
export type Switch = boolean | number;

/** Failures that tests switch on by name, while the sandbox runs. */
export interface Faults {
    /** Iceberg REST endpoints: refuse, throttle, break, or never answer. */
    restForbidden403: Switch;
    throttle429: Switch;
    error500: Switch;
    hang: Switch;
    /** Iceberg REST endpoints: answer with a byte now and then, without end. */
    trickle: Switch;
    /** Keys other than the deployer's are answered as unknown, as a new key is on AWS for some seconds. */
    keyNotYetKnown: Switch;
    /** Lake Formation grants have no effect yet. */
    grantNotYetKnown: Switch;
    /** Refusals come without a text, as Glue's sometimes do (apache/iceberg-python#3244). */
    truncatedErrorMessages: Switch;
    /** Lake Formation's API answers ConcurrentModificationException. */
    concurrentModification: Switch;
    /** Lake Formation's API throttles its callers. */
    lakeFormationThrottled: Switch;
    /** Lake Formation's API never answers. */
    lakeFormationHang: Switch;
    /** Lake Formation's API does what it is asked to, and answers that it failed. */
    lakeFormationAnswerLost: Switch;
    /** Lake Formation's API doesn't know a new principal yet, entry by entry. */
    principalNotYetKnown: Switch;
    /**
     * Lake Formation's API refuses grants entry by entry, as right after role, registration and mount were made: the
     * catalog isn't there, the caller may not, the role is invalid.
     */
    federationNotYetReady: Switch;
    /** The name of a table bucket that was deleted can't be taken again yet. */
    bucketNameInTransition: Switch;
    /**
     * Lake Formation's API lists SELECT on tables as a grant on their columns, and whoever holds everything as a holder
     * of ALL (hashicorp/terraform-provider-aws#49453).
     */
    grantsReadBackOtherwise: Switch;
    /** The AWS provider reads `ALL` as the list of permissions (hashicorp/terraform-provider-aws#49453). */
    permissionsReadBackExpanded: Switch;
}

export function noFaults(): Faults {
    return {
        restForbidden403: false,
        throttle429: false,
        error500: false,
        hang: false,
        trickle: false,
        keyNotYetKnown: false,
        grantNotYetKnown: false,
        truncatedErrorMessages: false,
        concurrentModification: false,
        lakeFormationThrottled: false,
        lakeFormationHang: false,
        lakeFormationAnswerLost: false,
        principalNotYetKnown: false,
        federationNotYetReady: false,
        bucketNameInTransition: false,
        grantsReadBackOtherwise: false,
        permissionsReadBackExpanded: false,
    };
}

/** In turn: public scripts were seen to try again after each of them. */
const FRESH_FEDERATION = [
    new AwsError("EntityNotFoundException", "Catalog not found."),
    new AwsError(
        "AccessDeniedException",
        "Resource does not exist or requester is not authorized to access requested permissions.",
    ),
    new AwsError("FederationSourceException", "Invalid role provided"),
];

export function strikeGrantFaults(faults: Faults): void {
    if (strikes(faults, "principalNotYetKnown")) {
        throw new AwsError("InvalidInputException", "Invalid principal");
    }
    if (!strikes(faults, "federationNotYetReady")) return;
    throw FRESH_FEDERATION[Number(faults.federationNotYetReady) % FRESH_FEDERATION.length]!;
}

/** Whether a fault strikes now; uses up one of a counted fault. */
export function strikes(faults: Faults, name: keyof Faults): boolean {
    const value = faults[name];
    if (typeof value === "boolean") return value;
    if (value <= 0) return false;
    faults[name] = value - 1;
    return true;
}
