import { join } from "node:path";
import { expect } from "chai";
import { type Consumer, openConsumer } from "./support/consumer";
import { oldestPeers, testRunners } from "./support/oldestPeers";
import { installWith } from "./support/packageManagers";
import { run } from "./support/processes";
import { printProgress } from "./support/progress";

/** A program with a module of its own, an enum, which Node.js' own loader doesn't take, and a transform. */
const program = (names: string, before = "") => ({
    "names.ts": `
import * as pulumi from "@pulumi/pulumi";
export enum Prefix { Bucket = "acme" }
export const bucket: string = \`\${Prefix.Bucket}-\${pulumi.getStack()}\`;
`,
    "index.ts": `
import * as pulumi from "@pulumi/pulumi";
import { type AccessLevel, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";
import { bucket } from "${names}";
${before}
pulumi.runtime.registerStackTransform(({ type, props, opts }) =>
    type === "aws:s3tables/tableBucket:TableBucket" ? { props: { ...props, tags: { team: "data" } }, opts } : undefined,
);
const access = new pulumi.Config().require<AccessLevel>("access");
const lake = new StarRocksS3TablesIntegration("lakehouse", { tableBucketName: bucket, namespaces: ["sales"], access });
export const catalog = lake.catalogName;
`,
    "Pulumi.yaml": "name: lakehouse\nruntime: nodejs\nconfig: { access: { type: string, default: Read } }\n",
    "Pulumi.dev.yaml": "config: { starrocks:host: starrocks.internal, starrocks:user: pulumi }\n",
    "Pulumi.prod.yaml":
        "config: { starrocks:host: starrocks.internal, starrocks:user: pulumi, access: Write }\n",
});

const PROGRAMS = {
    commonjs: { ...program("./names"), "package.json": "{}" },
    esmodule: {
        ...program("./names.js", "await Promise.resolve();"),
        "package.json": JSON.stringify({ type: "module" }),
    },
};

const IMPORTS = `
import assert from "node:assert/strict";
import { join } from "node:path";
import { MockedMount, mockProgram } from "pulumi-starrocks-s3tables/testing";
`;

const REQUIRES = `
const assert = require("node:assert/strict");
const { join } = require("node:path");
const { MockedMount, mockProgram } = require("pulumi-starrocks-s3tables/testing");
`;

/** The same tests for each runner: each program is run four times, for two stacks. */
const tests = (kinds: readonly (keyof typeof PROGRAMS)[], folder: string) => `
for (const kind of ${JSON.stringify(kinds)}) {
    const file = join(${folder}, kind, "index.ts");
    for (const [stack, permission] of [["dev", "SELECT"], ["prod", "INSERT"]]) {
        it(\`runs the \${kind} program for \${stack}\`, async () => {
            const { resource, outputs } = await mockProgram(file, { stack });
            assert.equal(resource("lakehouse-bucket").inputs.name, "acme-" + stack);
            assert.equal(resource("lakehouse-bucket").inputs.tags.team, "data");
            const { grants } = resource("lakehouse-lake-formation-grants").inputs;
            assert.ok(grants["tables of sales"].includes(permission));
            assert.equal(outputs.catalog, "lakehouse");
        });
        it(\`refuses the \${kind} program for \${stack}\`, async () => {
            const refused = mockProgram(file, { stack, mount: MockedMount.Missing });
            await assert.rejects(refused, /there is no mount/);
        });
    }
}
`;

const BOTH = ["commonjs", "esmodule"] as const;
const HERE = "import.meta.dirname";

/** What a user of TypeScript in Jest needs, once for CommonJS and once for ES modules. */
const JEST_CONFIG = `
const typescript = (module, useESM) => ({
    "\\\\.ts$": ["ts-jest", {
        useESM,
        diagnostics: false,
        tsconfig: { module, target: "es2022", isolatedModules: true, esModuleInterop: true },
    }],
});
module.exports = { projects: [
    { testMatch: ["<rootDir>/jest.cjs"], transform: typescript("commonjs", false) },
    {
        testMatch: ["<rootDir>/jest.mjs"],
        moduleFileExtensions: ["mjs", "js", "ts", "json"],
        extensionsToTreatAsEsm: [".ts"],
        moduleNameMapper: { "^(\\\\.{1,2}/.*)\\\\.js$": "$1" },
        transform: typescript("esnext", true),
    },
] };
`;

interface Runner {
    readonly files: Record<string, string>;
    /** For Node.js, in the folder of the programs. */
    readonly command: (installed: string) => readonly string[];
    readonly passed: RegExp;
}

const RUNNERS: Record<string, Runner> = {
    "Node.js' own": {
        files: { "node.mjs": `import { it } from "node:test";${IMPORTS}${tests(BOTH, HERE)}` },
        command: () => ["--test", "--test-reporter=tap", "node.mjs"],
        passed: /^# pass 8$/m,
    },
    Mocha: {
        files: { "mocha.mjs": `${IMPORTS}${tests(BOTH, HERE)}` },
        command: (installed) => [join(installed, "mocha", "bin", "mocha.js"), "mocha.mjs"],
        passed: /8 passing/,
    },
    Vitest: {
        files: {
            "vitest.test.mjs": `import { it } from "vitest";${IMPORTS}${tests(BOTH, HERE)}`,
        },
        command: (installed) => [join(installed, "vitest", "vitest.mjs"), "run"],
        passed: /Tests.*8 passed \(8\)/,
    },
    Jest: {
        files: {
            "jest.config.js": JEST_CONFIG,
            "jest.cjs": `${REQUIRES}${tests(["commonjs"], "__dirname")}`,
            "jest.mjs": `${IMPORTS}${tests(["esmodule"], HERE)}`,
        },
        command: (installed) => [
            "--experimental-vm-modules",
            ...[join(installed, "jest", "bin", "jest.js"), "--runInBand"],
        ],
        passed: /Tests: +8 passed, 8 total/,
    },
};

describe("mockProgram, from the tarball and with the oldest peers, in the test runner", function () {
    this.timeout(400_000);

    let consumer: Consumer;
    let folder: string;

    before(async () => {
        const dependencies = { ...oldestPeers, ...testRunners };
        consumer = await installWith("npm", await openConsumer(), dependencies, printProgress);
        const inFolders = Object.entries(PROGRAMS).flatMap(([kind, files]) =>
            Object.entries(files).map(([file, text]) => [join(kind, file), text]),
        );
        const ofRunners = Object.values(RUNNERS).flatMap(({ files }) => Object.entries(files));
        folder = await consumer.program("runners", {
            files: Object.fromEntries([...inFolders, ...ofRunners]),
        });
    });

    after(() => consumer?.close());

    for (const [name, { command, passed }] of Object.entries(RUNNERS)) {
        it(`${name} runs a CommonJS program and an ES module anew each time`, async () => {
            const said: string[] = [];
            await run({
                program: process.execPath,
                arguments: command(join(consumer.directory, "node_modules")),
                directory: folder,
                environment: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
                onLine: (line) => said.push(line),
            });
            expect(said.join("\n")).to.match(passed);
        });
    }
});
