import { withoutUnmistakableSecrets } from "../common/knownSecrets";
import { EXIT_CODES, fourLines, type Look, type LookState, type Report } from "./report";

/** States as a person finds them at a glance, without colours. */
const WORDS: Readonly<Record<LookState, string>> = {
    good: "good",
    wrong: "WRONG",
    "not seen": "couldn't be seen",
    "not known": "not known",
    "not needed": "not needed",
};

/** The report for people: what was looked at, and then the four lines of each cause. */
export function asText(report: Report): string {
    const { subject, looks, findings, remarks } = report;
    const subjects = widest(looks.map((each) => each.subject));
    const states = widest(looks.map(({ state }) => WORDS[state]));
    const line = ({ subject: about, state, said }: Look) =>
        `  ${about.padEnd(subjects)}  ${WORDS[state].padEnd(states)}  ${said}`;
    const parts = [
        `Looked at ${subject}.`,
        looks.map(line).join("\n"),
        ...findings.map((finding, index) => fourLines(index === 0 ? heading(report) : "Also", finding)),
        ...remarks.map((remark) => `Remark: ${remark}`),
        ...(findings.length === 0 ? [`${heading(report)}.`] : []),
    ];
    return `${withoutUnmistakableSecrets(parts.join("\n\n"))}\n`;
}

function heading({ subject, isThere, verdict }: Report): string {
    switch (verdict) {
        case "healthy":
            return isThere ? `${subject}: nothing wrong was found` : `${subject}: no obstacle was found`;
        case "wrong":
            return isThere ? `${subject} has a problem` : `${subject} would not work`;
        case "not seen":
            return `${subject}: not enough could be checked to tell whether it works`;
    }
}

function widest(texts: readonly string[]): number {
    return Math.max(...texts.map(({ length }) => length));
}

/** The same for programs. What has no value is null, so that every report has the same members. */
export function asJson({ subject, looks, findings, remarks, verdict }: Report): string {
    const report = {
        format: 1,
        subject,
        verdict,
        exitCode: EXIT_CODES[verdict],
        findings: findings.map(({ seen, diagnosis: { cause, step, advice } }) => ({
            cause,
            seen,
            step,
            advice,
        })),
        looks: looks.map(({ subject: about, state, said, finding }) => ({
            subject: about,
            state,
            said,
            cause: finding?.diagnosis.cause ?? null,
        })),
        remarks,
    };
    return `${withoutUnmistakableSecrets(JSON.stringify(report, undefined, 2))}\n`;
}
