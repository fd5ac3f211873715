import { expect } from "chai";
import { SAMPLE } from "../faults/cells";
import { runCell } from "../faults/runCell";
import { openWorld, type World } from "../faults/world";
import { describeEmbedded, FRONTENDS } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** Each fault once, on one release or the other; `npm run faults` has all of them. */
for (const [index, { label, version }] of FRONTENDS.entries()) {
    describeEmbedded(
        `An operation on ${label} that a fault strikes is bounded, clear, and reached afterwards:`,
        () => {
            const progress = collectProgressOfTests();
            let world: World;

            before(async () => {
                world = await openWorld(version);
            });
            after(() => world?.close());

            for (const cell of SAMPLE.filter((_, place) => place % FRONTENDS.length === index)) {
                it(cell.name, async () => {
                    expect((await runCell(world, cell, () => progress.lines)).problems).to.deep.equal([]);
                });
            }
        },
    );
}
