import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Plugin } from "../../pulumiPlugin";
import type { Sandbox } from "../sandbox";
import { startCloud } from "./server";

const REMEMBERED_CHARACTERS = 4_000;

/**
 * The real pulumi-terraform-bridge (tools/aws-bridge) as the `aws` plugin, with this sandbox as its cloud. It ends when
 * its standard input does, so that none outlives this process, however that ends.
 */
export async function startBridge(program: string, sandbox: Sandbox): Promise<Plugin> {
    const { region, provider } = sandbox.account;
    const cloud = await startCloud(sandbox);
    const child = spawn(
        program,
        ["-sandbox", `127.0.0.1:${cloud.port}`, "-catalog-id", provider.catalogId],
        // The engine starts a plugin with its own environment, where the provider finds the Region.
        { env: { ...process.env, AWS_REGION: region }, stdio: ["pipe", "pipe", "pipe"] },
    );
    const close = () => {
        child.stdin.end();
        cloud.close();
    };
    try {
        return { port: await portOf(child, program), close };
    } catch (error) {
        close();
        throw error;
    } finally {
        forget(child);
    }
}

function portOf(child: ChildProcess, program: string): Promise<number> {
    return new Promise((resolve, reject) => {
        let [printed, complaint] = ["", ""];
        child.stdout?.on("data", (chunk) => {
            printed = (printed + chunk).slice(0, REMEMBERED_CHARACTERS);
            const port = /^(\d+)\n/.exec(printed)?.[1];
            if (port !== undefined) resolve(Number(port));
        });
        child.stderr?.on("data", (chunk) => {
            complaint = (complaint + chunk).slice(-REMEMBERED_CHARACTERS);
        });
        child.once("error", reject);
        child.once("close", (code, signal) =>
            reject(new Error(`${program} ended (${signal ?? code}) before it served: ${complaint.trim()}`)),
        );
    });
}

/** A sandbox that nobody closes mustn't keep a test process from ending. */
function forget(child: ChildProcess): void {
    child.unref();
    for (const stream of [child.stdin, child.stdout, child.stderr])
        (stream as (Readable | Writable) & { unref?(): void })?.unref?.();
}
