import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openConsumer } from "../tests/engine/support/consumer";
import { engineEnvironment, engineFolders } from "../tests/engine/support/engineEnvironment";
import { run } from "../tests/engine/support/processes";
import { pulumiCli } from "../tests/engine/support/pulumiCli";
import { snippetsIn } from "../tests/engine/support/snippets";
import { startSandbox } from "../tests/sandbox";
import { mount, register } from "../tests/sandbox/aws/account/setUp";
import { interruptible } from "./interruption";
import { svgOf } from "./picture/svg";
import { shownLines } from "./picture/terminal";

const PICTURE = resolve(__dirname, "../docs/images/pulumi-up.svg");
const PROMPT = [{ text: "$ pulumi up", isBold: true }];
const SIZE = { columns: 134, rows: 60 };

/** Writes the picture of the read-me: its program on the real engine, as a terminal shows it. */
async function draw(): Promise<void> {
    const cli = await pulumiCli();
    const consumer = await openConsumer();
    const root = await mkdtemp(join(tmpdir(), "pulumi-picture-"));
    const sandbox = await startSandbox();
    try {
        mount(sandbox.aws.account);
        register(sandbox.aws.account);
        const [example] = snippetsIn("README.md").filter(({ language }) => language === "ts");
        const folders = engineFolders(root);
        await mkdir(folders.state);
        const surroundings = {
            directory: await consumer.program("lakehouse", { files: { "index.ts": example!.text } }),
            environment: {
                ...process.env,
                ...engineEnvironment(cli, folders, sandbox.usersEnvironment),
                CI: undefined,
                TERM: "xterm-256color",
            },
        };
        await run({ program: cli.executable, arguments: ["stack", "init", "dev"], ...surroundings });
        const recorded = join(root, "recorded");
        const command = `stty cols ${SIZE.columns} rows ${SIZE.rows}; exec '${cli.executable}' up --yes --skip-preview --color always`;
        await run({ program: "script", arguments: ["-qefc", command, recorded], ...surroundings });
        const output = (await readFile(recorded, "utf8")).replace(/^Script (started|done).*\r?\n/gm, "");
        const lines = [PROMPT, ...(await shownLines(output, SIZE))];
        const title = "lakehouse";
        const description =
            "The read-me's program in a terminal: Pulumi makes table bucket, policy, user, grants and catalog.";
        await writeFile(PICTURE, svgOf(lines, SIZE.columns, title, description));
        console.log(lines.map((line) => line.map(({ text }) => text).join("")).join("\n"));
        console.log(`Written: ${PICTURE}`);
    } finally {
        await sandbox.close();
        await consumer.close();
        await rm(root, { recursive: true, force: true });
    }
}

void interruptible(draw);
