import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { FACTS } from "../conformance/aws/cases";
import { ROLE, TRUST } from "../conformance/aws/cases/resources";
import { OneResourceEngine } from "../conformance/aws/oneResourceEngine";
import { reportFacts, runFacts } from "../conformance/aws/suite";
import { type Sandbox, startSandbox } from "../sandbox";
import { startAws } from "../sandbox/aws";
import { cachedAwsBridge } from "./support/awsBridge";

const AWS = resolve(__dirname, "../sandbox/aws/index.ts");

describe("The real bridge before the sandbox's AWS", function () {
    this.timeout(120_000);

    let program: string;

    before(async function () {
        const cached = await cachedAwsBridge();
        if (cached === undefined) {
            this.skip();
        }
        program = cached;
    });

    describe("in a sandbox of the engine tests", () => {
        let sandbox: Sandbox;

        before(async () => {
            sandbox = await startSandbox();
        });

        after(() => sandbox.close());

        it("answers in the stand-in's place", async () => {
            const engine = await OneResourceEngine.attach(sandbox.aws.pluginPort);
            try {
                await engine.configure({});
                // The bridge's own bookkeeping, which a stand-in has no use for.
                const { state } = await engine.up(ROLE);
                expect(state).to.include.keys("__pulumi_raw_state_delta");
            } finally {
                engine.close();
            }
        });
    });

    for (const group of FACTS) {
        it(`conforms to what is known of AWS and its provider: ${group.title}`, async () => {
            expect(reportFacts(await runFacts([group], { bridge: program }))).to.deep.equal([]);
        });
    }

    it("serves each provider of a program with that one's own configuration", async () => {
        const aws = await startAws({ bridge: program });
        const engines = [
            await OneResourceEngine.attach(aws.pluginPort),
            await OneResourceEngine.attach(aws.pluginPort),
        ] as const;
        try {
            await engines[0].configure({ defaultTags: { tags: { team: "data" } } });
            await engines[1].configure({});
            const states = [];
            for (const [index, engine] of engines.entries()) {
                states.push(
                    (await engine.up({ ...ROLE, name: `role-${index}`, inputs: { assumeRolePolicy: TRUST } }))
                        .state,
                );
            }
            expect(states.map(({ tagsAll }) => tagsAll)).to.deep.equal([{ team: "data" }, {}]);
        } finally {
            for (const engine of engines) engine.close();
            await aws.close();
        }
    });

    it("doesn't outlive the process that started it", async () => {
        const script = `
            require(${JSON.stringify(AWS)}).startAws({ bridge: ${JSON.stringify(program)} })
                .then(({ pluginPort }) => console.log(pluginPort));
        `;
        const starter = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script]);
        try {
            const [port] = await once(createInterface({ input: starter.stdout }), "line");
            const connection = connect(Number(port), "127.0.0.1");
            await once(connection, "connect");
            starter.kill("SIGKILL");
            // What has been sent must be read before the end is seen.
            connection.on("error", () => {}).resume();
            await once(connection, "close");
        } finally {
            starter.kill("SIGKILL");
        }
    });
});
