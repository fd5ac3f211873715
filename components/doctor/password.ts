import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks for a password on the terminal, and shows nothing of what is typed; empty where there is no terminal. */
export function askPassword(user: string): Promise<string> {
    if (!process.stdin.isTTY || !process.stderr.isTTY) {
        return Promise.resolve("");
    }
    process.stderr.write(`Password of ${user} in StarRocks: `);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
    return new Promise((resolve) => {
        let typed = "";
        terminal.once("line", (line) => {
            typed = line;
            terminal.close();
        });
        terminal.once("close", () => {
            process.stderr.write("\n");
            resolve(typed);
        });
    });
}
