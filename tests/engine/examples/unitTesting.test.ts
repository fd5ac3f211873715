import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { MockedMount, mockProgram } from "../../../components/testing";
import { StarRocksS3TablesIntegration } from "../../../index";
import { startSandbox } from "../../sandbox";
import { closedAfterEach } from "../../unit/support/closedAfterEach";
import { type Consumer, openConsumer } from "../support/consumer";
import { run } from "../support/processes";
import { type OperationError, openStack } from "../support/stack";

const EXAMPLE = "unit-testing";

describe("The example of unit tests, with the package from its tarball", function () {
    this.timeout(120_000);

    const closing = closedAfterEach();
    let consumer: Consumer;
    let folder: string;

    before(async () => {
        consumer = await openConsumer();
        folder = await consumer.program(EXAMPLE, { example: EXAMPLE });
    });

    after(() => consumer?.close());

    /** The example's own command; mocha itself comes from this checkout. */
    async function runTests(...parameters: string[]): Promise<string> {
        const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
        const [, ...given] = scripts.test.split(" ");
        return run({
            program: process.execPath,
            arguments: [require.resolve("mocha/bin/mocha.js"), ...given, ...parameters],
            directory: folder,
        });
    }

    it("passes", async () => {
        expect(await runTests())
            .to.match(/5 passing/)
            .and.not.match(/failing/);
    });

    it("has mocks that refuse what a preview refuses, in the same words", async () => {
        const sandbox = closing(await startSandbox());
        const stack = closing(
            await openStack({
                program: folder,
                environment: sandbox.environment,
                config: { tableBucketName: "acme-lakehouse", "starrocks:host": "h", "starrocks:user": "u" },
            }),
        );
        const inPreview = await stack.preview().catch((error: OperationError) => error.message);
        const args = { tableBucketName: "acme-lakehouse", namespaces: ["sales"] };
        const underMocks = await mockProgram(() => void new StarRocksS3TablesIntegration("lakehouse", args), {
            mount: MockedMount.Missing,
        }).catch((error: Error) => error.message);
        expect(underMocks).to.contain("there is no mount of the table buckets in Glue");
        expect(inPreview).to.contain(underMocks);
    });
});
