import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";

describe("A wait", () => {
    it("ends when the engine has been killed, which then reads no line any more", async function () {
        this.timeout(30_000);
        const script = join(__dirname, "support/waitForEver.ts");
        const provider = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", script]);
        try {
            let said = "";
            provider.stderr.on("data", (text: Buffer) => {
                said += text;
            });
            await once(provider.stdout, "data");
            provider.stdout.destroy();
            await once(provider, "close");
            expect(said).to.equal(
                "Pulumi was interrupted while waiting for nothing. The next pulumi up continues where this run stopped.",
            );
        } finally {
            provider.kill("SIGKILL");
        }
    });
});
