import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { apiReference } from "../../scripts/docs/apiReference";
import { DOCS } from "../../scripts/docs/documents";

describe("The API reference", function () {
    this.timeout(60_000);
    const folder = join(DOCS, "api");
    let pages: Readonly<Record<string, string>>;

    // Fails too if something public has no docstring.
    before(async () => {
        pages = await apiReference();
    });

    it("has a page for each module", () => {
        expect(readdirSync(folder).sort(), "run npm run docs").to.deep.equal(Object.keys(pages));
    });

    it("is as the docstrings have it; if not, run npm run docs", () => {
        for (const [name, text] of Object.entries(pages)) {
            expect(readFileSync(join(folder, name), "utf8") === text, `run npm run docs: ${name}`).to.equal(
                true,
            );
        }
    });
});
