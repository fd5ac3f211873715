/**
 * What a look-up in the account brought: the thing; the knowledge that it isn't there; nothing, because the caller may not
 * see it or AWS couldn't be asked; or nothing yet, because what AWS is asked with is made by the same program.
 */
export type Finding<Value> =
    | { readonly state: "found"; readonly value: Value }
    | { readonly state: "missing" }
    | { readonly state: "unseen"; readonly reason: string }
    | { readonly state: "not yet known" };

/** Texts by which the AWS provider's functions say that something doesn't exist. */
const MISSING = /couldn't find resource|EntityNotFound|NoSuchEntity|empty result|not found/i;

/** What an answer without its identifying member means, which no function gives of a thing that it has found. */
export type EmptyAnswer = "missing" | "not yet known";

/**
 * Runs a function of the AWS provider and distinguishes absence, which is an answer, from failure.
 *
 * A function returns nothing if the provider's configuration isn't known yet in a preview; some also do so for missing
 * resources, without an error.
 *
 * @param identifying the member that every found answer has.
 */
export async function lookUp<Value extends object>(
    invoke: () => Promise<Value>,
    identifying: keyof Value,
    emptyAnswer: EmptyAnswer = "not yet known",
): Promise<Finding<Value>> {
    try {
        const value = await invoke();
        return value[identifying] ? { state: "found", value } : { state: emptyAnswer };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return MISSING.test(reason) ? { state: "missing" } : { state: "unseen", reason };
    }
}
