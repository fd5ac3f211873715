import { readFile } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { expect } from "chai";
import manifest from "../../package.json";
import { openConsumer } from "../engine/support/consumer";
import { run } from "../engine/support/processes";
import { targetsIn } from "./support/pages";

const CHECKOUT = resolve(__dirname, "../..");
const PART_OF_NODE = /^(node:|module$)/;

/** The names in `require("…")`, `import("…")` and `from "…"`. */
function imported(text: string): string[] {
    return [...text.matchAll(/(?:\brequire\(|\bimport\(|\bfrom\s+|^import\s+)"([^"]+)"/gm)].map(
        ([, name]) => name!,
    );
}

function packageOf(name: string): string {
    return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

describe("The published package", function () {
    this.timeout(200_000);

    let folder: string;
    /** As npm would pack it now, but for what is built. */
    let listed: string[];
    let built: string[];
    const text = (file: string) => readFile(join(folder, file), "utf8");

    before(async () => {
        const { tarball, directory, close } = await openConsumer();
        folder = join(directory, "node_modules", manifest.name);
        const files = await run({ program: "tar", arguments: ["-tzf", tarball] });
        built = files
            .split("\n")
            .map((file) => file.replace(/^package\//, ""))
            .filter((file) => file.startsWith("dist/"));
        const packed = await run({
            program: "npm",
            arguments: ["pack", "--dry-run", "--json", "--ignore-scripts"],
            directory: CHECKOUT,
        });
        const [contents] = JSON.parse(packed) as [{ files: { path: string }[] }];
        listed = contents.files.map(({ path }) => path).filter((path) => !path.startsWith("dist/"));
        await close();
    });

    it("has, besides what is built, its manifest, licence, read-me, changes, documents, examples and what makes it a plugin", () => {
        expect(listed.filter((file) => !/^(docs|examples)\//.test(file))).to.have.members([
            "package.json",
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "PulumiPlugin.yaml",
            "schema.json",
            "bin/pulumi-resource-pulumi-starrocks-s3tables",
        ]);
    });

    it("is built of the index and the components alone, each script with its declarations", () => {
        const modules = built.filter((file) => file.endsWith(".js")).map((file) => file.slice(0, -3));
        expect(built).to.have.members(modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]));
        expect(modules.filter((module) => !/^dist\/(index$|components\/)/.test(module))).to.deep.equal([]);
    });

    it("points to no map of sources, which it doesn't have", async () => {
        for (const file of built) {
            expect(await text(file), file).to.not.contain("sourceMappingURL");
        }
    });

    it("has each file that an entry point names", () => {
        const targets = Object.values(manifest.exports).flatMap((target) =>
            typeof target === "string" ? target : Object.values(target),
        );
        const old = Object.values(manifest.typesVersions["*"]).flat();
        for (const target of [manifest.main, manifest.types, ...targets, ...old]) {
            expect([...built, ...listed]).to.include(posix.normalize(target));
        }
    });

    it("can be found by programs whose TypeScript doesn't know `exports`, at the same entry points", () => {
        const subpaths = Object.entries(manifest.exports).flatMap(([path, target]) =>
            path === "." || typeof target === "string" ? [] : [[path.slice(2), [target.types]]],
        );
        expect(manifest.typesVersions["*"]).to.deep.equal(Object.fromEntries(subpaths));
    });

    it("uses only files of its own and packages that npm installs with it", async () => {
        const installed = new Set([
            ...Object.keys(manifest.dependencies),
            ...Object.keys(manifest.peerDependencies).filter(
                (name) => !Object.hasOwn(manifest.peerDependenciesMeta, name),
            ),
        ]);
        for (const file of built) {
            for (const name of imported(await text(file))) {
                if (name.startsWith(".")) {
                    const target = posix.join(posix.dirname(file), name);
                    const candidates = [".js", ".d.ts", "/index.js"].map((end) => `${target}${end}`);
                    expect(
                        built.some((existing) => candidates.includes(existing)),
                        `${file}: ${name}`,
                    ).to.equal(true);
                } else if (!PART_OF_NODE.test(name) && packageOf(name) !== manifest.name) {
                    expect(installed, file).to.include(packageOf(name));
                }
            }
        }
    });

    // `prepare` is run in a clone, where Pulumi installs the plugin, and never for a package of a registry.
    it("declares all that a program imports without the declarations of @pulumi/aws, which are a quarter of a million lines", async () => {
        const read = new Set(["dist/index.d.ts"]);
        const foreign = new Set<string>();
        for (const file of read) {
            const code = (await text(file)).replace(/\/\*.*?\*\//gs, "");
            for (const each of imported(code)) {
                if (each.startsWith(".")) {
                    const target = posix.join(posix.dirname(file), each);
                    const declared = [`${target}.d.ts`, `${target}/index.d.ts`].find((end) =>
                        built.includes(end),
                    );
                    read.add(declared!);
                } else {
                    foreign.add(packageOf(each));
                }
            }
        }
        expect(read.size).to.be.greaterThan(10);
        expect([...foreign]).to.deep.equal(["@pulumi/pulumi"]);
    });

    it("runs nothing when it is installed", () => {
        expect(manifest.scripts).to.not.have.any.keys("preinstall", "install", "postinstall");
    });

    it("is no plugin that Pulumi would try to download", () => {
        expect(manifest.pulumi).to.deep.equal({ resource: false });
    });

    it("has what its pages link to", async () => {
        for (const page of listed.filter((file) => file.endsWith(".md"))) {
            for (const target of targetsIn(join(CHECKOUT, page))) {
                const path = posix.join(posix.dirname(page), target.split("#")[0]!);
                const isThere = listed.some((file) => file === path || file.startsWith(`${path}/`));
                expect(isThere || target.startsWith("#"), `${page}: ${target}`).to.equal(true);
            }
        }
    });
});
