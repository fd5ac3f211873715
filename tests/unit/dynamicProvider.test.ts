import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { installationProblems } from "../../components/hosts/installed";
import { providerText } from "../../components/hosts/resource";

const PACKAGE = { name: "pulumi-starrocks-s3tables", exports: { "./provider": "./provider.js" } };

/** What Pulumi's host of dynamic providers loads the stored text with. */
const LOADER = createRequire(require.resolve("@pulumi/pulumi")).resolve("require-from-string");
const HOST = `
const load = require(${JSON.stringify(LOADER)});
process.stdout.write(load(process.argv[1]).handler());
`;

function writePackage(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify(PACKAGE));
    writeFileSync(join(folder, "provider.js"), "exports.catalog = 'the catalog provider';");
}

describe("The stored text of a dynamic provider", () => {
    let root: string;

    /** What the text loads in a host that runs in the program's folder. */
    function loadIn(program: string): string {
        mkdirSync(program, { recursive: true });
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", HOST, providerText("catalog")], {
            cwd: program,
            encoding: "utf8",
        });
        return stdout || stderr;
    }

    before(() => {
        root = mkdtempSync(join(tmpdir(), "dynamic-provider-"));
    });

    after(() => rmSync(root, { recursive: true, force: true }));

    it("loads the package that is installed for the program", () => {
        writePackage(join(root, "user", "node_modules", PACKAGE.name));
        expect(loadIn(join(root, "user", "programs", "lake"))).to.equal("the catalog provider");
    });

    it("loads the package in whose own checkout the program lies", () => {
        writePackage(join(root, "checkout"));
        expect(loadIn(join(root, "checkout", "examples", "environments"))).to.equal("the catalog provider");
    });

    it("is refused beforehand where the program can't reach the package, with the line to add", () => {
        const program = join(root, "strict");
        writePackage(join(program, "node_modules", "acme-lake", "node_modules", PACKAGE.name));
        const [problem] = installationProblems(program);
        expect(problem?.path).to.equal("dependencies in package.json");
        expect(problem?.problem).to.match(/^lacks "pulumi-starrocks-s3tables": "\^\d+\.\d+\.\d+"/);
        writePackage(join(program, "node_modules", PACKAGE.name));
        expect(installationProblems(program)).to.deep.equal([]);
    });
});
