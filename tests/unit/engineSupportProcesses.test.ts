import { execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { run } from "../engine/support/processes";
import { findPulumiCli } from "../engine/support/pulumiCli";

const PROCESSES = resolve(__dirname, "../engine/support/processes.ts");

describe("Running a program", () => {
    it("returns its standard output", async () => {
        expect(await run({ program: "sh", arguments: ["-c", "echo one; echo two"] })).to.equal("one\ntwo");
    });

    it("hands over what it reads from standard input", async () => {
        expect(await run({ program: "cat", arguments: [], input: "typed" })).to.equal("typed");
    });

    it("fails with the last lines that the program printed", async () => {
        const failure = await run({ program: "sh", arguments: ["-c", "echo why >&2; exit 3"] }).catch(String);
        expect(failure).to.match(/failed with exit code 3\nwhy$/);
    });

    it("says which program isn't there", async () => {
        const failure = await run({ program: "no-such-program", arguments: [] }).catch(String);
        expect(failure).to.contain("no-such-program could not be started");
    });
});

describe("Stopping what was started", () => {
    it("ends what left the process group and doesn't heed an interrupt", async () => {
        const marker = `deaf-${process.pid}`;
        const deaf = `process.on("SIGINT", () => {}); setTimeout(() => "${marker}", 60_000)`;
        const leaving = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(deaf)}],
            { detached: true, stdio: "ignore" })`;
        const script = `
            const { run, stopDescendants } = require(${JSON.stringify(PROCESSES)});
            run({ program: process.execPath, arguments: ["-e", ${JSON.stringify(leaving)}] }).catch(() => {});
            setTimeout(() => stopDescendants(500), 500);
        `;
        const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script]);
        await new Promise((done) => child.on("exit", done));
        const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "args="]);
        expect(stdout).not.to.contain(marker);
    });
});

describe("The Pulumi CLI that PULUMI_CLI names", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "cli-"));
        process.env.PULUMI_CLI = join(folder, "pulumi");
    });

    afterEach(async () => {
        delete process.env.PULUMI_CLI;
        await rm(folder, { recursive: true, force: true });
    });

    async function pretend(version: string): Promise<void> {
        for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
            await writeFile(join(folder, name), `#!/bin/sh\necho v${version}\n`);
            await chmod(join(folder, name), 0o755);
        }
    }

    it("comes before every other", async () => {
        await pretend("3.999.0");
        const { version, source, searchPath } = await findPulumiCli(() => {});
        const [first] = searchPath.split(delimiter);
        expect({ version, source, first }).to.deep.equal({
            version: "3.999.0",
            source: "PULUMI_CLI",
            first: folder,
        });
    });

    it("is refused when it is too old", async () => {
        await pretend("3.100.0");
        const failure = await findPulumiCli(() => {}).catch(String);
        expect(failure).to.match(/is Pulumi 3\.100\.0, and 3\.216\.0 or newer is needed/);
    });
});
