import { AsyncLocalStorage } from "node:async_hooks";

/** The identity that runs Pulumi wants it to stop: then every wait is over, and nothing more is begun. */
let isInterrupted = false;
/** What ends the waits of this moment. */
const waits = new Set<() => void>();
/** Set within work that must not be left half done. */
const steadfastly = new AsyncLocalStorage<true>();

/** What an interrupt has ended, or kept from beginning. */
export class Interrupted extends Error {
    constructor(what: string) {
        super(`Pulumi was interrupted${what}. The next pulumi up continues where this run stopped.`);
    }
}

/** Ends all waits, those to come as well. */
export function interrupt(): void {
    isInterrupted = true;
    for (const end of [...waits]) {
        end();
    }
}

/** Throws if Pulumi was interrupted before something could be begun. */
export function refuseAfterInterruption(): void {
    if (isInterrupted && !steadfastly.getStore()) {
        throw new Interrupted(", so nothing more is started");
    }
}

/** What the work brings, or an error as soon as Pulumi is interrupted, whatever then becomes of the work. */
export async function unlessInterrupted<Result>(
    waitingFor: () => string,
    work: () => Promise<Result>,
): Promise<Result> {
    if (steadfastly.getStore()) {
        return work();
    }
    refuseAfterInterruption();
    let end = () => {};
    const interruption = new Promise<never>((_, reject) => {
        end = () => reject(new Interrupted(` while waiting for ${waitingFor()}`));
        waits.add(end);
    });
    try {
        return await Promise.race([work(), interruption]);
    } finally {
        waits.delete(end);
    }
}

/** Runs work to its end, since to leave it half done would cost more than to wait: an interrupt ends none of its waits. */
export function steadfast<Result>(work: () => Promise<Result>): Promise<Result> {
    return steadfastly.run(true, work);
}
