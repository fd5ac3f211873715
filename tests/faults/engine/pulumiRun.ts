import { spawn, spawnSync } from "node:child_process";
import type { Environment } from "../../engine/support/processes";

/** Where and with what the CLI is started. */
export interface CliPlace {
    readonly executable: string;
    readonly directory: string;
    readonly environment: Environment;
}

/** What is still at work when this process ends, ends with it. */
const atWork = new Set<PulumiRun>();

process.on("exit", () => {
    for (const run of atWork) {
        run.clear();
    }
});

/** The CLI at work, as in somebody's terminal. */
export class PulumiRun {
    /** Ends with the exit code; nothing if a signal ended it. */
    readonly ended: Promise<number | undefined>;
    private text = "";
    private readonly watchers = new Set<() => void>();
    private readonly process;
    /** Processes that it has started, as far as they were looked for. */
    private readonly descendants = new Set<number>();

    constructor({ executable, directory, environment }: CliPlace, parameters: readonly string[]) {
        this.process = spawn(executable, [...parameters, "--non-interactive", "--color", "never"], {
            cwd: directory,
            env: environment,
            // As a shell does it: Ctrl-C goes to the group.
            detached: true,
            stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [this.process.stdout, this.process.stderr]) {
            stream.on("data", (part: Buffer) => {
                this.text += part;
                for (const look of this.watchers) {
                    look();
                }
            });
        }
        atWork.add(this);
        this.ended = new Promise((resolve) => {
            this.process.on("exit", (code) => resolve(code ?? undefined));
        });
    }

    get output(): string {
        return this.text;
    }

    /** Until something is printed. */
    prints(pattern: RegExp): Promise<void> {
        return new Promise((resolve) => {
            const look = () => {
                if (pattern.test(this.text)) {
                    this.watchers.delete(look);
                    resolve();
                }
            };
            this.watchers.add(look);
            look();
        });
    }

    /** What Ctrl-C does. */
    interrupt(): void {
        process.kill(-this.process.pid!, "SIGINT");
    }

    kill(): void {
        this.noteDescendants();
        this.process.kill("SIGKILL");
    }

    /** Strikes the host of the dynamic providers. */
    signalProvider(signal: NodeJS.Signals): void {
        const host = this.noteDescendants().find(({ command }) => /dynamic-provider/.test(command));
        if (host === undefined) {
            throw new Error("the host of dynamic providers doesn't run");
        }
        process.kill(host.id, signal);
    }

    /** Ends whatever is left of it. */
    clear(): void {
        atWork.delete(this);
        for (const id of [this.process.pid!, ...this.descendants]) {
            try {
                process.kill(id, "SIGKILL");
            } catch {
                // It has ended by itself.
            }
        }
    }

    private noteDescendants(): Entry[] {
        const found = descendantsOf(this.process.pid!);
        for (const { id } of found) {
            this.descendants.add(id);
        }
        // A script may stand before it.
        return found.filter(({ command }) => !command.startsWith("/bin/sh"));
    }
}

interface Entry {
    readonly id: number;
    readonly parent: number;
    readonly command: string;
}

function descendantsOf(root: number): Entry[] {
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
    const all = stdout.split("\n").flatMap((line) => {
        const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return command === undefined ? [] : [{ id: Number(id), parent: Number(parent), command }];
    });
    const below = (id: number): Entry[] =>
        all.filter(({ parent }) => parent === id).flatMap((each) => [each, ...below(each.id)]);
    return below(root);
}
