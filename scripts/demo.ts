import { name } from "../package.json";
import { openConsumer } from "../tests/engine/support/consumer";
import { pulumiCli } from "../tests/engine/support/pulumiCli";
import { runnable, type Sandbox, startSandbox } from "../tests/sandbox";
import { HOW_TO } from "../tests/sandbox/howTo";
import { inventory, printPermissions } from "./demo/account";
import { openShell, type Shell } from "./demo/engine";
import { bold, dim, heading, print } from "./demo/screen";
import { openSqlSession } from "./demo/sqlClient";
import { interruptible } from "./interruption";

const EXAMPLE = "quickstart";
const TARBALL = `${name}-[0-9]*.tgz`;
const TABLE_BUCKET = "acme-lakehouse-dev";

async function demo(): Promise<void> {
    const closers: (() => Promise<void>)[] = [];
    const closing = <Resource extends { close(): Promise<void> }>(resource: Resource): Resource => {
        closers.unshift(() => resource.close());
        return resource;
    };
    try {
        heading("A user's project, an AWS account and a StarRocks frontend, all on this machine");
        const cli = await pulumiCli();
        print(`Pulumi CLI ${cli.version} (${cli.source})`);
        const consumer = closing(await openConsumer());
        const project = await consumer.program(EXAMPLE, { example: EXAMPLE });
        print(`Project    examples/${EXAMPLE}, with the package installed from its tarball`);
        const sandbox = closing(await startSandbox());
        describeSandbox(sandbox);
        await show(closing(await openShell(project, sandbox.usersEnvironment)), sandbox);
        printNextSteps();
    } finally {
        for (const close of closers) {
            await close();
        }
    }
}

async function show(shell: Shell, sandbox: Sandbox): Promise<void> {
    heading("1. Say where StarRocks is");
    await configure(shell, sandbox);

    heading("2. Everything at once: storage, identity, permissions, catalog");
    await shell.pulumi("up", "--yes");
    const catalog = await shell.ask("stack", "output", "catalog");

    heading("3. What the account now allows StarRocks");
    printPermissions(sandbox.aws.account, await shell.ask("stack", "output", "principalArn"));

    heading("4. SQL, as the StarRocks documentation's how-to has it");
    const failure = await query(sandbox, catalog).then(
        () => undefined,
        ({ message }: Error) => message,
    );
    if (failure !== undefined) {
        print(`ERROR ${failure}`);
    }

    heading("5. Nothing has changed, so nothing is done");
    await shell.pulumi("up", "--yes");

    heading("6. And away again");
    await shell.pulumi("destroy", "--yes");
    await printSurvivors(sandbox);
    if (failure !== undefined) {
        throw new Error(`The SQL of step 4 has failed: ${failure}`);
    }
}

function describeSandbox({ aws, frontend }: Sandbox): void {
    const kind = frontend.isReal ? "a real frontend" : "embedded";
    print(
        `AWS        embedded: account ${aws.account.id} in ${aws.account.region}; no call leaves this machine`,
    );
    print(`StarRocks  ${frontend.version} on ${frontend.host}:${frontend.port} (${kind})`);
}

async function configure(shell: Shell, { frontend }: Sandbox): Promise<void> {
    await shell.pulumi("stack", "init", "dev");
    await shell.pulumi("config", "set", "tableBucketName", TABLE_BUCKET);
    await shell.pulumi("config", "set", "starrocks:host", frontend.host);
    await shell.pulumi("config", "set", "starrocks:port", String(frontend.port));
    await shell.pulumi("config", "set", "starrocks:user", frontend.user);
    if (frontend.password !== "") {
        await shell.setSecret("starrocks:password", frontend.password);
    }
    print(dim("# The namespace and the table that SQL makes below may go with the bucket"));
    await shell.pulumi("config", "set", "forceDestroy", "true");
}

async function query(sandbox: Sandbox, catalog: string): Promise<void> {
    const session = await openSqlSession(sandbox.frontend);
    try {
        session.remark("The catalog that Pulumi made");
        await session.execute("SHOW CATALOGS");
        await session.execute(`SET CATALOG ${catalog}`);
        const statements = HOW_TO.map(({ statement }) => statement);
        const runs = new Set(runnable(sandbox.frontend, statements));
        for (const { remark, statement } of HOW_TO) {
            session.remark(
                runs.has(statement) ? remark : `${remark}: left out, this frontend has no backend`,
            );
            if (runs.has(statement)) {
                await session.execute(statement);
            }
        }
    } finally {
        await session.close();
    }
}

async function printSurvivors(sandbox: Sandbox): Promise<void> {
    print(bold("\nWhat stays in the account:"));
    for (const survivor of inventory(sandbox.aws.account)) {
        print(`  ${survivor}`);
    }
    print(
        dim(
            "# Role, federated catalog and data location belong to the whole account and Region, not to one stack.",
        ),
    );
    print(
        dim("# Lake Formation gave the grants itself, to the user who ran CREATE DATABASE and CREATE TABLE."),
    );
    const session = await openSqlSession(sandbox.frontend);
    try {
        print(bold("\nAnd in StarRocks:"));
        await session.execute("SHOW CATALOGS");
    } finally {
        await session.close();
    }
}

function printNextSteps(): void {
    heading("The same on your own account");
    print(
        dim(
            "# With the Pulumi CLI on your PATH, after pulumi login, and with credentials of AWS. The package isn't",
        ),
    );
    print(dim("# published yet: npm pack makes it here."));
    print(
        [
            "npm pack --pack-destination ~",
            `cp -r examples/${EXAMPLE} ~/lakehouse && cd ~/lakehouse && npm install ~/${TARBALL}`,
            "pulumi stack init dev",
            "pulumi config set aws:region <region>",
            "pulumi config set tableBucketName <name>",
            "pulumi config set starrocks:host <frontend>",
            "pulumi config set starrocks:user <user>",
            "pulumi config set --secret starrocks:password",
            "pulumi up",
        ]
            .map((line) => `  ${line}`)
            .join("\n"),
    );
}

void interruptible(demo);
