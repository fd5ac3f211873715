import { type Diagnosis, type Finding, findingError } from "../starrocks/diagnosis/finding";

/**
 * What a look brought. That something isn't there is `wrong`, or nothing to complain of; that it couldn't be seen, and
 * that nobody could know, are other answers.
 */
export type LookState = "good" | "wrong" | "not seen" | "not known" | "not needed";

/** One thing that was looked at. */
export interface Look {
    /** What was looked at, in a word or two. */
    readonly subject: string;
    readonly state: LookState;
    /** What was seen of it, in one line. */
    readonly said: string;
    /** What it means, where something is wrong. */
    readonly finding?: Finding;
}

/** All that was looked at, and what it comes to. */
export interface Report {
    /** What was examined: `catalog lakehouse on starrocks.internal:9030`. */
    readonly subject: string;
    /** Whether that is there, and not only thought of. */
    readonly isThere: boolean;
    readonly looks: readonly Look[];
    /** What is wrong, the likeliest cause of the rest first. */
    readonly findings: readonly Finding[];
    /** Remarks that explain nothing by themselves. */
    readonly remarks: readonly string[];
    readonly verdict: Verdict;
}

export type Verdict = "healthy" | "wrong" | "not seen";

export const EXIT_CODES: Readonly<Record<Verdict | "unusable", number>> = {
    healthy: 0,
    wrong: 1,
    unusable: 2,
    "not seen": 3,
};

export function look(subject: string, state: LookState, said: string, finding?: Finding): Look {
    return { subject, state, said, ...(finding && { finding }) };
}

/** A look that found something wrong. */
export function wrong(subject: string, finding: Finding, said = finding.diagnosis.cause): Look {
    return look(subject, "wrong", said, finding);
}

/** A finding of this command's own. */
export function findingOf(diagnosis: Diagnosis, seen: string): Finding {
    return { seen, brief: seen, diagnosis };
}

/** Subject of what StarRocks itself makes of the catalog. */
export const STARROCKS = "StarRocks";

/** What the looks come to. */
export function reportOf(
    { subject, isThere }: Pick<Report, "subject" | "isThere">,
    looks: readonly Look[],
    remarks: readonly string[],
): Report {
    const findings = differentCauses(looks.flatMap(({ finding }) => finding ?? []));
    const isWrong = looks.some(({ state }) => state === "wrong");
    const verdict: Verdict = isWrong ? "wrong" : isProven(looks) ? "healthy" : "not seen";
    return { subject, isThere, looks, findings, remarks, verdict };
}

/** Whether something more was seen than that nothing is wrong: StarRocks or the endpoint answers, or AWS allows it all. */
function isProven(looks: readonly Look[]): boolean {
    const is = (subject: string, ...states: readonly LookState[]) =>
        looks.some((each) => each.subject === subject && states.includes(each.state));
    const isAllowed = is("IAM policy", "good") && is("Lake Formation", "good", "not needed");
    const isCatalogThere = is("catalog", "good") && is(STARROCKS, "not known");
    return is(STARROCKS, "good") || is("endpoint", "good") || (isAllowed && !isCatalogThere);
}

/** Two looks may come upon one thing. */
function differentCauses(findings: readonly Finding[]): Finding[] {
    return findings.filter(
        ({ diagnosis }, index) =>
            findings.findIndex((other) => other.diagnosis.cause === diagnosis.cause) === index,
    );
}

/** The four lines of a finding, as the errors of a component have them. */
export function fourLines(what: string, finding: Finding): string {
    return findingError(what, finding).message;
}
