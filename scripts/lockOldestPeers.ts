import { lockOldestPeers } from "../tests/engine/support/oldestPeers";
import { interruptible } from "./interruption";

/** Takes today's releases for the tests of the oldest supported peers; all else follows `package-lock.json`. */
async function lock(): Promise<void> {
    console.log(`Written: ${await lockOldestPeers()}`);
}

void interruptible(lock);
