declare module "pbac" {
    type Condition = (this: PolicyEvaluator, actual: unknown, expected: unknown) => unknown;

    /** The parts of pbac that the sandbox uses; the package has no types of its own. */
    class PolicyEvaluator {
        constructor(policies: object[], options?: { validatePolicies?: boolean; validateSchema?: boolean });
        readonly conditions: Record<string, Condition>;
        evaluateCondition(condition: unknown, context: Record<string, unknown>): boolean;
        getVariableValue(variable: string, context: Record<string, unknown>): string;
        filterPoliciesBy(request: {
            effect: "Allow" | "Deny";
            action: string;
            resource: string;
            context: Record<string, unknown>;
        }): object | undefined;
    }
    export = PolicyEvaluator;
}
