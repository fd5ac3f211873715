import { retry } from "../../../components/common/retry";
import { watchForCancellation } from "../../../components/providers/cancellation";

watchForCancellation();

/** Waits for what never comes, and says on the other channel what became of it. */
retry({
    act: () => Promise.reject(new Error("not yet")),
    mayHeal: () => true,
    waitingFor: () => "nothing",
    deadlineSeconds: 60,
}).catch((error: Error) => process.stderr.write(error.message));
