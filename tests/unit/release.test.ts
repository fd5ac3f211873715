import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import manifest from "../../package.json";
import { changesOf, problemsWith } from "../../scripts/release/changes";
import { missingIn, stamped } from "../../scripts/release/manifest";

const ROOT = join(__dirname, "../..");
const CHANGELOG = `# Changelog

## [Unreleased]

Soon.

## [0.2.0] - 2026-12-24

### Added

- More ([link](docs/x.md)).

## [0.1.0] - 2026-12-01

First.
`;

describe("A release", () => {
    it("has the changes of its version alone", () => {
        expect(changesOf("0.2.0", CHANGELOG)).to.equal("### Added\n\n- More ([link](docs/x.md)).");
        expect(changesOf("0.1.0", CHANGELOG)).to.equal("First.");
        expect(changesOf("0.1", CHANGELOG)).to.equal(undefined);
    });

    it("is of the version that the tag names, in each manifest and in the changelog", () => {
        const versions = { "package.json": "0.2.0", "sandbox/package.json": "0.1.0" };
        expect(problemsWith("v0.2.0", { "package.json": "0.2.0" }, CHANGELOG)).to.deep.equal([]);
        expect(problemsWith("v0.2.0", versions, CHANGELOG)).to.deep.equal([
            "sandbox/package.json has the version 0.1.0, and the tag is v0.2.0",
        ]);
        expect(problemsWith("v0.3.0", { "package.json": "0.3.0" }, CHANGELOG)).to.deep.equal([
            "CHANGELOG.md has no section [0.3.0] with a text",
        ]);
    });

    it("says where it comes from, in all places where npm and Pulumi's registry look", () => {
        const publisher = { author: "Acme", repository: "https://github.com/acme/lake" };
        expect(missingIn(publisher)).to.deep.equal([]);
        expect(stamped({ name: "x" }, publisher, "sandbox")).to.deep.equal({
            name: "x",
            author: "Acme",
            repository: { type: "git", url: "git+https://github.com/acme/lake.git", directory: "sandbox" },
            homepage: "https://github.com/acme/lake#readme",
            bugs: { url: "https://github.com/acme/lake/issues" },
        });
        expect(manifest.keywords).to.include("kind/component");
    });

    it("can't be made while that isn't known", () => {
        const publisher = JSON.parse(readFileSync(join(ROOT, "publish.json"), "utf8"));
        expect(missingIn({ author: "", repository: "" })).to.have.length(2);
        expect(publisher).to.have.all.keys("author", "repository");
        expect(manifest).to.not.have.any.keys("author", "repository", "homepage", "bugs");
    });
});
