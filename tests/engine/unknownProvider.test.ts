import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { createUser } from "../sandbox/aws/account/iamPrincipals";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, openStack } from "./support/stack";

/** A provider whose key the same program makes, and two of its functions. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const key = new aws.iam.AccessKey("key", { user: "ci" });
const provider = new aws.Provider("ci", { region: "us-east-1", accessKey: key.id, secretKey: key.secret });
const say = (what: string, answer: Promise<object>) => answer.then(
    (found) => pulumi.log.info(what + ": " + JSON.stringify(found)),
    (error) => pulumi.log.info(what + ": " + error.message.split("\\n")[0]),
);
say("caller", aws.getCallerIdentity({}, { provider }));
say("mount", aws.glue.getCatalog({ name: "s3tablescatalog" }, { provider }));
`;

/** It is the engine that answers so, before it asks any plugin (sdk/go/common/resource/plugin, provider.Invoke). */
describe("A provider whose configuration isn't known yet, on the real engine", function () {
    this.timeout(100_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;

    before(async () => {
        sandbox = await startSandbox();
        createUser(sandbox.aws.account, { name: "ci" });
        consumer = await openConsumer();
        stack = await openStack({
            program: await consumer.program("unknown-provider", { files: { "index.ts": PROGRAM } }),
            environment: sandbox.environment,
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("answers functions with nothing in a preview, also those that would fail", async () => {
        const { diagnostics } = await stack.preview();
        expect(diagnostics.map((line) => line.trim())).to.have.members([
            "info: caller: {}",
            "info: mount: {}",
        ]);
    });

    it("answers them once it is known", async () => {
        const { diagnostics } = await stack.up();
        expect(diagnostics.join("\n")).to.contain('"arn":"arn:aws:iam::123456789012:user/ci"');
    });
});
