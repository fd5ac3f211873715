import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment, EngineEvent, OutputMap } from "@pulumi/pulumi/automation";
import { type EngineFolders, engineEnvironment, engineFolders } from "./engineEnvironment";
import { diagnosticsOf, outputsOf, type Step, stepsOf, summaryOf } from "./events";
import { type Environment, run } from "./processes";
import { pulumiCli } from "./pulumiCli";

export type { Step } from "./events";

export interface StackOptions {
    /** A folder with a Pulumi.yaml. */
    readonly program: string;
    /** The stack's name; `test` unless told otherwise. */
    readonly name?: string;
    readonly config?: Settings;
    readonly secrets?: Settings;
    /** The sandbox's environment; nothing of the caller's own AWS and Pulumi settings gets through. */
    readonly environment?: Environment;
}

export type Settings = Readonly<Record<string, string>>;

export interface Operation {
    readonly stdout: string;
    readonly steps: readonly Step[];
    /** What the engine, the program and the providers had to say, one entry each, as `severity: text`. */
    readonly diagnostics: readonly string[];
    /** How many resources each kind of step touched. */
    readonly summary: Readonly<Record<string, number>>;
    /** The stack's outputs as the engine shows them: of a secret, only that it is one. */
    readonly outputs: OutputMap;
    /** All events as the engine logs them, as JSON. */
    readonly log: string;
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface State {
    /** As it lies on disk: secrets are ciphertext. */
    readonly text: string;
    /** What `pulumi stack export` prints. */
    readonly deployment: Deployment;
    readonly resources: readonly StateResource[];
}

/** A part of the resources to be treated in a way of their own. */
export interface UpSelection {
    /** URNs of resources to replace. */
    readonly replace?: readonly string[];
}

/** Whether an operation runs the program, which it doesn't by itself. */
export interface ProgramUse {
    readonly runProgram?: boolean;
}

export interface EngineStack {
    readonly name: string;
    /** The folder with the Pulumi.yaml. */
    readonly program: string;
    /** What the CLI is started with, for a program that starts it by itself. */
    readonly environment: Environment;
    up(options?: UpSelection): Promise<Operation>;
    preview(options?: { readonly diff?: boolean }): Promise<Operation>;
    refresh(options?: ProgramUse): Promise<Operation>;
    destroy(options?: ProgramUse): Promise<Operation>;
    /** Takes what is there into the state, as `pulumi import <type> <name> <id>` does. */
    importResource(type: string, name: string, id: string): Promise<Operation>;
    setConfig(config: Settings, secrets?: Settings): Promise<void>;
    exportState(): Promise<State>;
    /** What `pulumi stack export --show-secrets` prints. */
    exportDecrypted(): Promise<Deployment>;
    /** Puts a state in place of this stack's own, as `pulumi stack import` does. */
    importState(deployment: Deployment): Promise<void>;
    /** Forgets the stack and its state, without a destroy. */
    close(): Promise<void>;
}

/** An operation that the engine ended with an error; the message has the engine's own error lines. */
export class OperationError extends Error {
    constructor(
        operation: string,
        readonly steps: readonly Step[],
        readonly diagnostics: readonly string[],
        /** All events as the engine logs them, as JSON. */
        readonly log: string,
        cause: unknown,
    ) {
        const reasons = diagnostics.filter((line) => line.startsWith("error:"));
        const fallback = cause instanceof Error ? cause.message : String(cause);
        super(`pulumi ${operation} failed\n${(reasons.length > 0 ? reasons : [fallback]).join("\n")}`);
        this.name = "OperationError";
    }
}

/**
 * A stack of a project folder on the real engine, with its state in a temporary folder.
 *
 * The CLI is run as a user runs it. The Automation API would start it three times more for each `up`, for outputs and
 * history, and each time the key is derived from the passphrase: a fifth of the time of all engine tests.
 */
export async function openStack(options: StackOptions): Promise<EngineStack> {
    const cli = await pulumiCli();
    const root = await mkdtemp(join(tmpdir(), "pulumi-stack-"));
    const folders = engineFolders(root);
    await mkdir(folders.state);
    const name = options.name ?? "test";
    const environment = {
        ...process.env,
        ...engineEnvironment(cli, folders, options.environment),
        // Without it the CLI doesn't know the option for a log of events.
        PULUMI_DEBUG_COMMANDS: "true",
    };
    const pulumi: Pulumi = (parameters) =>
        run({
            program: cli.executable,
            arguments: [...parameters, "--stack", name, "--non-interactive"],
            directory: options.program,
            environment,
        });
    const operate = operationsOf(pulumi, join(root, "events"));
    await run({
        program: cli.executable,
        arguments: ["stack", "init", name, "--non-interactive"],
        directory: options.program,
        environment,
    });
    await setConfig(pulumi, options.config, options.secrets);
    const unattended = ["--yes", "--skip-preview"];
    const runningProgram = ({ runProgram }: ProgramUse) =>
        runProgram === undefined ? [] : [`--run-program=${runProgram}`];
    return {
        name,
        program: options.program,
        environment,
        up: ({ replace = [] } = {}) =>
            operate("up", [...unattended, ...replace.flatMap((urn) => ["--replace", urn])]),
        preview: ({ diff } = {}) => operate("preview", diff ? ["--diff"] : []),
        refresh: (use = {}) => operate("refresh", [...unattended, ...runningProgram(use)]),
        destroy: (use = {}) => operate("destroy", [...unattended, ...runningProgram(use)]),
        importResource: (type, resource, id) =>
            operate("import", [type, resource, id, ...unattended, "--protect=false"]),
        setConfig: (config, secrets) => setConfig(pulumi, config, secrets),
        exportState: async () => readState(folders, await projectName(options.program), name),
        exportDecrypted: async () =>
            JSON.parse(await pulumi(["stack", "export", "--show-secrets"])) as Deployment,
        importState: async (deployment) => {
            const file = join(root, "import.json");
            await writeFile(file, JSON.stringify(deployment));
            await pulumi(["stack", "import", "--file", file]);
        },
        close: async () => {
            await rm(join(options.program, `Pulumi.${name}.yaml`), { force: true });
            await rm(root, { recursive: true, force: true });
        },
    };
}

/** Runs the CLI on a stack, and returns what it printed. */
type Pulumi = (parameters: readonly string[]) => Promise<string>;

async function setConfig(pulumi: Pulumi, config: Settings = {}, secrets: Settings = {}): Promise<void> {
    const parameters = (settings: Settings, flag: string) =>
        Object.entries(settings).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    const all = [...parameters(config, "--plaintext"), ...parameters(secrets, "--secret")];
    if (all.length > 0) {
        await pulumi(["config", "set-all", ...all]);
    }
}

/** @param log where the engine writes its events. */
function operationsOf(pulumi: Pulumi, log: string) {
    return async (name: string, parameters: readonly string[]): Promise<Operation> => {
        await writeFile(log, "");
        const stdout = await pulumi([name, ...parameters, "--event-log", log]).catch((error: Error) => error);
        const events = (await readFile(log, "utf8"))
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line) as EngineEvent);
        const told = {
            steps: stepsOf(events),
            diagnostics: diagnosticsOf(events),
            log: JSON.stringify(events),
        };
        if (stdout instanceof Error) {
            throw new OperationError(name, told.steps, told.diagnostics, told.log, stdout);
        }
        return { ...told, stdout, summary: summaryOf(events), outputs: outputsOf(events) };
    };
}

/** As `Pulumi.yaml` has it. */
async function projectName(folder: string): Promise<string> {
    const [, name = ""] = /^name:\s*(\S+)/m.exec(await readFile(join(folder, "Pulumi.yaml"), "utf8")) ?? [];
    return name;
}

/** What the file backend keeps of a stack. */
interface Checkpoint {
    readonly version: number;
    readonly checkpoint: { readonly latest?: { readonly resources?: StateResource[] } };
}

async function readState(folders: EngineFolders, project: string, stack: string): Promise<State> {
    const file = join(folders.state, ".pulumi", "stacks", project, `${stack}.json`);
    const text = await readFile(file, "utf8");
    const { version, checkpoint } = JSON.parse(text) as Checkpoint;
    const { latest } = checkpoint;
    return { text, deployment: { version, deployment: latest }, resources: latest?.resources ?? [] };
}
