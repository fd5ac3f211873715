#!/usr/bin/env node
import { spawn } from "node:child_process";
import { type Sandbox, startSandbox } from "./index";
import { readCommandLine, USAGE } from "./options";
import { asJson, shellLines } from "./texts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function main(): Promise<number> {
    const { sandbox: options, json, help, command } = readCommandLine(process.argv.slice(2));
    if (help) {
        process.stdout.write(USAGE);
        return 0;
    }
    const interrupted = nextSignal();
    const sandbox = await startSandbox(options);
    try {
        if (command.length > 0) {
            return await run(command, sandbox);
        }
        process.stdout.write(json ? asJson(sandbox) : shellLines(sandbox));
        await interrupted;
        return 0;
    } finally {
        await sandbox.close();
    }
}

function nextSignal(): Promise<void> {
    return new Promise((resolve) => {
        for (const signal of SIGNALS) {
            process.on(signal, () => resolve());
        }
    });
}

/** Ctrl-C reaches the command too, which is in the same terminal; it decides what that means. */
function run([program, ...parameters]: readonly string[], { environment }: Sandbox): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(program!, parameters, {
            stdio: "inherit",
            // Node.js leaves out what is undefined.
            env: { ...process.env, ...environment },
        });
        for (const signal of ["SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => child.kill(signal));
        }
        child.on("error", ({ message }) => reject(new Error(`${program} can't be started: ${message}`)));
        child.on("exit", (code) => resolve(code ?? 1));
    });
}

/** What happened, in the words of whoever gave the options. */
function said(error: NodeJS.ErrnoException & { readonly port?: number }): string {
    return error.code === "EADDRINUSE"
        ? `port ${error.port} is taken by another program; --port 0 takes a free one`
        : `${error.message}\nSee pulumi-starrocks-s3tables-sandbox --help.`;
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: Error) => {
        process.stderr.write(`${said(error)}\n`);
        process.exitCode = 1;
    },
);
