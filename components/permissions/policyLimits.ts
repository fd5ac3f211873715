import type { PolicyDocument, PolicyStatement } from "./policy";

/** Characters that a managed policy may hold, whitespace apart, and policies that a user or role may carry. */
export const MANAGED_POLICY_CHARACTERS = 6_144;
export const POLICIES_PER_PRINCIPAL = 10;

/** Thrown where a document can't be split into policies that IAM accepts. */
export class PolicyTooLarge extends Error {}

/** A part of a statement: some of the resources, or of the values of the condition, along which it can be split. */
interface StatementPart {
    readonly sid: string;
    readonly from: number;
    readonly to: number;
}

/** What one of the policies holds into which a document is split. */
export type PolicyPart = readonly StatementPart[];

/**
 * Splits a document over as few managed policies as a greedy fill gives, so that together they allow exactly what
 * the document allows.
 *
 * The plan names statements and positions, no values: it is made before names and ARNs are known, from a document
 * with values of the greatest length, and holds for the document with the real ones.
 */
export function planSplit(
    document: PolicyDocument,
    characters: number = MANAGED_POLICY_CHARACTERS,
): PolicyPart[] {
    const plan: StatementPart[][] = [[]];
    for (const statement of document.Statement) {
        const count = valuesOf(statement).length;
        let from = 0;
        while (from < count) {
            const current = plan.at(-1)!;
            const to = lastFitting(document, current, { sid: statement.Sid, from, to: count }, characters);
            if (to > from) {
                current.push({ sid: statement.Sid, from, to });
                from = to;
            } else if (current.length > 0) {
                plan.push([]);
            } else {
                throw new PolicyTooLarge(`statement ${statement.Sid} is too large for a single policy`);
            }
        }
    }
    return plan;
}

/** The policy that holds a part of a document. */
export function partOf(document: PolicyDocument, part: PolicyPart): PolicyDocument {
    return {
        ...document,
        Statement: part.map(({ sid, from, to }) => {
            const statement = document.Statement.find(({ Sid }) => Sid === sid)!;
            return withValues(statement, valuesOf(statement).slice(from, to));
        }),
    };
}

/** The values along which a statement can be split. One that can't be split has one. */
function valuesOf({ Condition, Resource }: PolicyStatement): readonly string[] {
    const [conditionValues] = Object.values(Condition?.StringEquals ?? {});
    return conditionValues ?? [Resource].flat();
}

function withValues(statement: PolicyStatement, values: readonly string[]): PolicyStatement {
    const [conditionKey] = Object.keys(statement.Condition?.StringEquals ?? {});
    if (conditionKey !== undefined) {
        return { ...statement, Condition: { StringEquals: { [conditionKey]: values } } };
    }
    return typeof statement.Resource === "string" ? statement : { ...statement, Resource: values };
}

/** Up to which value a statement still fits into a policy; found by halving, since each value makes it longer. */
function lastFitting(
    document: PolicyDocument,
    policy: PolicyPart,
    { sid, from, to: end }: StatementPart,
    characters: number,
): number {
    const fits = (to: number) =>
        JSON.stringify(partOf(document, [...policy, { sid, from, to }])).length <= characters;
    let fitting = from;
    let tooMany = end + 1;
    while (tooMany - fitting > 1) {
        const middle = Math.floor((fitting + tooMany) / 2);
        if (fits(middle)) {
            fitting = middle;
        } else {
            tooMany = middle;
        }
    }
    return fitting;
}
