import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type MockProgramOptions, mockProgram } from "../../components/testing";
import { refusal } from "./support/integrationProgram";

const SDK = JSON.stringify(require.resolve("@pulumi/pulumi"));
const PROGRAM = `
const pulumi = require(${SDK});
exports.project = pulumi.output(pulumi.getProject());
exports.config = pulumi.output(pulumi.runtime.allConfig());
`;

describe("mockProgram for a stack, with the project's files", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "project-"));
        write({ "program/index.js": PROGRAM, "Pulumi.yaml": "name: lake\nruntime: nodejs\n" });
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    function write(files: Record<string, string>): void {
        for (const [file, text] of Object.entries(files)) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            writeFileSync(join(folder, file), text);
        }
    }

    const run = (options: MockProgramOptions = { stack: "prod" }) =>
        mockProgram(join(folder, "program", "index.js"), options);

    it("has the project's name and the stack's settings, by full keys", async () => {
        write({
            "Pulumi.prod.yaml": "config:\n  starrocks:host: h\n  tableBucketName: acme\n",
            "Pulumi.dev.yaml": "config:\n  starrocks:host: other\n",
        });
        expect((await run()).outputs).to.deep.equal({
            project: "lake",
            config: { "starrocks:host": "h", "lake:tableBucketName": "acme" },
        });
    });

    it("has the project's defaults where the stack sets nothing, and the caller's settings before both", async () => {
        write({
            "Pulumi.yaml":
                "name: lake\nruntime: nodejs\nconfig:\n" +
                "  access: { type: string, default: Read }\n  color: { value: blue }\n" +
                "  aws:region: eu-west-1\n  size: small\n  needed: { type: string }\n  set: none\n",
            "Pulumi.prod.yaml": "config:\n  lake:access: Write\n  size: big\n",
        });
        const { outputs } = await run({ stack: "prod", config: { "lake:size": "huge" } });
        expect(outputs.config).to.deep.equal({
            "lake:access": "Write",
            "lake:color": "blue",
            "aws:region": "eu-west-1",
            "lake:size": "huge",
            "lake:set": "none",
        });
    });

    it("has numbers and words as they were written, and objects as JSON", async () => {
        write({
            "Pulumi.prod.yaml":
                "config:\n  port: 9030\n  account: 012345678901\n  on: true\n  tags: { count: 2, ok: true }\n  list: [a]\n",
        });
        expect((await run()).outputs.config).to.deep.equal({
            "lake:port": "9030",
            "lake:account": "012345678901",
            "lake:on": "true",
            "lake:tags": '{"count":2,"ok":true}',
            "lake:list": '["a"]',
        });
    });

    it("says which secrets it must be given, and takes those that it is given", async () => {
        write({
            "Pulumi.prod.yaml":
                "encryptionsalt: v1:x\nconfig:\n  starrocks:password: { secure: v1:abc }\n" +
                "  tokens: { first: { secure: v1:def } }\n  plain: x\n",
        });
        const stack = "prod";
        const secret = { "starrocks:password": "hunter2" };
        expect(await refusal(run({ stack, config: secret }))).to.equal(
            `${join(folder, "Pulumi.prod.yaml")} has secrets that only Pulumi can decrypt: give their values in the option ` +
                "config: lake:tokens",
        );
        const config = { ...secret, "lake:tokens": "{}" };
        expect((await run({ stack, config })).outputs.config).to.deep.equal({ ...config, "lake:plain": "x" });
    });

    it("finds the stack's file where the project keeps them, in JSON too", async () => {
        rmSync(join(folder, "Pulumi.yaml"));
        write({
            "Pulumi.json": JSON.stringify({ name: "lake", runtime: "nodejs", stackConfigDir: "stacks" }),
            "stacks/Pulumi.prod.json": JSON.stringify({ config: { port: 9030 } }),
        });
        expect((await run()).outputs.config).to.deep.equal({ "lake:port": "9030" });
    });

    it("does without a file of the stack", async () => {
        expect((await run()).outputs).to.deep.equal({ project: "lake", config: {} });
    });

    it("names a file that isn't YAML", async () => {
        write({ "Pulumi.prod.yaml": "config: [" });
        expect(await refusal(run())).to.match(/Pulumi\.prod\.yaml can't be read: /);
    });

    it("reads none of them without a stack", async () => {
        write({ "Pulumi.stack.yaml": "config:\n  starrocks:host: h\n" });
        expect((await run({})).outputs).to.deep.equal({ project: "project", config: {} });
    });
});
