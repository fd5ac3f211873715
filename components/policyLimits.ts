import type { PolicyDocument, PolicyStatement } from "./policy";

/** Characters that a managed policy may hold, whitespace apart, and policies that a user or role may carry. */
export const MANAGED_POLICY_CHARACTERS = 6_144;
export const POLICIES_PER_PRINCIPAL = 10;

/** Thrown where a document can't be split into policies that IAM accepts. */
export class PolicyTooLarge extends Error {}

/**
 * Splits a document over as few managed policies as a greedy fill gives, so that together they allow exactly what
 * the document allows. A statement is split along its resources, or along the values of its condition.
 */
export function splitPolicy(
    document: PolicyDocument,
    characters: number = MANAGED_POLICY_CHARACTERS,
): PolicyDocument[] {
    const policies: PolicyStatement[][] = [[]];
    for (const statement of document.Statement) {
        let rest = valuesOf(statement);
        while (rest.length > 0) {
            const current = policies.at(-1)!;
            const count = fittingCount(current, statement, rest, characters);
            if (count > 0) {
                current.push(withValues(statement, rest.slice(0, count)));
                rest = rest.slice(count);
            } else if (current.length > 0) {
                policies.push([]);
            } else {
                throw new PolicyTooLarge(`statement ${statement.Sid} doesn't fit into a policy of its own`);
            }
        }
    }
    return policies.map((Statement) => ({ ...document, Statement }));
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

/** How many of the values still fit into a policy; found by halving, since each added value makes it longer. */
function fittingCount(
    policy: readonly PolicyStatement[],
    statement: PolicyStatement,
    values: readonly string[],
    characters: number,
): number {
    const fits = (count: number) =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [...policy, withValues(statement, values.slice(0, count))],
        }).length <= characters;
    let fitting = 0;
    let tooMany = values.length + 1;
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
