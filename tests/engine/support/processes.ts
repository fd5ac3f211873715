import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export type Environment = Record<string, string | undefined>;

export interface Command {
    readonly program: string;
    readonly arguments: readonly string[];
    readonly directory?: string;
    readonly environment?: Environment;
    /** Called with each line of standard output and standard error as it appears. */
    readonly onLine?: (line: string) => void;
    /** Lets the program write to our own terminal; the result is then empty. */
    readonly inherit?: boolean;
    /** Lets it read our terminal too, which makes it as talkative as for a person. */
    readonly terminal?: boolean;
    /** What the program reads from standard input. */
    readonly input?: string;
}

const REMEMBERED_LINES = 40;
const GRACE_MILLISECONDS = 8_000;
const POLL_MILLISECONDS = 100;

let stopping = false;
const running = new Set<number>();

process.on("exit", () => signalGroups("SIGKILL"));

/** Runs a program to its end and returns its standard output; a failure carries the last lines it printed. */
export function run(command: Command): Promise<string> {
    return new Promise((resolve, reject) => {
        const title = [command.program, ...command.arguments].join(" ");
        if (stopping) {
            reject(new Error(`${title} was not started: everything is being stopped`));
            return;
        }
        const child = spawn(command.program, [...command.arguments], {
            // A process group of its own, by which all that it starts can be ended with it.
            detached: true,
            cwd: command.directory,
            env: command.environment ?? process.env,
            stdio: [
                command.terminal ? "inherit" : "pipe",
                ...(command.inherit ? (["inherit", "inherit"] as const) : (["pipe", "pipe"] as const)),
            ],
        });
        if (child.pid !== undefined) {
            running.add(child.pid);
        }
        child.stdin?.on("error", () => {});
        child.stdin?.end(command.input ?? "");
        const output: string[] = [];
        const lastLines: string[] = [];
        const remember = (line: string) => {
            lastLines.push(line);
            lastLines.splice(0, lastLines.length - REMEMBERED_LINES);
            command.onLine?.(line);
        };
        if (child.stdout && child.stderr) {
            createInterface({ input: child.stdout }).on("line", (line) => {
                output.push(line);
                remember(line);
            });
            createInterface({ input: child.stderr }).on("line", remember);
        }
        child.on("error", (error) => reject(new Error(`${title} could not be started: ${error.message}`)));
        child.on("close", (code, signal) => {
            running.delete(child.pid ?? 0);
            if (code === 0) {
                resolve(output.join("\n"));
            } else {
                const end = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
                reject(new Error([`${title} ${end}`, ...lastLines].join("\n")));
            }
        });
    });
}

/**
 * Ends all that was started, and starts no more: asks first, so that the engine can stop its plugins, then insists.
 * Plugins live in process groups of their own, so the tree is walked besides.
 */
export async function stopDescendants(graceMilliseconds = GRACE_MILLISECONDS): Promise<void> {
    stopping = true;
    const seen = new Set(descendants(process.pid));
    signalGroups("SIGINT");
    const deadline = Date.now() + graceMilliseconds;
    while (Date.now() < deadline && (running.size > 0 || alive(seen).length > 0)) {
        await sleep(POLL_MILLISECONDS);
        for (const id of descendants(process.pid)) {
            seen.add(id);
        }
    }
    signalGroups("SIGKILL");
    signal(alive(seen), "SIGKILL");
}

function signalGroups(name: NodeJS.Signals): void {
    signal(
        [...running].map((leader) => -leader),
        name,
    );
}

function descendants(root: number): number[] {
    const direct = children(root);
    return direct.concat(direct.flatMap(descendants));
}

function children(parent: number): number[] {
    return processTable()
        .filter((entry) => entry.parent === parent)
        .map((entry) => entry.id);
}

function alive(ids: Iterable<number>): number[] {
    const running = new Set(processTable().map((entry) => entry.id));
    return [...ids].filter((id) => running.has(id));
}

function signal(ids: readonly number[], name: NodeJS.Signals): void {
    for (const id of ids) {
        try {
            process.kill(id, name);
        } catch {
            // It has ended in the meantime, which is what was asked for.
        }
    }
}

/** Without `ps`, as in some containers, only the process groups are known. */
function processTable(): { id: number; parent: number }[] {
    const ps = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
    return (ps.stdout ?? "")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([id, , state]) => state !== undefined && !state.startsWith("Z") && Number(id) !== ps.pid)
        .map(([id, parent]) => ({ id: Number(id), parent: Number(parent) }));
}
