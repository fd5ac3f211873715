import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { describeEmbedded } from "./support/lake";

describeEmbedded("An interrupt", function () {
    this.timeout(30_000);

    let outcomes: Record<string, string>;
    let milliseconds: number;

    before(async () => {
        const script = join(__dirname, "support/interruptedWaits.ts");
        const began = performance.now();
        const { stderr } = await promisify(execFile)(process.execPath, [
            "-r",
            "ts-node/register/transpile-only",
            script,
        ]);
        milliseconds = performance.now() - began;
        outcomes = JSON.parse(stderr);
    });

    const GOES_ON = "\\. The next pulumi up continues where this run stopped\\.$";

    for (const [wait, what] of [
        ["retry", "better days \\(rain\\)"],
        ["AWS call", "Lake Formation"],
        ["REST call", "the endpoint"],
        ["login", "StarRocks to accept connections"],
        ["SHOW", "the answer of 127\\.0\\.0\\.1:\\d+"],
    ]) {
        it(`ends a wait (${wait}) at once, and the error says what was waited for`, () => {
            expect(outcomes[wait!]).to.match(
                new RegExp(`^Pulumi was interrupted while waiting for ${what}${GOES_ON}`),
            );
        });
    }

    for (const what of ["DROP afterwards", "AWS call afterwards"]) {
        it(`lets nothing more be begun (${what})`, () => {
            expect(outcomes[what]).to.match(
                new RegExp(`^Pulumi was interrupted, so nothing more is started${GOES_ON}`),
            );
        });
    }

    it("doesn't end what must not be left half done", () => {
        expect(outcomes["steadfast retry"]).to.equal("done");
        expect(milliseconds).to.be.lessThan(20_000);
    });
});
