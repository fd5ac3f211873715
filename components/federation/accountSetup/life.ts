import { reasonOf } from "../../awsAccess/reasons";
import { progress } from "../../common/progress";
import { retry } from "../../common/retry";
import type { SharedFacts, SharedInputs, SharedKind, SharedState } from "./inputs";
import { mount, mountProblems } from "./mount";
import { isHidden, isMissing, isRefused, isThereAlready, mayHeal } from "./refusals";
import { registration } from "./registration";
import { role } from "./role";
import { isOwnRole, rolePolicy } from "./rolePolicy";
import type { Services, SharedThing } from "./thing";

const THINGS: Readonly<Record<SharedKind, SharedThing>> = { role, rolePolicy, registration, mount };

const PROPAGATION_SECONDS = 120;
/** A table bucket that was just deleted may be seen a little longer. */
const LISTED_AFTER_DELETION_SECONDS = 30;

/** Makes what isn't there, and uses what is there as it is. */
export async function makeOrAdopt(services: Services, inputs: SharedInputs): Promise<SharedState> {
    const thing = THINGS[inputs.kind];
    const found = await seen(thing, services, inputs);
    if (found !== undefined && found !== HIDDEN) {
        return adopted(services, thing, inputs, found);
    }
    try {
        await patiently(thing, inputs, () => thing.make(services, inputs));
    } catch (error) {
        if (!isThereAlready(error)) {
            throw failed("create", thing, inputs, error);
        }
        return adopted(services, thing, inputs, await madeBySomebodyElse(thing, services, inputs));
    }
    const made = await seen(thing, services, inputs);
    return { ...inputs, ...thing.known?.(inputs), ...(made === HIDDEN ? {} : made), made: true };
}

/** What is there now; nothing if it is gone. What can't be seen isn't gone. */
export async function readShared(services: Services, state: SharedState): Promise<SharedState | undefined> {
    const thing = THINGS[state.kind];
    const found = await seen(thing, services, state);
    if (found === HIDDEN) {
        progress(`${thing.title(state)} isn't visible from here, and counts as unchanged`);
        return state;
    }
    // What others have made may be as it is, and what has taken the place of one's own isn't one's own.
    return (
        found && {
            ...state,
            ...found,
            identity: state.identity,
            ...(!state.made && { policy: state.policy }),
        }
    );
}

/**
 * Changes what this stack has made.
 *
 * @param olds also what a resource of the AWS provider has left as its state, which tells nothing of who has made it.
 */
export async function changeShared(
    services: Services,
    olds: SharedState | object,
    news: SharedInputs,
): Promise<SharedState> {
    if (!("kind" in olds)) {
        return takeOver(services, news);
    }
    const thing = THINGS[news.kind];
    const { arn, registeredRoleArn, identity, made } = olds;
    const facts: SharedFacts = {
        arn,
        registeredRoleArn,
        identity,
        ...(news.kind === "role" && { roleName: olds.roleName }),
    };
    if (made) {
        await patiently(thing, news, async () => thing.change?.(services, olds, news)).catch((error) => {
            throw failed("change", thing, news, error);
        });
    }
    return { ...news, ...facts, made };
}

/** The policy was always written by the stack itself; of everything else it isn't known who had made it. */
async function takeOver(services: Services, news: SharedInputs): Promise<SharedState> {
    if (news.kind === "rolePolicy" && isOwnRole(news)) {
        await patiently(rolePolicy, news, () => rolePolicy.make(services, news));
        return { ...news, made: true };
    }
    return { ...(await makeOrAdopt(services, news)), made: false };
}

/** Takes away what this stack has made and nobody needs. */
export async function removeShared(
    services: Services,
    state: SharedState,
    patienceSeconds = LISTED_AFTER_DELETION_SECONDS,
): Promise<void> {
    const thing = THINGS[state.kind];
    try {
        const reason = await whyItStays(thing, services, state);
        if (reason === undefined) {
            await thing.remove(services, state, patienceSeconds);
        } else {
            progress(`${thing.title(state)} stays: ${reason}`);
        }
    } catch (error) {
        if (!isMissing(error)) {
            throw failed("delete", thing, state, error);
        }
    }
}

