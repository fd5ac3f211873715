/** What AWS's refusals mean for a thing that the account shares, by their names and texts. */

const MISSING = /^(EntityNotFound|NoSuchEntity)/;
const THERE_ALREADY = /^(AlreadyExists|EntityAlreadyExists)/;
/** A role, a registration or another's change that has to spread first. */
const MAY_HEAL =
    /Invalid role|cannot be assumed|role .*(does not exist|not authorized to assume)|FederationSource|ConcurrentModification|OperationTimeout|Throttl|Rate exceeded|LimitExceeded.*concurrent/i;

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");

export const isMissing = (error: unknown): boolean => MISSING.test(nameOf(error));
export const isThereAlready = (error: unknown): boolean => THERE_ALREADY.test(nameOf(error));
export const mayHeal = (error: unknown): boolean =>
    error instanceof Error && MAY_HEAL.test(`${error.name}: ${error.message}`);
export const isRefused = (error: unknown): boolean => /^AccessDenied/.test(nameOf(error));
/** Lake Formation reveals whether something exists only to principals that may see it. IAM names the action. */
export const isHidden = (error: unknown): boolean =>
    isRefused(error) && !/is not authorized to perform/.test((error as Error).message);

/** What a call brings; nothing where AWS says that there is no such thing. */
export async function unlessMissing<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
        return await call();
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw error;
    }
}
