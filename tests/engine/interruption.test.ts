import { expect } from "chai";
import { ENGINE_SAMPLE } from "../faults/engine/cells";
import { runEngineCell } from "../faults/engine/runEngineCell";
import { type EngineWorld, openEngineWorld } from "../faults/engine/world";
import { describeEmbedded } from "../frontend/support/lake";

/** A few of the cells in which engine or provider are struck; `npm run faults` has all of them. */
describeEmbedded(
    "A command of the CLI that is struck ends in time, and the next one reaches what is wanted:",
    function () {
        this.timeout(300_000);

        let world: EngineWorld;

        before(async () => {
            world = await openEngineWorld("4.1");
        });
        after(() => world?.close());

        for (const cell of ENGINE_SAMPLE) {
            it(cell.name, async () => {
                expect((await runEngineCell(world, cell)).problems).to.deep.equal([]);
            });
        }
    },
);
