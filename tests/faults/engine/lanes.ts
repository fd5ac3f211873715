import type { Outcome } from "../outcome";
import type { EngineCell } from "./cells";
import { runEngineCell } from "./runEngineCell";
import { openEngineWorld, openSmallDisk } from "./world";

const VERSIONS = ["4.1", "3.5"] as const;

const NO_SMALL_DISK = "only root on Linux can mount a disk that is small enough to be filled";

/** Runs cells on the real engine, in turn on one version or the other. */
export async function runEngineCells(
    cells: readonly EngineCell[],
    onOutcome: (outcome: Outcome) => void,
): Promise<Outcome[]> {
    const lanes = VERSIONS.map((_, lane) => cells.filter((__, index) => index % VERSIONS.length === lane));
    const outcomes = await Promise.all(
        lanes.map((lane, index) => runLane(VERSIONS[index]!, lane, onOutcome)),
    );
    return outcomes.flat();
}

async function runLane(
    version: (typeof VERSIONS)[number],
    cells: readonly EngineCell[],
    onOutcome: (outcome: Outcome) => void,
): Promise<Outcome[]> {
    const onSmallDisk = cells.filter(({ blow }) => blow.needsSmallDisk);
    const others = cells.filter(({ blow }) => !blow.needsSmallDisk);
    const outcomes: Outcome[] = [];
    const note = (outcome: Outcome) => {
        outcomes.push(outcome);
        onOutcome(outcome);
    };
    const runAll = async (some: readonly EngineCell[], disk?: Awaited<ReturnType<typeof openSmallDisk>>) => {
        if (some.length === 0) {
            return;
        }
        const world = await openEngineWorld(version, disk);
        try {
            for (const cell of some) {
                note(await runEngineCell(world, cell));
            }
        } finally {
            await world.close();
        }
    };
    await runAll(others);
    const disk = onSmallDisk.length === 0 ? undefined : await openSmallDisk();
    if (disk === undefined) {
        for (const { name } of onSmallDisk) {
            note({ name, operation: "", fault: "", problems: [], milliseconds: 0, skipped: NO_SMALL_DISK });
        }
    } else {
        await runAll(onSmallDisk, disk).finally(disk.close);
    }
    return outcomes;
}
