import { now } from "../../common/retry";
import { SharedAnswers } from "../../common/sharedAnswers";
import type { Finding } from "../diagnosis/finding";
import { preflight } from "./preflight";
import type { RestTarget } from "./target";

class EndpointFails extends Error {
    constructor(readonly finding: Finding) {
        super(finding.diagnosis.cause);
    }
}

const preflights = new SharedAnswers<void>();

/**
 * A preflight that catalogs share which have endpoint, key and namespaces in common: those that had asked before it
 * began needn't call the endpoint again. One that has failed proves nothing to others, whose time isn't over yet.
 *
 * @param asked when the first of them would have been due, by the clock.
 * @returns what is wrong; nothing if all is well.
 */
export async function sharedPreflight(
    target: RestTarget,
    namespaces: readonly string[],
    deadlineSeconds: number,
    asked: number,
): Promise<Finding | undefined> {
    const question = JSON.stringify([target, namespaces, deadlineSeconds]);
    const since = now();
    for (;;) {
        let isOwn = false;
        try {
            await preflights.find(question, asked, async () => {
                isOwn = true;
                const finding = await preflight(target, namespaces, deadlineSeconds, since);
                if (finding !== undefined) {
                    throw new EndpointFails(finding);
                }
            });
            return undefined;
        } catch (error) {
            if (!(error instanceof EndpointFails)) {
                throw error;
            }
            if (isOwn || now() >= since + deadlineSeconds * 1000) {
                return error.finding;
            }
        }
    }
}
