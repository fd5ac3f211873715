/** `true` is always, a number is the next so many requests, `false` or 0 is never. */
export type Switch = boolean | number;

/** Failures that tests switch on by name, while the sandbox runs. */
export interface Faults {
    /** Iceberg REST endpoints: refuse, throttle, break, or never answer. */
    restForbidden403: Switch;
    throttle429: Switch;
    error500: Switch;
    hang: Switch;
    /** Keys other than the deployer's are answered as unknown, as a new key is on AWS for some seconds. */
    keyNotYetKnown: Switch;
    /** Lake Formation grants have no effect yet. */
    grantNotYetKnown: Switch;
    /** Refusals come without a text, as Glue's sometimes do (apache/iceberg-python#3244). */
    truncatedErrorMessages: Switch;
    /** Lake Formation's API answers ConcurrentModificationException. */
    concurrentModification: Switch;
    /** Lake Formation's API doesn't know a new principal yet, entry by entry. */
    principalNotYetKnown: Switch;
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
        keyNotYetKnown: false,
        grantNotYetKnown: false,
        truncatedErrorMessages: false,
        concurrentModification: false,
        principalNotYetKnown: false,
        grantsReadBackOtherwise: false,
        permissionsReadBackExpanded: false,
    };
}

/** Whether a fault strikes now; uses up one of a counted fault. */
export function strikes(faults: Faults, name: keyof Faults): boolean {
    const value = faults[name];
    if (typeof value === "boolean") return value;
    if (value <= 0) return false;
    faults[name] = value - 1;
    return true;
}
