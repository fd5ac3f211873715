/**
 * The engine reads what the provider's process prints. Once it has been killed nobody does, and the host tells the
 * provider nothing: then no wait is of use any more, and no statement may follow it.
 */
let isLost = false;

process.stdout.on("error", () => {
    isLost = true;
});

/** Throws if whoever started this process is no longer there. */
export function refuseWithoutEngine(): void {
    if (isLost) {
        throw new Error(
            "Pulumi is gone: nothing more is done. The next pulumi up goes on from what is there.",
        );
    }
}
