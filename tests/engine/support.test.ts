import { access } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Consumer, openConsumer } from "./support/consumer";
import {
    type EngineStack,
    type Operation,
    type OperationError,
    openStack,
    type State,
} from "./support/stack";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
    create: async (inputs) => ({ id: "made", outs: inputs }),
    diff: async (_id, olds, news) => ({ replaces: olds.place === news.place ? [] : ["place"] }),
    read: async (id, props) => ({ id, props: { ...props, size: "drifted" }, inputs: { ...props, size: "drifted" } }),
    update: async (_id, _olds, news) => ({ outs: news }),
    delete: async () => {},
};

class Thing extends pulumi.dynamic.Resource {
    constructor(name: string, properties: pulumi.Inputs) {
        super(provider, name, properties, {}, "support", "Thing");
    }
}

const config = new pulumi.Config();
new Thing("thing", { place: config.require("place"), size: "small", password: config.requireSecret("password") });
if (config.getBoolean("broken")) {
    throw new Error("the program is broken on purpose");
}
export const aws = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
export const folder = process.cwd();
export const password = config.requireSecret("password");
`;

describe("The engine that the tests drive", function () {
    this.timeout(120_000);

    let consumer: Consumer;
    let program: string;
    let stack: EngineStack;
    let preview: Operation;
    let created: Operation;
    let unchanged: Operation;
    let refreshed: Operation;
    let replaced: Operation;
    let failure: OperationError;
    let state: State;
    let decrypted: unknown;
    let destroyed: Operation;

    before(async () => {
        process.env.AWS_PROFILE = "of-the-caller";
        consumer = await openConsumer();
        program = await consumer.program("support", {
            files: {
                "Pulumi.yaml": "name: support\nruntime: nodejs\nmain: program/\n",
                "program/index.ts": PROGRAM,
            },
        });
        stack = await openStack({
            program,
            config: { place: "here" },
            secrets: { password: "open sesame" },
            environment: { AWS_REGION: "eu-west-1" },
        });
        preview = await stack.preview();
        created = await stack.up();
        unchanged = await stack.up();
        state = await stack.exportState();
        decrypted = await stack.exportDecrypted();
        refreshed = await stack.refresh();
        await stack.setConfig({ place: "there" });
        replaced = await stack.up();
        await stack.setConfig({ broken: "true" });
        failure = await stack.up().then(
            () => expect.fail("the program is broken"),
            (error: OperationError) => error,
        );
        destroyed = await stack.destroy();
    });

    after(async () => {
        delete process.env.AWS_PROFILE;
        await stack?.close();
        await consumer?.close();
    });

    const opsOn = (operation: Operation, name: string) =>
        operation.steps.filter((step) => step.name === name).map((step) => step.op);

    it("shows in a preview what it would create", () => {
        expect(opsOn(preview, "thing")).to.deep.equal(["create"]);
    });

    it("runs a project folder with the language host, in the folder that `main` names", () => {
        expect(created.outputs.folder?.value).to.equal(join(program, "program"));
    });

    it("passes nothing of the caller's AWS settings on, only the sandbox's", () => {
        expect(created.outputs.aws?.value).to.deep.equal(["AWS_REGION"]);
    });

    it("hands config secrets to the program as secrets", () => {
        expect(created.outputs.password).to.deep.equal({ value: undefined, secret: true });
        expect(JSON.stringify(decrypted)).to.contain("open sesame");
    });

    it("keeps secrets as ciphertext in the state on disk", () => {
        expect(state.text).not.to.contain("open sesame");
    });

    it("changes nothing when nothing has changed", () => {
        expect(unchanged.summary).to.deep.equal({ same: 2 });
    });

    it("lists by property what a refresh found drifted", () => {
        const step = refreshed.steps.find(({ name }) => name === "thing");
        expect(step?.detailedDiff).to.deep.equal({ size: "update" });
    });

    it("lists each step of a replacement with the property that forces it", () => {
        expect(opsOn(replaced, "thing")).to.deep.equal(["create-replacement", "replace", "delete-replaced"]);
        expect(replaced.steps.find(({ name }) => name === "thing")?.keys).to.deep.equal(["place"]);
    });

    it("fails with what the program said", () => {
        expect(failure.message).to.contain("the program is broken on purpose");
    });

    it("destroys what is in the state", () => {
        expect(opsOn(destroyed, "thing")).to.deep.equal(["delete"]);
    });

    it("leaves no stack file in the program's folder once closed", async () => {
        await stack.close();
        const file = join(program, "Pulumi.test.yaml");
        const exists = await access(file).then(
            () => true,
            () => false,
        );
        expect(exists).to.equal(false);
    });
});
