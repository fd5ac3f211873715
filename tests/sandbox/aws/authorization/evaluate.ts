import PolicyEvaluator = require("pbac");

import { asArray, type Statement } from "../account/policyDocument";

export interface AccessRequest {
    action: string;
    resource: string;
    /** Condition keys, spelled as in policies; names are compared without case, as IAM does. */
    context?: Record<string, string>;
}

/**
 * pbac compares one key of each condition operator and gives an absent key its own name as value; IAM wants all keys,
 * and an absent key fails unless the operator says IfExists, Null or Not.
 */
class IamEvaluator extends PolicyEvaluator {
    override evaluateCondition(condition: Statement["Condition"], context: Record<string, string>): boolean {
        return Object.entries(condition ?? {}).every(([operator, keys]) =>
            Object.entries(keys).every(([key, expected]) =>
                this.#holds(operator, asArray(expected), context[key.toLowerCase()]),
            ),
        );
    }

    /** For `${aws:username}` and the like in a resource. */
    override getVariableValue(variable: string, context: Record<string, string>): string {
        return context[variable.toLowerCase()] ?? variable;
    }

    #holds(operator: string, expected: string[], actual: string | undefined): boolean {
        if (operator === "Null") return expected.includes(String(actual === undefined));
        const compare = this.conditions[operator];
        if (!compare) throw new Error(`The sandbox knows no condition operator ${operator}.`);
        if (operator.startsWith("For"))
            return Boolean(compare.call(this, actual === undefined ? [] : [actual], expected));
        const negated = /Not/.test(operator);
        if (actual === undefined) return negated || operator.endsWith("IfExists");
        const test = (value: string) => Boolean(compare.call(this, actual, value));
        return negated ? expected.every(test) : expected.some(test);
    }
}

/** pbac wants lists and compares actions with case. `Action: []` would match everything, so absent stays absent. */
function normalise(statement: Statement): object {
    const lower = (actions: string | string[] | undefined) =>
        actions === undefined ? undefined : asArray(actions).map((action) => action.toLowerCase());
    const { Principal: _, NotPrincipal: __, ...rest } = statement;
    return { ...rest, Action: lower(statement.Action), NotAction: lower(statement.NotAction) };
}

export type Decision = "allowed" | "explicitly denied" | "not allowed";

export function decide(statements: Statement[], { action, resource, context = {} }: AccessRequest): Decision {
    const evaluator = new IamEvaluator([{ Statement: statements.map(normalise) }], {
        validatePolicies: false,
        validateSchema: false,
    });
    const lowerContext = Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]),
    );
    const request = { action: action.toLowerCase(), resource, context: lowerContext };
    if (evaluator.filterPoliciesBy({ effect: "Deny", ...request })) return "explicitly denied";
    return evaluator.filterPoliciesBy({ effect: "Allow", ...request }) ? "allowed" : "not allowed";
}

export const statementsAllow = (statements: Statement[], request: AccessRequest): boolean =>
    decide(statements, request) === "allowed";

/** Whether a statement of a resource, key or trust policy speaks of one of these names. */
export function principalMatches(statement: Statement, type: "AWS" | "Service", names: string[]): boolean {
    if (statement.Principal === "*") return true;
    const listed = asArray(statement.Principal?.[type]);
    return listed.includes("*") || listed.some((name) => names.includes(name));
}
