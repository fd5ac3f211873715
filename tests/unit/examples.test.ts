import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");
const HEADINGS = ["When to use it", "What it creates", "What it costs", "How to run it", "How to clean up"];
const README_LINES = 60;

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly peerDependencies: Readonly<Record<string, string>>;
    readonly version: string;
}

const manifestIn = (folder: string) => JSON.parse(read(folder, "package.json")) as Manifest;

/** The text below each heading of a README. */
function sections(text: string): Map<string, string> {
    const [, ...parts] = text.split(/^## /m);
    return new Map(parts.map((part) => [part.split("\n", 1)[0]!, part.slice(part.indexOf("\n"))]));
}

/** The settings that a Pulumi.yaml declares, each with the lines below its key. */
function declaredSettings(project: string): Map<string, string> {
    const [, rest = ""] = project.split(/^config:\n/m);
    const [config] = rest.split(/^(?=\w)/m);
    const [, ...parts] = config!.split(/^ {4}(\w+):\n/m);
    return new Map(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]!]] : [])));
}

/** The example that the repository's own project runs; its Pulumi.yaml, stacks and package.json are the root's. */
const [, rootExample] = /^main: examples\/([^/]+)\//m.exec(read(ROOT, "Pulumi.yaml")) ?? [];

const names = readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

for (const name of names) {
    const folder = join(EXAMPLES, name);
    const projectFolder = name === rootExample ? ROOT : folder;

    describe(`The example ${name}`, () => {
        it("has a short README in the form of all examples", () => {
            const readme = read(folder, "README.md");
            expect([...sections(readme).keys()]).to.deep.equal(HEADINGS);
            expect(readme.split("\n").length - 1).to.be.lessThan(README_LINES);
            expect(sections(readme).get("What it creates")).to.match(/```mermaid\nflowchart/);
        });

        it("declares and describes its settings, and the README sets those that have no default", () => {
            const howToRun = sections(read(folder, "README.md")).get("How to run it");
            for (const [setting, declaration] of declaredSettings(read(projectFolder, "Pulumi.yaml"))) {
                expect(declaration, setting).to.match(/^ {8}description: \S/m);
                if (!/^ {8}default:/m.test(declaration)) {
                    expect(howToRun).to.contain(`pulumi config set ${setting} `);
                }
            }
        });

        it("is run by an engine test of its own", () => {
            const test = `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}.test.ts`;
            expect(existsSync(join(ROOT, "tests", "engine", "examples", test)), test).to.equal(true);
        });

        if (!/^runtime: nodejs$/m.test(read(projectFolder, "Pulumi.yaml"))) {
            return;
        }

        it("is installed from what npm pack makes in a clone, as nothing is published yet", () => {
            const howToRun = sections(read(folder, "README.md")).get("How to run it");
            expect(howToRun).to.contain("&& npm install ~/pulumi-starrocks-s3tables-[0-9]*.tgz\n");
        });

        it("is copied away with a package.json that asks for this version and its peers", () => {
            const { dependencies } = manifestIn(name === rootExample ? join(EXAMPLES, "quickstart") : folder);
            const { version, peerDependencies } = manifestIn(ROOT);
            const { "pulumi-starrocks-s3tables": itself, ...others } = dependencies;
            expect(itself).to.equal(`^${version}`);
            expect(peerDependencies).to.include(others);
        });
    });
}

describe("The stack files of the repository's own project", () => {
    const stacks = ["Pulumi.dev.yaml", "Pulumi.staging.yaml", "Pulumi.prod.yaml"];

    it("hold no secret", () => {
        for (const stack of stacks) {
            expect(read(ROOT, stack), stack).to.not.match(/password|secure:|encryptionsalt/);
        }
    });

    it("set only what the project declares", () => {
        const project = read(ROOT, "Pulumi.yaml");
        const [, projectName] = /^name: (\S+)$/m.exec(project)!;
        const declared = [...declaredSettings(project).keys()].map((setting) => `${projectName}:${setting}`);
        for (const stack of stacks) {
            const set = [...read(ROOT, stack).matchAll(/^ {2}(\w+:\w+):/gm)].map(([, key]) => key!);
            const own = set.filter((key) => !/^(aws|starrocks):/.test(key));
            expect(declared, stack).to.include.members(own);
        }
    });
});
