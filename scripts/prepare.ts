import { openConsumer } from "../tests/engine/support/consumer";
import { pulumiCli } from "../tests/engine/support/pulumiCli";
import { interruptible } from "./interruption";

/** Gets ready what the engine tests share, so that no single test seems to take minutes. */
async function prepare(): Promise<void> {
    const cli = await pulumiCli();
    console.log(`Pulumi CLI ${cli.version} (${cli.source}): ${cli.executable}`);
    const consumer = await openConsumer();
    await consumer.close();
}

void interruptible(prepare);
