/** What came of a cell. */
export interface Outcome {
    readonly name: string;
    readonly operation: string;
    readonly fault: string;
    /** It has passed if there is none. */
    readonly problems: readonly string[];
    /** How long the operation took that was struck. */
    readonly milliseconds: number;
    /** What it ended with; nothing if it got through. */
    readonly error?: string;
    /** Grants of others were lost, and each statement that gives them again was printed. */
    readonly isTold?: boolean;
    /** Why it can't be tried here. */
    readonly skipped?: string;
}

export const hasPassed = ({ problems }: Outcome): boolean => problems.length === 0;
