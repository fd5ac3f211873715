import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { run } from "../engine/support/processes";

const AWS_BRIDGE = resolve(__dirname, "../engine/support/awsBridge.ts");

/** Says that it is new enough, keeps its arguments, and "builds" a copy of itself. */
const GO = `#!/bin/sh
if [ "$1" = env ]; then echo go1.99.0; exit 0; fi
echo "$@" >> "$GO_CALLS"
while [ "$1" != -o ]; do shift; done
/bin/cp "$0" "$2"
`;

describe("The AWS bridge of the engine tests", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "bridge-"));
        await mkdir(join(folder, "bin"));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function installGo(): Promise<void> {
        await writeFile(join(folder, "bin", "go"), GO);
        await chmod(join(folder, "bin", "go"), 0o755);
    }

    const builds = async () => (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");

    /** What `prepareAwsBridge` returns, or how it fails, in a process with a cache and a PATH of its own. */
    async function prepare(chosen?: string): Promise<{ program?: string; said: string }> {
        const script = `
            const { prepareAwsBridge, cachedAwsBridge } = require(${JSON.stringify(AWS_BRIDGE)});
            prepareAwsBridge(() => {})
                .then(async (bridge) => ({ ...bridge, cached: await cachedAwsBridge() }))
                .catch((error) => ({ said: error.message }))
                .then((answer) => console.log(JSON.stringify(answer)));
        `;
        const environment = {
            ...process.env,
            PATH: join(folder, "bin"),
            XDG_CACHE_HOME: folder,
            GO_CALLS: join(folder, "calls"),
            SANDBOX_AWS: chosen,
        };
        const parameters = ["--require", "ts-node/register/transpile-only", "--eval", script];
        return JSON.parse(await run({ program: process.execPath, arguments: parameters, environment }));
    }

    it("is built once, stripped, and then found in the cache", async () => {
        await installGo();
        const { program, said } = await prepare();
        expect(program).to.match(/pulumi-starrocks-s3tables\/aws-bridge-[0-9a-f]{12}\/pulumi-resource-aws$/);
        expect(said).to.equal(`AWS provider: pulumi-terraform-bridge before the sandbox, ${program}`);
        expect(await prepare("bridge")).to.deep.equal({ program, said, cached: program });
        expect(await builds()).to.have.length(1);
        expect((await builds())[0]).to.contain("-tags osusergo,grpcnotrace -ldflags -s -w .");
    });

    it("isn't used without Go, and the run says so", async () => {
        expect((await prepare()).said).to.match(
            /^AWS provider: the sandbox's own stand-in, since the bridge needs Go [\d.]+ or newer \(no go on PATH\)$/,
        );
        expect((await prepare("bridge")).said).to.match(
            /^SANDBOX_AWS is "bridge", and the bridge needs Go [\d.]+ or newer \(no go on PATH\)\.$/,
        );
    });

    it("isn't used where the stand-in is asked for", async () => {
        await installGo();
        expect(await prepare("stand-in")).to.deep.equal({
            said: "AWS provider: the sandbox's own stand-in (SANDBOX_AWS says so)",
        });
    });

    it("can't be chosen by another word", async () => {
        expect((await prepare("real")).said).to.equal('SANDBOX_AWS is "real", expected bridge or stand-in.');
    });
});
