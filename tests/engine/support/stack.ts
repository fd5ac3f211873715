import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    type Deployment,
    type EngineEvent,
    LocalWorkspace,
    type OutputMap,
    PulumiCommand,
    Stack,
} from "@pulumi/pulumi/automation";
import { type EngineFolders, engineEnvironment, engineFolders } from "./engineEnvironment";
import { diagnosticsOf, type Step, stepsOf, summaryOf } from "./events";
import type { Environment } from "./processes";
import { type PulumiCli, pulumiCli } from "./pulumiCli";

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
    /** The stack's outputs; a preview has none. */
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
    up(options?: UpSelection): Promise<Operation>;
    preview(options?: { readonly diff?: boolean }): Promise<Operation>;
    refresh(options?: ProgramUse): Promise<Operation>;
    destroy(options?: ProgramUse): Promise<Operation>;
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

/** A stack of a project folder on the real engine, with its state in a temporary folder. */
export async function openStack(options: StackOptions): Promise<EngineStack> {
    const cli = await pulumiCli();
    const root = await mkdtemp(join(tmpdir(), "pulumi-stack-"));
    const folders = engineFolders(root);
    await mkdir(folders.state);
    const workspace = await LocalWorkspace.create({
        workDir: options.program,
        pulumiHome: folders.home,
        pulumiCommand: await commandOf(cli, root),
        // A variable set to undefined is taken out of the caller's environment; the type doesn't know that.
        envVars: engineEnvironment(cli, folders, options.environment) as Record<string, string>,
    });
    const name = options.name ?? "test";
    const stack = await Stack.create(name, workspace);
    await setConfig(stack, options.config, options.secrets);
    return {
        up: ({ replace = [] } = {}) =>
            operate("up", (onEvent) => stack.up({ onEvent, replace: [...replace] })),
        preview: ({ diff } = {}) => operate("preview", (onEvent) => stack.preview({ onEvent, diff })),
        refresh: ({ runProgram } = {}) =>
            operate("refresh", (onEvent) => stack.refresh({ onEvent, runProgram })),
        destroy: ({ runProgram } = {}) =>
            operate("destroy", (onEvent) => stack.destroy({ onEvent, runProgram })),
        setConfig: (config, secrets) => setConfig(stack, config, secrets),
        exportState: async () => readState(folders, (await workspace.projectSettings()).name, name),
        exportDecrypted: () => stack.exportStack(),
        importState: (deployment) => stack.importStack(deployment),
        close: async () => {
            await rm(join(options.program, `Pulumi.${name}.yaml`), { force: true });
            await rm(root, { recursive: true, force: true });
        },
    };
}

/** The Automation API wants a root with `bin/pulumi` in it; the CLI that `PULUMI_CLI` names may lie anywhere. */
async function commandOf(cli: PulumiCli, root: string): Promise<PulumiCommand> {
    const bin = join(root, "cli", "bin");
    await mkdir(bin, { recursive: true });
    await symlink(cli.executable, join(bin, "pulumi"));
    return PulumiCommand.get({ root: join(root, "cli"), skipVersionCheck: true });
}

async function setConfig(stack: Stack, config: Settings = {}, secrets: Settings = {}): Promise<void> {
    const values = (settings: Settings, secret: boolean) =>
        Object.entries(settings).map(([key, value]) => [key, { value, secret }]);
    const all = Object.fromEntries([...values(config, false), ...values(secrets, true)]);
    if (Object.keys(all).length > 0) {
        await stack.setAllConfig(all);
    }
}

interface Result {
    readonly stdout: string;
    readonly outputs?: OutputMap;
}

async function operate(
    name: string,
    start: (onEvent: (event: EngineEvent) => void) => Promise<Result>,
): Promise<Operation> {
    const events: EngineEvent[] = [];
    try {
        const { stdout, outputs } = await start((event) => events.push(event));
        return {
            stdout,
            steps: stepsOf(events),
            diagnostics: diagnosticsOf(events),
            summary: summaryOf(events),
            outputs: outputs ?? {},
            log: JSON.stringify(events),
        };
    } catch (error) {
        throw new OperationError(name, stepsOf(events), diagnosticsOf(events), JSON.stringify(events), error);
    }
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
