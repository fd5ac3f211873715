/** An IAM action that whoever runs Pulumi needs. */
export interface DeployerAction {
    readonly action: string;
    /** What the AWS provider or this package does with it. */
    readonly purpose: string;
    /** True if the sandbox doesn't ask for it, though AWS's documentation does. */
    readonly onlyDocumented?: true;
}

/** Actions on the same resources, as one statement of the policy. */
export interface DeployerStatement {
    readonly sid: string;
    /** When the statement is needed; always, if left out. */
    readonly only?: string;
    readonly resources: readonly string[];
    /** Policies that may be attached and detached. */
    readonly policies?: string;
    readonly actions: readonly DeployerAction[];
}

export const ANY = ["*"];
export const READ_TAGS = "read the tags, on every refresh";
export const SET_TAGS = "set tags (`tags`, or default tags of the AWS provider)";
export const REMOVE_TAGS = "remove a tag";
