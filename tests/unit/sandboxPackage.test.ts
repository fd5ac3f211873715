import { expect } from "chai";
import manifest from "../../package.json";
import sandboxManifest from "../../sandbox/package.json";
import type { Sandbox } from "../../sandbox/src";
import { readCommandLine, USAGE } from "../../sandbox/src/options";
import { asJson, shellLines } from "../../sandbox/src/texts";

describe("The package of the sandbox", () => {
    it("has this checkout's version, and asks for the releases that are tested here", () => {
        expect(sandboxManifest.version).to.equal(manifest.version);
        const tested = {
            ...manifest.devDependencies,
            ...manifest.dependencies,
            ...manifest.peerDependencies,
        };
        expect(tested).to.include(sandboxManifest.dependencies);
    });

    it("burdens nobody who has no use for it", () => {
        expect(Object.keys(manifest.dependencies)).to.not.include.members(["@duckdb/node-api", "pbac"]);
    });
});

describe("The command line of the sandbox", () => {
    it("has defaults for all", () => {
        expect(readCommandLine([])).to.deep.equal({
            sandbox: { release: "4.1", account: "lake-formation", port: 9030, region: "us-east-1" },
            json: false,
            help: false,
            command: [],
        });
    });

    it("takes what comes after -- for a command, its options too", () => {
        const { command, json } = readCommandLine(["--port", "0", "--", "pulumi", "up", "--json", "--"]);
        expect(command).to.deep.equal(["pulumi", "up", "--json", "--"]);
        expect(json).to.equal(false);
    });

    for (const [given, message] of [
        [["--release", "3.4"], '--release is "3.4", expected 3.5, 4.1'],
        [["--port", "70000"], '--port is "70000", expected a number from 0 to 65535'],
        [["--account", "full"], '--account is "full", expected lake-formation, iam, empty'],
        [["--prot", "0"], "Unknown option '--prot'"],
        [["up"], "Unexpected argument 'up'"],
    ] as const) {
        it(`refuses ${given.join(" ")}`, () => {
            expect(() => readCommandLine(given)).to.throw(message);
        });
    }

    it("is explained with each option", () => {
        for (const option of ["release", "port", "region", "account", "json", "help"]) {
            expect(USAGE).to.contain(`--${option} `);
        }
    });
});

describe("What the sandbox says", () => {
    const sandbox: Sandbox = {
        starRocks: { release: "4.1", host: "127.0.0.1", port: 9030, user: "root", password: "sandbox" },
        aws: { account: "123456789012", region: "us-east-1", endpoints: {} },
        environment: { STARROCKS_PASSWORD: "it's $HOME", AWS_PROFILE: undefined },
        close: async () => {},
    };

    it("are lines that a shell takes as they are", () => {
        expect(
            shellLines(sandbox)
                .split("\n")
                .filter((line) => !line.startsWith("#")),
        ).to.deep.equal(["export STARROCKS_PASSWORD='it'\\''s $HOME'", "unset AWS_PROFILE", ""]);
    });

    it("is one object as JSON", () => {
        expect(JSON.parse(asJson(sandbox))).to.deep.equal({
            starRocks: sandbox.starRocks,
            aws: sandbox.aws,
            environment: { STARROCKS_PASSWORD: "it's $HOME" },
        });
    });
});
