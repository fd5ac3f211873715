import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { type Consumer, openConsumer } from "./support/consumer";
import { run } from "./support/processes";
import { snippets } from "./support/snippets";

const isTest = ({ text }: { readonly text: string }) => text.includes("mockProgram(");
/** What needs the engine is run with the sandbox's package. */
const isOfSandbox = ({ text }: { readonly text: string }) => text.includes("startSandbox(");
const PROGRAMS = snippets("ts", "js").filter((snippet) => !isTest(snippet) && !isOfSandbox(snippet));
const TESTS = snippets("ts", "js").filter(isTest);

const KINDS = { commonjs: "commonjs", esmodule: "module" } as const;
type Kind = keyof typeof KINDS;

/** The settings that some program of a page asks for. */
const CONFIG = {
    "starrocks:host": "starrocks.internal",
    "starrocks:user": "pulumi",
    "project:accessKeyId": "AKIAEXAMPLE",
    "project:credential": "client:secret",
    "project:secretAccessKey": "secret",
};

/** Runs each program under mocks, and prints the names of what it registers, or why it fails. */
const RUN_ALL = `
const { mockProgram } = require("pulumi-starrocks-s3tables/testing");
(async () => {
    const results = [];
    for (const folder of ${JSON.stringify(folders())}) {
        results.push(await mockProgram(__dirname + "/" + folder + "/index.ts", { config: ${JSON.stringify(CONFIG)} }).then(
            ({ resources }) => resources.length,
            (error) => error.message,
        ));
    }
    console.log(JSON.stringify(results));
})();
`;

function folders(): string[] {
    return PROGRAMS.flatMap((_, index) => Object.keys(KINDS).map((kind) => `${kind}-${index}`));
}

function files(): Record<string, string> {
    const programs = PROGRAMS.flatMap(({ text }, index) =>
        Object.entries(KINDS).flatMap(([kind, type]) => [
            [`${kind}-${index}/index.ts`, text],
            [`${kind}-${index}/package.json`, JSON.stringify({ type })],
        ]),
    );
    const tests = TESTS.flatMap(({ text }) => [
        ["esmodule-0/snippet.test.mjs", text],
        ["commonjs-0/snippet.test.cjs", asCommonJs(text)],
    ]);
    return { "run.cjs": RUN_ALL, ...Object.fromEntries([...programs, ...tests]) };
}

/** What a user of CommonJS writes in place of the imports. */
function asCommonJs(text: string): string {
    const { ES2022 } = ts.ScriptTarget;
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ES2022, esModuleInterop: true };
    return ts.transpileModule(text, { compilerOptions }).outputText;
}

describe("The programs and tests in the read-me and the documents, with the package from its tarball", function () {
    this.timeout(200_000);

    let consumer: Consumer;
    let folder: string;

    before(async () => {
        consumer = await openConsumer();
        folder = await consumer.program("snippets", { files: files() });
    });

    after(() => consumer?.close());

    const node = (directory: string, ...parameters: string[]) =>
        run({ program: process.execPath, arguments: parameters, directory });

    it("are some", () => {
        expect(PROGRAMS.length).to.be.greaterThan(3);
        expect(TESTS).to.have.length(1);
    });

    it("are accepted by the compiler, as CommonJS and as ES modules", async () => {
        const tsc = join(consumer.directory, "node_modules", "typescript", "bin", "tsc");
        const options = [
            "--noEmit",
            "--strict",
            "--skipLibCheck",
            "--module",
            "nodenext",
            "--target",
            "es2022",
        ];
        await node(folder, tsc, ...options, ...folders().map((each) => join(each, "index.ts")));
    });

    it("register resources under mocks, as CommonJS and as ES modules", async () => {
        const results = JSON.parse(await node(folder, "run.cjs")) as unknown[];
        const places = PROGRAMS.flatMap(({ place }) => Object.keys(KINDS).map((kind) => `${place} ${kind}`));
        for (const [index, result] of results.entries()) {
            expect(result, places[index]).to.be.a("number").greaterThan(0);
        }
        expect(results).to.have.length(places.length);
    });

    for (const [kind, file] of [
        ["esmodule", "snippet.test.mjs"],
        ["commonjs", "snippet.test.cjs"],
    ] as [Kind, string][]) {
        it(`pass as a test in the form of ${kind}`, async () => {
            const said = await node(join(folder, `${kind}-0`), "--test", "--test-reporter=tap", file);
            expect(said).to.match(/^# pass 1$/m);
        });
    }
});
