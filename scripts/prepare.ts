import { prepareAwsBridge } from "../tests/engine/support/awsBridge";
import { openConsumer } from "../tests/engine/support/consumer";
import { prepareGoProgram } from "../tests/engine/support/goProgram";
import { printProgress } from "../tests/engine/support/progress";
import { pulumiCli } from "../tests/engine/support/pulumiCli";
import { obstacleToPython, preparePython } from "../tests/engine/support/python";
import { obstacleToSdks } from "../tests/engine/support/sdkGenerator";
import { prepareYamlHost } from "../tests/engine/support/yamlHost";
import { interruptible } from "./interruption";

/** Gets ready what the engine tests share, so that no single test seems to take minutes. */
async function prepare(): Promise<void> {
    const cli = await pulumiCli();
    console.log(`Pulumi CLI ${cli.version} (${cli.source}): ${cli.executable}`);
    await prepareYamlHost(cli.directory, printProgress);
    const obstacle = await obstacleToPython();
    if (obstacle === undefined) {
        await preparePython(printProgress);
    } else {
        console.log(`Programs in Python aren't run: ${obstacle}`);
    }
    if ((await obstacleToSdks()) === undefined) {
        await prepareGoProgram(printProgress);
    }
    const { said } = await prepareAwsBridge(printProgress);
    console.log(said);
    const consumer = await openConsumer();
    await consumer.close();
}

void interruptible(prepare);
