/** Why a catalog can't be used, which step of the set-up owns it, and what to do. */
export interface Diagnosis {
    readonly cause: string;
    /** The step to mend, in the words of the set-up. */
    readonly step: string;
    readonly advice: string;
    /** What waiting may bring, after the endpoint's name: `to accept the new access key`. */
    readonly mayCome?: string;
    /** True if the call didn't reach the endpoint, so that it says nothing about anybody else's way to it. */
    readonly unreachable?: boolean;
}

/** What was seen of a catalog that doesn't work, and what it means. */
export interface Finding {
    /** Who saw what, for an error. */
    readonly seen: string;
    /** The same in a few words, for a line of progress. */
    readonly brief: string;
    readonly diagnosis: Diagnosis;
}

/** An error that says what is wrong, what was seen of it, which step owns it, and what to do. */
export function findingError(what: string, { seen, diagnosis }: Finding): Error {
    return new Error(
        [
            `${what}: ${diagnosis.cause}.`,
            `  Seen: ${seen}`,
            `  Step to fix: ${diagnosis.step}.`,
            `  What to do: ${diagnosis.advice}`,
        ].join("\n"),
    );
}
