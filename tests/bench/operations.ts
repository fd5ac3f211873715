import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Consumer } from "../engine/support/consumer";
import { engineEnvironment, engineFolders } from "../engine/support/engineEnvironment";
import { run } from "../engine/support/processes";
import { pulumiCli } from "../engine/support/pulumiCli";
import { PROGRAMS, type Workload } from "./programs";
import type { Answer, OpenSurroundings } from "./surroundings";

/** A life of a stack, in the order in which it is measured. */
export const OPERATIONS = ["up", "preview", "unchanged", "refresh", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

const COMMANDS: Readonly<Record<Operation, readonly string[]>> = {
    up: ["up", "--yes", "--skip-preview"],
    preview: ["preview"],
    unchanged: ["up", "--yes", "--skip-preview"],
    refresh: ["refresh", "--yes", "--skip-preview"],
    destroy: ["destroy", "--yes", "--skip-preview"],
};

/**
 * The file backend writes the whole state before and after each step, so that its time grows with the square of the
 * number of resources. Pulumi Cloud gets the steps alone.
 */
const MOST_WITH_CHECKPOINTS = 100;
const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

export interface Measured {
    readonly milliseconds: number;
    /** Time of a processor that the CLI took, with the program and the plugins that it started. */
    readonly processorMs: number;
    /** What the process with sandbox and frontend computed meanwhile. */
    readonly surroundings: Answer;
}

export type Life = Readonly<Record<Operation, Measured>>;

/** One life of a stack with so many resources. */
export async function liveOnce(
    surroundings: OpenSurroundings,
    consumer: Consumer,
    workload: Workload,
    count: number,
    port = surroundings.login.port,
): Promise<Life> {
    const root = await mkdtemp(join(tmpdir(), "bench-"));
    const folders = engineFolders(root);
    await mkdir(folders.state);
    const cli = await pulumiCli();
    const directory = await consumer.program(`bench-${workload}-${count}-${Date.now()}`, {
        files: { "Pulumi.yaml": PROJECT, ...PROGRAMS[workload] },
    });
    const pulumi = (parameters: readonly string[]) =>
        run({
            program: "sh",
            arguments: ["-c", WITH_TIMES, cli.executable, ...parameters, "--non-interactive"],
            directory,
            environment: {
                ...process.env,
                ...engineEnvironment(cli, folders, surroundings.environment),
                ...(count > MOST_WITH_CHECKPOINTS && WITHOUT_CHECKPOINTS),
            },
        });
    try {
        await pulumi(["stack", "init", "test"]);
        for (const parameters of configuration(surroundings, count, port)) {
            await pulumi(["config", "set", ...parameters]);
        }
        const life: Partial<Record<Operation, Measured>> = {};
        for (const operation of OPERATIONS) {
            const before = await surroundings.usage();
            const began = performance.now();
            const said = await pulumi([...COMMANDS[operation], "--suppress-progress", "--suppress-outputs"]);
            life[operation] = {
                milliseconds: performance.now() - began,
                processorMs: childrensTime(said),
                surroundings: difference(await surroundings.usage(), before),
            };
        }
        return life as Life;
    } finally {
        await rm(root, { recursive: true, force: true });
        await rm(directory, { recursive: true, force: true });
    }
}

/** The shell tells at last what it took itself and what its children took, each as `0m1.23s 0m0.45s`. */
const WITH_TIMES = '"$0" "$@"; code=$?; times; exit $code';

function childrensTime(said: string): number {
    const parts = said
        .trim()
        .split("\n")
        .at(-1)!
        .matchAll(/(\d+)m([\d.]+)s/g);
    return [...parts].reduce(
        (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
        0,
    );
}

const PROJECT = "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

function configuration(
    { login, properties, restEndpoint }: OpenSurroundings,
    count: number,
    port: number,
): string[][] {
    const { "iceberg.catalog.rest.secret-access-key": secret = "", ...shown } = properties;
    return [
        ["count", String(count)],
        ["starrocks:host", login.host],
        ["starrocks:port", String(port)],
        ["starrocks:user", login.user],
        ["--secret", "starrocks:password", login.password],
        ["properties", JSON.stringify(shown)],
        ["--secret", "secretAccessKey", secret],
        ["restEndpoint", restEndpoint],
    ];
}

function difference(after: Answer, before: Answer): Answer {
    return {
        computedMs: after.computedMs - before.computedMs,
        statements: after.statements - before.statements,
        connections: after.connections - before.connections,
        requests: after.requests - before.requests,
    };
}
