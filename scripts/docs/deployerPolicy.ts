import type { DeployerStatement } from "./deployerStatements";

/** An IAM policy as AWS's console and CLI take it. */
export interface DeployerPolicy {
    readonly Version: "2012-10-17";
    readonly Statement: readonly object[];
}

export function deployerPolicy(statements: readonly DeployerStatement[]): DeployerPolicy {
    return {
        Version: "2012-10-17",
        Statement: statements.map(({ sid, actions, resources, policies }) => ({
            Sid: sid,
            Effect: "Allow",
            Action: actions.map(({ action }) => action).sort(),
            Resource: resources.length === 1 ? resources[0] : resources,
            ...(policies !== undefined && { Condition: { ArnLike: { "iam:PolicyARN": policies } } }),
        })),
    };
}
