import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PulumiRun } from "./pulumiRun";
import type { EngineWorld } from "./world";

/** When the command is struck: while its statement is on the way, or its answer; or while it waits for a frontend. */
export type Moment = "before" | "after" | "waiting";

/** What strikes a command as a whole. */
export interface Blow {
    readonly name: string;
    readonly moment: Moment;
    /** Returns what mends it. */
    readonly strike: (run: PulumiRun, world: EngineWorld) => Promise<void> | void;
    readonly mend?: (world: EngineWorld) => Promise<void>;
    /** Leaves the stack locked, as the CLI says. */
    readonly locks?: true;
    /** Ends the provider amid its work, so that it can't keep what it knows. */
    readonly isFatal?: true;
    /** The command has to end with this. */
    readonly says?: RegExp;
    readonly needsSmallDisk?: true;
}

type Strike = Omit<Blow, "moment">;

const ON_THE_WAY: readonly Strike[] = [
    { name: "Ctrl-C", strike: (run) => run.interrupt() },
    { name: "engine killed", strike: (run) => run.kill(), locks: true },
    { name: "provider interrupted", strike: (run) => run.signalProvider("SIGINT"), isFatal: true },
    { name: "provider killed", strike: (run) => run.signalProvider("SIGKILL"), isFatal: true },
];

/** On backends in a file system it only takes the lock away: the command goes on. */
const CANCEL: Strike = {
    name: "pulumi cancel",
    strike: async (_run, world) => {
        await world.cli(["cancel", "--yes"]).ended;
    },
};

const filler = ({ stateFolder }: EngineWorld) => join(stateFolder, "filler");

const FULL_DISK: Strike = {
    name: "disk of the state full",
    strike: (_run, world) => fill(filler(world)),
    mend: (world) => rm(filler(world), { force: true }),
    needsSmallDisk: true,
};

const PART_BYTES = 64 * 1024;

/** Until not a byte more fits. */
async function fill(file: string): Promise<void> {
    for (let bytes = PART_BYTES; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        try {
            for (;;) {
                await writeFile(file, Buffer.alloc(bytes), { flag: "a" });
            }
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ENOSPC") {
                throw error;
            }
        }
    }
}

export const BLOWS: readonly Blow[] = [
    ...ON_THE_WAY.flatMap((each) => [
        { ...each, moment: "before" as const },
        { ...each, moment: "after" as const },
    ]),
    { ...CANCEL, moment: "before" },
    { ...FULL_DISK, moment: "before" },
    {
        name: "Ctrl-C",
        moment: "waiting",
        strike: (run) => run.interrupt(),
        says: /Pulumi was interrupted while waiting for StarRocks to accept connections/,
    },
];
