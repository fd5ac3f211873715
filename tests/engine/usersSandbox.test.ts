import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type Login, openSqlClient } from "../sandbox/sqlClient";
import { closedAfterEach } from "../unit/support/closedAfterEach";
import { type Consumer, openConsumer } from "./support/consumer";
import { installedSandbox } from "./support/packedSandbox";
import { run } from "./support/processes";
import { pulumiCli } from "./support/pulumiCli";
import { snippetsIn } from "./support/snippets";
import { openStack } from "./support/stack";

interface Said {
    readonly starRocks: Login & { readonly release: string };
    readonly environment: Readonly<Record<string, string>>;
}

/** Shells of users have these, and no program is to be led astray by them. */
const OF_ANOTHER_ACCOUNT = { AWS_PROFILE: "production", STARROCKS_HOST: "starrocks.internal" };

describe("The sandbox for users, from its tarball", function () {
    this.timeout(300_000);

    const closing = closedAfterEach();
    let consumer: Consumer;
    let sandboxPackage: { readonly folder: string; readonly program: string };

    before(async () => {
        consumer = await openConsumer();
        sandboxPackage = await installedSandbox();
    });

    after(() => consumer?.close());

    function start(...parameters: string[]): ChildProcess {
        const child = spawn(process.execPath, [sandboxPackage.program, ...parameters], {
            env: { ...process.env, ...OF_ANOTHER_ACCOUNT },
            stdio: ["ignore", "pipe", "pipe"],
        });
        closing({
            close: async () => {
                if (child.exitCode === null && child.signalCode === null) {
                    child.kill("SIGKILL");
                    await once(child, "exit");
                }
            },
        });
        return child;
    }

    /** What it prints before it waits. */
    async function said(child: ChildProcess): Promise<Said> {
        let text = "";
        for await (const chunk of child.stdout!) {
            text += chunk;
            if (text.endsWith("}\n")) {
                break;
            }
        }
        return JSON.parse(text) as Said;
    }

    it("runs the read-me's program on the real engine as it is, and ends with Ctrl-C without a trace", async () => {
        const [example] = snippetsIn("README.md").filter(({ language }) => language === "ts");
        const folder = await consumer.program("own", { files: { "index.ts": example!.text } });
        const sandbox = start("--json", "--port", "0", "--release", "3.5");
        const { starRocks, environment } = await said(sandbox);
        const stack = closing(await openStack({ program: folder, name: "sandbox", environment }));
        const { outputs } = await stack.up();
        const sql = closing(await openSqlClient(starRocks));
        expect(await sql.column(`SHOW DATABASES FROM ${outputs.catalog?.value}`)).to.include("sales");
        expect(await sql.column("SELECT @@version_comment")).to.satisfy(([version]: string[]) =>
            version!.startsWith("3.5"),
        );
        await stack.destroy();
        expect(await sql.column("SHOW CATALOGS")).to.deep.equal(["default_catalog"]);

        sandbox.kill("SIGINT");
        expect(await once(sandbox, "exit")).to.deep.equal([0, null]);
        expect(existsSync(fileURLToPath(environment.PULUMI_BACKEND_URL!))).to.equal(false);
        const [refused] = (await once(connect(starRocks.port, "127.0.0.1"), "error")) as [
            NodeJS.ErrnoException,
        ];
        expect(refused.code).to.equal("ECONNREFUSED");
    });

    it("serves the integration test of its page", async () => {
        const [example] = snippetsIn("README.md").filter(({ language }) => language === "ts");
        const [integration] = snippetsIn("docs/sandbox.md").filter(({ language }) => language === "js");
        const folder = await consumer.program("integration", {
            files: { "index.ts": example!.text, "lakehouse.integration.mjs": integration!.text },
        });
        await mkdir(join(folder, "node_modules"));
        const installed = sandboxPackage.folder;
        await symlink(installed, join(folder, "node_modules", basename(installed)));
        const cli = await pulumiCli();
        const home = await mkdtemp(join(tmpdir(), "pulumi-home-"));
        closing({ close: () => rm(home, { recursive: true }) });
        const said = await run({
            program: process.execPath,
            arguments: ["--test", "--test-reporter=tap", "lakehouse.integration.mjs"],
            directory: folder,
            environment: {
                ...process.env,
                ...OF_ANOTHER_ACCOUNT,
                PATH: [dirname(cli.executable), cli.searchPath, process.env.PATH].join(delimiter),
                PULUMI_HOME: home,
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            },
        });
        expect(said).to.match(/^# pass 1$/m);
    });

    it("runs a command in its environment and ends as that does", async () => {
        const script = "console.log(JSON.stringify(process.env)); process.exitCode = 7";
        const child = start("--port", "0", "--", process.execPath, "-e", script);
        const exit = once(child, "exit");
        const text = (await child.stdout!.toArray()).join("");
        expect(await exit).to.deep.equal([7, null]);
        const environment = JSON.parse(text) as Record<string, string>;
        expect(environment).to.include({ STARROCKS_HOST: "127.0.0.1", STARROCKS_USER: "root" });
        expect(environment).to.not.have.property("AWS_PROFILE");
        expect(existsSync(fileURLToPath(environment.PULUMI_BACKEND_URL!))).to.equal(false);
    });

    it("says that a port is taken", async () => {
        const first = start("--json", "--port", "0");
        const { starRocks } = await said(first);
        const second = start("--port", String(starRocks.port));
        const exit = once(second, "exit");
        expect((await second.stderr!.toArray()).join("")).to.equal(
            `port ${starRocks.port} is taken by another program; --port 0 takes a free one\n`,
        );
        expect(await exit).to.deep.equal([1, null]);
        first.kill("SIGTERM");
        expect(await once(first, "exit")).to.deep.equal([0, null]);
    });
});
