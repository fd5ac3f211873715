import { CAUSES } from "../../components/starrocks/diagnosis/causes";
import { diagnose } from "../../components/starrocks/diagnosis/diagnose";
import type { Facts } from "../../components/starrocks/diagnosis/facts";
import { CASES } from "../../tests/unit/starrocks/diagnosisCases";
import { code, table } from "./markdown";

const SHOWN_CHARACTERS = 120;

/** Every cause that the diagnosis knows, with what it was seen in, in the order in which they are tried. */
export function causesTable(): string {
    return table(
        ["Message", "Seen, for example", "Fix"],
        CAUSES.map(({ cause }) => causeRow(cause)),
    );
}

function causeRow(cause: string): string[] {
    const facts = CASES.filter((each) => each.cause === cause).map((each) => each.facts);
    const diagnosis = diagnose(withoutValues(facts[0]!));
    const seen = [...new Set(facts.map(seenText))];
    return [
        code(cause),
        seen.map(code).join("<br>"),
        `${code(diagnosis.step.replace(/, which is ".*"$/, ""))}: ${diagnosis.advice}${diagnosis.mayCome === undefined ? "" : " Waits."}`,
    ];
}

/** Of the catalog only how it authenticates: other properties would show up as a single catalog's values. */
function withoutValues(facts: Facts): Facts {
    const properties = Object.entries(facts.properties).filter(([key]) =>
        /\.(sigv4-enabled|security)$/.test(key),
    );
    return { ...facts, properties: Object.fromEntries(properties) };
}

/** What a person sees of a call that failed: its text, or the code of the connection, or the bare status. */
function seenText({ text, nonsense, networkCode, status }: Facts): string {
    const said = text.replace(/^: |: $/g, "") || nonsense || networkCode || String(status);
    return said.length <= SHOWN_CHARACTERS ? said : `${said.slice(0, SHOWN_CHARACTERS)}...`;
}
