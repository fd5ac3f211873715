import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, OperationError, openStack } from "./support/stack";

const COUNT = 300;

/** Each grant is refused by its provider, since only then the output is known. */
const GRANTS = `
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksGrant } from "pulumi-starrocks-s3tables";

for (let index = 0; index < ${COUNT}; index++) {
    new StarRocksGrant("grant-" + index, {
        connection: { host: "127.0.0.1", user: "root" },
        catalogName: "lake",
        role: pulumi.output("no role " + index),
        access: AccessLevel.Read,
    });
}
`;

/** One component that is refused for many reasons, and by what became known only in an apply. */
const INTEGRATIONS = `
import * as pulumi from "@pulumi/pulumi";
import { StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const connection = { host: "127.0.0.1", user: "root" };
for (let index = 0; index < 20; index++) {
    new StarRocksS3TablesIntegration("later-" + index, {
        tableBucketName: pulumi.output("Not-A-Bucket-" + index),
        namespaces: ["sales"],
        starrocks: connection,
    });
}
new StarRocksS3TablesIntegration("lake", {
    tableBucketName: "lake",
    namespaces: Array.from({ length: ${COUNT} }, (_, index) => "Not A Namespace " + index),
    starrocks: connection,
});
`;

describe("A preview with several hundred refusals", function () {
    this.timeout(180_000);

    let sandbox: Sandbox;
    let consumer: Consumer;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
    });

    after(async () => {
        await consumer?.close();
        await sandbox?.close();
    });

    async function refused(name: string, program: string): Promise<{ said: string; seconds: number }> {
        let stack: EngineStack | undefined;
        try {
            stack = await openStack({
                program: await consumer.program(name, { files: { "index.ts": program } }),
                environment: sandbox.environment,
            });
            const start = performance.now();
            const error = await stack.preview().then(
                () => undefined,
                (thrown: OperationError) => thrown,
            );
            const seconds = (performance.now() - start) / 1000;
            console.log(`      ${name}: ${seconds.toFixed(1)} s`);
            expect(error).to.be.instanceOf(OperationError);
            return { said: error!.message, seconds };
        } finally {
            await stack?.close();
        }
    }

    it("by the providers ends in seconds, and says why", async () => {
        const { said, seconds } = await refused("grants", GRANTS);
        expect(said).to.contain("may hold only letters, digits and underscores");
        expect(said).to.not.match(/node_modules|at .*\.[jt]s:\d/);
        expect(seconds).to.be.lessThan(60);
    });

    it("by a component ends in seconds, and says how many more there are", async () => {
        const { said, seconds } = await refused("integrations", INTEGRATIONS);
        expect(said).to.contain(`namespaces[0]: "Not A Namespace 0" may hold only`);
        expect(said).to.match(/and \d+ more/);
        expect(said).to.not.match(/node_modules|at .*\.[jt]s:\d/);
        expect(seconds).to.be.lessThan(60);
    });
});
