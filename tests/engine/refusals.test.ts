import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, OperationError, openStack, type StackOptions } from "./support/stack";

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

/** Three resources with the configured password, and one with its own. */
const CONFIGURED = `
import { AccessLevel, StarRocksCatalog, StarRocksGrant } from "pulumi-starrocks-s3tables";

const catalog = { properties: { "iceberg.catalog.type": "rest", "iceberg.catalog.uri": "http://127.0.0.1:1" } };
new StarRocksCatalog("own", { ...catalog, catalogName: "own", connection: { password: "own" } });
new StarRocksCatalog("one", { ...catalog, catalogName: "one" });
new StarRocksCatalog("two", { ...catalog, catalogName: "two" });
new StarRocksGrant("grant", { catalogName: "one", role: "public", access: AccessLevel.Read });
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
        expect(said).to.contain("may contain only letters, digits and underscores");
        expect(said).to.not.match(/node_modules|at .*\.[jt]s:\d/);
        expect(seconds).to.be.lessThan(60);
    });

    it("warns once of a password in clear in the stack's file, and of none that is encrypted", async () => {
        const password = { "starrocks:password": "in clear" };
        const config = { "starrocks:host": "127.0.0.1", "starrocks:user": "root" };
        const program = await consumer.program("configured", { files: { "index.ts": CONFIGURED } });
        const warningsWith = async (settings: Pick<StackOptions, "config" | "secrets">) => {
            const stack = await openStack({ program, environment: sandbox.environment, ...settings });
            try {
                const { diagnostics } = await stack.preview();
                return diagnostics.filter((line) => line.startsWith("warning"));
            } finally {
                await stack.close();
            }
        };
        expect(await warningsWith({ config: { ...config, ...password } })).to.deep.equal([
            "warning: the StarRocks password is in plain text in Pulumi.test.yaml. Encrypt it: pulumi config set --secret " +
                "starrocks:password; and change it in StarRocks if others have seen the file.",
        ]);
        expect(await warningsWith({ config, secrets: password })).to.deep.equal([]);
    });

    it("by a component ends in seconds, and says how many more there are", async () => {
        const { said, seconds } = await refused("integrations", INTEGRATIONS);
        expect(said).to.contain(`namespaces[0]: "Not A Namespace 0" may contain only`);
        expect(said).to.match(/and \d+ more/);
        expect(said).to.not.match(/node_modules|at .*\.[jt]s:\d/);
        expect(seconds).to.be.lessThan(60);
    });
});