async function whyItStays(
    thing: SharedThing,
    services: Services,
    state: SharedState,
): Promise<string | undefined> {
    if (!state.made) {
        return "it existed before this stack, or may have";
    }
    const found = await thing.find(services, state);
    if (found === undefined) {
        return "it is already gone";
    }
    return found.identity !== state.identity
        ? "it is not the one that this stack created"
        : thing.needed?.(services, state);
}

/** Why the account can't be used in the federation's mode; nothing if it can, or if that couldn't be seen. */
export async function sharedProblems(services: Services, inputs: SharedInputs): Promise<string[]> {
    if (inputs.kind !== "mount" && inputs.kind !== "role") {
        return [];
    }
    try {
        return await mountProblems(services, inputs);
    } catch (error) {
        if (inputs.kind === "mount") {
            progress(`${mount.title(inputs)} could not be checked: ${reasonOf(error)}`);
        }
        return [];
    }
}

const HIDDEN = Symbol("hidden");

async function seen(
    thing: SharedThing,
    services: Services,
    inputs: SharedInputs,
): Promise<SharedFacts | undefined | typeof HIDDEN> {
    try {
        return await thing.find(services, inputs);
    } catch (error) {
        if (isHidden(error)) {
            return HIDDEN;
        }
        throw failed("look up", thing, inputs, error);
    }
}

async function adopted(
    services: Services,
    thing: SharedThing,
    inputs: SharedInputs,
    found: SharedFacts,
): Promise<SharedState> {
    const problems =
        inputs.kind === "mount" && found.identity !== undefined ? await mountProblems(services, inputs) : [];
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
    if (inputs.kind !== "rolePolicy") {
        progress(`${thing.title({ ...inputs, ...found })} already exists and is used as it is`);
    }
    return {
        ...inputs,
        ...found,
        policy: inputs.policy,
        made: inputs.kind === "rolePolicy" && inputs.roleMade === true,
    };
}

/** Another stack has made it at the same moment; what it has made may take a while to be seen. */
async function madeBySomebodyElse(
    thing: SharedThing,
    services: Services,
    inputs: SharedInputs,
): Promise<SharedFacts> {
    const unseen = new Error(`${thing.title(inputs)} exists, but AWS doesn't show it yet`);
    return retry({
        act: async () => {
            const found = await seen(thing, services, inputs);
            if (found === undefined) {
                throw unseen;
            }
            return found === HIDDEN ? (thing.known?.(inputs) ?? {}) : found;
        },
        mayHeal: (error) => error === unseen,
        waitingFor: () => `the ${thing.title(inputs)} that someone else is creating`,
        deadlineSeconds: PROPAGATION_SECONDS,
    });
}

function patiently(thing: SharedThing, inputs: SharedInputs, act: () => Promise<void>): Promise<void> {
    return retry({
        act,
        mayHeal,
        waitingFor: (error) => `AWS to accept the ${thing.title(inputs)} (${reasonOf(error)})`,
        deadlineSeconds: PROPAGATION_SECONDS,
    });
}

const WHO_MAY_MAKE =
    "The identity that runs Pulumi needs the federation's deployer policy (docs/permissions.md), and in Lake Formation mode must be " +
    "a data lake administrator or hold CREATE_CATALOG.";

function failed(what: string, thing: SharedThing, inputs: SharedInputs, error: unknown): Error {
    const advice = isRefused(error) ? `\n  ${WHO_MAY_MAKE}` : "";
    return new Error(
        `could not ${what} the ${thing.title(inputs)}: ${reasonOf(error).replace(/\.$/, "")}.${advice}`,
    );
}
