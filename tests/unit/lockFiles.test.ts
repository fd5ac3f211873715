import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect } from "chai";
import manifest from "../../package.json";
import { lockedReleases, lockFile, releaseIn } from "../engine/support/lockedReleases";
import { oldestPeers, testRunners } from "../engine/support/oldestPeers";

const CHECKOUT = resolve(__dirname, "../..");
const OLDEST_PEERS = "tests/engine/fixtures/oldest-peers/package-lock.json";

describe("The lock files of this checkout", () => {
    const text = (file: string) => readFile(resolve(CHECKOUT, file), "utf8");

    for (const file of ["package-lock.json", OLDEST_PEERS]) {
        it(`name no registry in ${file}, so that each machine takes its own`, async () => {
            expect(await text(file)).to.not.contain('"resolved"');
        });
    }

    it("have what the package depends on now, beside the oldest peers: else run npm run lock-oldest-peers", async () => {
        const { packages } = JSON.parse(await text(OLDEST_PEERS));
        expect(packages[""].dependencies).to.deep.equal({
            ...manifest.dependencies,
            ...oldestPeers,
            ...testRunners,
        });
    });
});

describe("A lock file of npm, as other package managers and other projects get it", () => {
    const packages = {
        "": {
            name: "checkout",
            version: "0.1.0",
            dependencies: { a: "^1.0.0" },
            devDependencies: { b: "~2" },
        },
        "node_modules/a": { version: "1.5.0", dependencies: { b: "^3.0.0", "@s/c": "*" } },
        "node_modules/a/node_modules/b": { version: "3.1.0", optionalDependencies: { "@s/c": "^1", d: "1" } },
        "node_modules/b": { version: "2.0.1" },
        "node_modules/@s/c": { version: "1.0.0", dependencies: { b: "^2" } },
    };

    it("gives each range the release that Node.js would find from where it is asked for", () => {
        expect(lockedReleases(packages, (name, range) => `${name}@${range}`)).to.deep.equal({
            "a@^1.0.0": "1.5.0",
            "b@~2": "2.0.1",
            "b@^3.0.0": "3.1.0",
            "@s/c@*": "1.0.0",
            "@s/c@^1": "1.0.0",
            "b@^2": "2.0.1",
        });
    });

    it("names each release", () => {
        expect(Object.entries(packages).map(releaseIn)).to.deep.equal([
            "checkout@0.1.0",
            "a@1.5.0",
            "b@3.1.0",
            "b@2.0.1",
            "@s/c@1.0.0",
        ]);
    });

    it("becomes that of another project", () => {
        const project = { name: "user", dependencies: { a: "^1.0.0" } };
        expect(JSON.parse(lockFile(project, packages)).packages).to.deep.equal({ ...packages, "": project });
    });
});
