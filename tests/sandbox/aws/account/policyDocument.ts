import { AwsError } from "./errors";

export interface Statement {
    Sid?: string;
    Effect: "Allow" | "Deny";
    Action?: string | string[];
    NotAction?: string | string[];
    Resource?: string | string[];
    NotResource?: string | string[];
    Principal?: "*" | Record<string, string | string[]>;
    NotPrincipal?: unknown;
    Condition?: Record<string, Record<string, string | string[]>>;
}

export interface PolicyDocument {
    Version?: string;
    Statement: Statement[];
}

export const asArray = (value: string | string[] | undefined): string[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value];

/** IAM counts a policy's characters without its white space. */
export const countedCharacters = (document: string) => document.replace(/\s/g, "").length;

export function parsePolicy(text: string): PolicyDocument {
    const document = JSON.parse(text) as { Version?: string; Statement: Statement | Statement[] };
    return {
        ...document,
        Statement: Array.isArray(document.Statement) ? document.Statement : [document.Statement],
    };
}

const malformed = (message: string) => new AwsError("MalformedPolicyDocument", message);

function checkStatement(statement: Statement, kind: PolicyKind): void {
    if (typeof statement !== "object" || statement === null) throw malformed("Syntax errors in policy.");
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
        throw malformed("Syntax errors in policy.");
    const actions = [...asArray(statement.Action), ...asArray(statement.NotAction)];
    if (actions.length === 0) throw malformed("Policy statement must contain actions.");
    for (const action of actions) {
        if (action !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
            throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
    }
    if (kind === "identity" && (statement.Principal || statement.NotPrincipal)) {
        throw malformed("Policy document should not specify a principal.");
    }
    if (kind === "trust" && !statement.Principal) throw malformed("Missing required field Principal");
    if (kind === "trust" && (statement.Resource || statement.NotResource)) {
        throw malformed("Has prohibited field Resource");
    }
    if (kind !== "identity") return;
    const resources = [...asArray(statement.Resource), ...asArray(statement.NotResource)];
    if (resources.length === 0) throw malformed("Policy statement must contain resources.");
    for (const resource of resources) {
        if (resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(resource)) {
            throw malformed(`Resource ${resource} must be in ARN format or "*".`);
        }
    }
}

export type PolicyKind = "identity" | "trust" | "resource";

/** IAM's own checks of a policy document, with IAM's texts. */
export function checkPolicyDocument(text: string, kind: PolicyKind): void {
    let document: PolicyDocument;
    try {
        document = parsePolicy(text);
    } catch {
        throw malformed("This policy contains invalid Json");
    }
    if (document.Version !== undefined && !["2012-10-17", "2008-10-17"].includes(document.Version)) {
        throw malformed("The policy must contain a valid version string.");
    }
    if (!document.Statement[0]) throw malformed("Syntax errors in policy.");
    const sids = document.Statement.map((statement) => statement?.Sid).filter((sid) => sid !== undefined);
    if (new Set(sids).size < sids.length) {
        throw malformed("Statement IDs (SID) in a single policy must be unique.");
    }
    if (kind === "identity" && sids.some((sid) => !/^[A-Za-z0-9]*$/.test(sid))) {
        throw malformed(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        );
    }
    for (const statement of document.Statement) checkStatement(statement, kind);
}
