import { readdirSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { type Sandbox, startSandbox } from "../../sandbox";
import { openSqlClient } from "../../sandbox/sqlClient";
import { addToAccount, madeInAccount } from "./accountSnapshot";
import { type Consumer, openConsumer } from "./consumer";
import { type EngineStack, openStack } from "./stack";

/**
 * What a release has left behind, one folder each: a program, the state of its stack with secrets as ciphertext, what
 * it has made in the AWS account, and the statements that it has sent to StarRocks. Ports, which differ in each
 * sandbox, and secrets are placeholders; the secrets come from the state.
 */
const FIXTURES = resolve(__dirname, "../fixtures");
const PREFIX = "state-";
const PROGRAM = "index.ts";
/** Project and stack are part of every URN. */
const PROJECT = "state";

const folder = (version: string) => join(FIXTURES, `${PREFIX}${version}`);

/** The releases of which there is a state, the oldest first. */
export function releasesWithState(): string[] {
    const names = readdirSync(FIXTURES).filter((name) => name.startsWith(PREFIX));
    const versions = names.map((name) => name.slice(PREFIX.length));
    return versions.sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

/** A stack of the program that is kept with the state of a release. */
async function openFixtureStack(sandbox: Sandbox, consumer: Consumer, version: string): Promise<EngineStack> {
    const { frontend, environment, aws } = sandbox;
    const program = await readFile(join(folder(version), PROGRAM), "utf8");
    return openStack({
        program: await consumer.program(PROJECT, { files: { [PROGRAM]: program } }),
        environment,
        config: {
            "starrocks:host": frontend.host,
            "starrocks:port": String(frontend.port),
            "starrocks:user": frontend.user,
            glue: `${aws.endpoints.glue}/iceberg`,
            s3tables: `${aws.endpoints.s3tables}/iceberg`,
        },
        secrets: { "starrocks:password": frontend.password },
    });
}

/** What stands in a fixture for a text of the sandbox. */
type Placeholders = Readonly<Record<string, string>>;

function placeholdersOf({ frontend, aws }: Sandbox): Placeholders {
    return {
        "<glue>": aws.endpoints.glue,
        "<s3tables>": aws.endpoints.s3tables,
        '"<port>"': `"${frontend.port}"`,
    };
}

function replaceAll(text: string, pairs: Iterable<readonly [string, string]>): string {
    return [...pairs].reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
}

const backwards = (placeholders: Placeholders) =>
    Object.entries(placeholders).map(([name, value]) => [value, name] as const);

/** The access keys in a decrypted state. */
function accessKeysOf({ deployment }: Deployment): { id: string; secret: string }[] {
    return (deployment.resources as DecryptedResource[])
        .filter(({ type }) => type === "aws:iam/accessKey:AccessKey")
        .map(({ id, outputs }) => ({ id, secret: JSON.parse(outputs.secret.plaintext) }));
}

interface DecryptedResource {
    readonly type: string;
    readonly id: string;
    readonly outputs: { readonly secret: { readonly plaintext: string } };
}

const secretsOf = (deployment: Deployment): Placeholders =>
    Object.fromEntries(accessKeysOf(deployment).map(({ id, secret }) => [`<secret of ${id}>`, secret]));

/** Ids that nobody, and no program that looks for leaked keys, takes for real ones. */
const plainlyInvented = (deployment: Deployment) =>
    accessKeysOf(deployment).map(
        ({ id }, index) => [id, `AKIAEXAMPLE${String(index + 1).padStart(9, "0")}`] as const,
    );

/** Makes the fixture of a release, with the program of the release before if it has none of its own. */
export async function recordState(version: string): Promise<string> {
    const directory = folder(version);
    await takeProgramOver(version);
    // First, as a package that doesn't compile must not leave a sandbox that keeps the process from ending.
    const consumer = await openConsumer();
    const sandbox = await startSandbox();
    const stack = await openFixtureStack(sandbox, consumer, version);
    try {
        await stack.up();
        const { deployment } = await stack.exportState();
        const decrypted = await stack.exportDecrypted();
        const replacements = [
            ...backwards({ ...placeholdersOf(sandbox), ...secretsOf(decrypted) }),
            ...plainlyInvented(decrypted),
        ];
        const statements = sandbox.frontend.embedded?.statements ?? [];
        const files = {
            "state.json": JSON.stringify(deployment, null, 4),
            "account.json": madeInAccount(sandbox.aws.account),
            "starrocks.sql": statements.filter((sql) => !/^(SELECT|SHOW) /.test(sql)).join(";\n"),
        };
        for (const [name, text] of Object.entries(files)) {
            await writeFile(join(directory, name), `${replaceAll(text, replacements)}\n`);
        }
    } finally {
        await stack.close();
        await consumer.close();
        await sandbox.close();
    }
    return directory;
}

async function takeProgramOver(version: string): Promise<void> {
    const known = releasesWithState();
    const latest = known.at(-1);
    if (!known.includes(version) && latest !== undefined) {
        await mkdir(folder(version));
        await cp(join(folder(latest), PROGRAM), join(folder(version), PROGRAM));
    }
}

/** A stack with the state of a release, in a sandbox that holds what that release has made. */
export async function restoreState(
    sandbox: Sandbox,
    consumer: Consumer,
    version: string,
): Promise<EngineStack> {
    const fixed = placeholdersOf(sandbox);
    const text = async (name: string, placeholders: Placeholders) =>
        replaceAll(await readFile(join(folder(version), name), "utf8"), Object.entries(placeholders));
    const stack = await openFixtureStack(sandbox, consumer, version);
    await stack.importState(JSON.parse(await text("state.json", fixed)));
    const all = { ...fixed, ...secretsOf(await stack.exportDecrypted()) };
    addToAccount(sandbox.aws.account, await text("account.json", all));
    const sql = await openSqlClient(sandbox.frontend);
    for (const statement of (await text("starrocks.sql", all)).trim().split(";\n")) {
        await sql.run(statement);
    }
    await sql.close();
    return stack;
}
