import { expect } from "chai";
import { catalog } from "../../components/provider";
import type { RawCatalogInputs } from "../../components/starrocks/catalog/check";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";

/** The provider remembers for its process's life what a program declares, so each test has names of its own. */
describe("The provider of catalogs", () => {
    const declared = (owner: string, catalogName: string, changes: RawCatalogInputs = {}): CatalogInputs =>
        ({
            owner,
            catalogName,
            connection: { host: "starrocks.internal", user: "pulumi" },
            properties: { type: "iceberg", "iceberg.catalog.type": "hive" },
            ...changes,
        }) as CatalogInputs;
    const check = (news: CatalogInputs, olds: object = {}) =>
        catalog.check!(olds as CatalogInputs, news) as Promise<{
            inputs: CatalogInputs;
            failures: { property: string; reason: string }[];
        }>;

    it("refuses a catalog that two resources of a program declare, naming the first", async () => {
        await check(declared("acme/data/dev/one", "twice"));
        const { failures } = await check(declared("acme/data/dev/two", "twice"));
        expect(failures).to.deep.equal([
            { property: "catalogName", reason: 'names a catalog that "one" declares too' },
        ]);
    });

    it("doesn't refuse one that is checked once more, nor one of another cluster", async () => {
        const one = declared("acme/data/dev/once", "once");
        await check(one);
        expect((await check(one)).failures).to.deep.equal([]);
        const elsewhere = declared("acme/data/dev/there", "once", {
            connection: { host: "other.internal", user: "pulumi" },
        });
        expect((await check(elsewhere)).failures).to.deep.equal([]);
    });

    it("says where the catalog is, so that another frontend shows in a preview", async () => {
        const { inputs } = await check(declared("acme/data/dev/place", "place"));
        expect(inputs.frontends).to.deep.equal(["starrocks.internal:9030"]);
    });

    it("shows no change of a catalog that an earlier release has made", async () => {
        const { inputs } = await check(declared("acme/data/dev/old", "old"));
        const { owner: _, frontends: _frontends, ...olds } = inputs;
        expect((await check(declared("acme/data/dev/old", "old"), olds)).inputs).to.deep.equal(olds);
    });

    it("leaves it to the engine what changes, but for what a failed change has left on the server", async () => {
        const news = declared("acme/data/dev/left", "left");
        const { inputs } = await check(news);
        await check(news, inputs);
        expect(await catalog.diff!("left", inputs, inputs)).to.deep.equal({ replaces: [] });
        const left = { ...inputs, properties: { ...inputs.properties, residue: "x" } };
        expect(await catalog.diff!("left", left, inputs)).to.deep.equal({
            replaces: ["properties"],
            changes: true,
        });
    });
});
