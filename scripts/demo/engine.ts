import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnvironment, engineFolders } from "../../tests/engine/support/engineEnvironment";
import { type Environment, run } from "../../tests/engine/support/processes";
import { pulumiCli } from "../../tests/engine/support/pulumiCli";
import { hasColours, isTerminal, print, typed } from "./screen";

/** A project folder in which `pulumi` is typed, as on a shell. */
export interface Shell {
    /** Shows the command and what it prints. */
    pulumi(...parameters: string[]): Promise<void>;
    /** Sets a secret as a person does who doesn't want it in the shell's history. */
    setSecret(key: string, value: string): Promise<void>;
    /** Shows the command and what it prints, and returns that. */
    ask(...parameters: string[]): Promise<string>;
    close(): Promise<void>;
}

export async function openShell(project: string, sandbox: Environment): Promise<Shell> {
    const cli = await pulumiCli();
    const root = await mkdtemp(join(tmpdir(), "pulumi-demo-"));
    const folders = engineFolders(root);
    await mkdir(folders.state);
    const environment = engineEnvironment(cli, folders, sandbox);
    const colour = hasColours ? "always" : "never";
    const command = (parameters: readonly string[]) => ({
        program: cli.executable,
        arguments: [...parameters, "--color", colour],
        directory: project,
        environment: { ...process.env, ...environment },
    });
    return {
        pulumi: async (...parameters) => {
            typed(["pulumi", ...parameters].join(" "));
            const watched = isTerminal ? parameters : [...parameters, "--non-interactive"];
            await run({ ...command(watched), inherit: true, terminal: isTerminal });
        },
        setSecret: async (key, value) => {
            const parameters = ["config", "set", "--secret", key];
            typed(["pulumi", ...parameters].join(" "));
            await run({ ...command([...parameters, "--non-interactive"]), input: value });
        },
        ask: async (...parameters) => {
            typed(["pulumi", ...parameters].join(" "));
            const answer = await run(command([...parameters, "--non-interactive"]));
            print(answer);
            return answer;
        },
        close: () => rm(root, { recursive: true, force: true }),
    };
}
