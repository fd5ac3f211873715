/** What a look-up in the account brought: the thing, the knowledge that it isn't there, or neither. */
export type Finding<Value> =
    | { readonly state: "found"; readonly value: Value }
    | { readonly state: "missing" }
    | { readonly state: "unknown"; readonly reason: string };

/** Texts by which the AWS provider's functions say that something doesn't exist. */
const MISSING = /couldn't find resource|EntityNotFound|NoSuchEntity|empty result|not found/i;

/** Runs a function of the AWS provider and tells absence, which is an answer, from failure. */
export async function lookUp<Value>(invoke: () => Promise<Value>): Promise<Finding<Value>> {
    try {
        return { state: "found", value: await invoke() };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return MISSING.test(reason) ? { state: "missing" } : { state: "unknown", reason };
    }
}
