import { version } from "../package.json";
import { recordState } from "../tests/engine/support/stateFixture";
import { interruptible } from "./interruption";

/** Keeps the state that this version leaves behind, for the tests of the versions that follow. */
async function record(): Promise<void> {
    console.log(`Recorded in ${await recordState(version)}`);
}

void interruptible(record);
