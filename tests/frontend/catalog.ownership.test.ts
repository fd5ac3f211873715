import { expect } from "chai";
import type { CatalogInputs, CatalogState } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { FRONTENDS, failure, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const DEV = "acme/data/dev/lake";
const PULL_REQUEST = "acme/data/pr-7/lake";
const RENAMED = "acme/data/dev/lakehouse";

for (const { label, version } of FRONTENDS) {
    describe(`The owner of a catalog on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        let inputs: CatalogInputs;

        beforeEach(() => {
            inputs = { ...lake.inputs(), owner: DEV };
            lake.proxy.statements.length = 0;
        });

        const create = (changes: Partial<CatalogInputs> = {}, previous?: CatalogState) =>
            life.create(lake.connection, { ...inputs, ...changes }, previous);
        const remove = (state: CatalogState) => life.remove(lake.connection, state);
        const read = (state: CatalogState) => life.read(lake.connection, state);
        const shown = () => lake.shown(inputs.catalogName);
        const mark = async () => /"pulumi\.owner" {2}= {2}"([^"]*)"/.exec(await shown())?.[1];
        const exists = () => lake.exists(inputs.catalogName);
        const drops = () => lake.proxy.statements.filter((each) => each.startsWith("DROP"));

        it("stands in SHOW CREATE CATALOG, with the resource's name and stack", async () => {
            const state = await create();
            expect(await mark()).to.match(/^acme\/data\/dev\/lake#[0-9a-f]{12}$/);
            expect(state.mark).to.equal(await mark());
        });

        it("is no drift", async () => {
            const state = await create();
            expect(await read(state)).to.deep.equal(state);
        });

        describe("that is the same resource", () => {
            it("takes over what an interrupted run left, under a mark of its own", async () => {
                const first = await create();
                const second = await create();
                expect(second.mark).to.not.equal(first.mark);
                expect(await mark()).to.equal(second.mark);
            });

            it("alters what an interrupted run left into shape, without being asked to adopt it", async () => {
                await create();
                await create({ properties: { ...inputs.properties, "aws.s3.region": "eu-west-1" } });
                expect(await shown()).to.contain('"aws.s3.region"  =  "eu-west-1"');
            });

            it("drops nothing as the old instance, once the new one has the catalog", async () => {
                const first = await create();
                const second = await create();
                await remove(first);
                expect(await exists()).to.equal(true);
                expect(progress.lines.at(-1)).to.match(
                    /is not dropped: it now belongs to acme\/data\/dev\/lake/,
                );
                await remove(second);
                expect(await exists()).to.equal(false);
            });

            it("keeps its mark through updates, and renews the owner in it after a rename with an alias", async () => {
                const state = await create();
                const updated = await life.update(lake.connection, state, { ...inputs, owner: RENAMED });
                const [, instance] = state.mark!.split("#");
                expect(await mark()).to.equal(`${RENAMED}#${instance}`);
                expect(updated.mark).to.equal(await mark());
            });
        });

        describe("that is another name of the same stack", () => {
            it("gives the catalog up to it, with a line that names aliases", async () => {
                const old = await create();
                const renamed = await create({ owner: RENAMED });
                expect(progress.lines.join("\n")).to.contain(
                    'was declared as "lake" in this stack, and "lakehouse" takes it over; after a rename, ' +
                        'aliases: [{ name: "lake" }] keeps the resource and its state',
                );
                await remove(old);
                expect(await mark()).to.equal(renamed.mark);
            });
        });

        describe("that is another stack", () => {
            it("refuses to be taken over, by its name, and stays untouched", async () => {
                await create();
                const before = await shown();
                expect(await failure(create({ owner: PULL_REQUEST }))).to.match(
                    new RegExp(
                        `^catalog ${inputs.catalogName} belongs to stack acme/data/dev, where "lake" declares it .*` +
                            "Choose another catalogName for this stack; or set adopt: true",
                    ),
                );
                expect(await shown()).to.equal(before);
            });

            it("is taken over with adopt, and then drops nothing", async () => {
                const dev = await create();
                const theirs = await create({ owner: PULL_REQUEST, adopt: true });
                await remove(dev);
                expect(await mark()).to.equal(theirs.mark);
            });

            it("shows at a refresh as what it is, and isn't overwritten", async () => {
                const dev = await create();
                await create({ owner: PULL_REQUEST, adopt: true });
                expect((await read(dev))?.owner).to.equal(PULL_REQUEST);
                expect(await failure(life.update(lake.connection, dev, inputs))).to.contain(
                    "belongs to stack acme/data/pr-7",
                );
                await life.update(lake.connection, dev, { ...inputs, adopt: true });
                expect(await mark()).to.equal(dev.mark);
            });
        });

        describe("that is nobody", () => {
            it("becomes this resource if the catalog is as declared", async () => {
                await create({ owner: undefined });
                const state = await create();
                expect(await mark()).to.equal(state.mark);
            });

            it("stays nobody if the catalog differs", async () => {
                await create({ owner: undefined, comment: "by hand" });
                expect(await failure(create())).to.match(/already exists and differs:\n {2}comment/);
                expect(await mark()).to.equal(undefined);
            });

            it("as an earlier release left it: goes on to work, and gets the mark with the next update", async () => {
                const { owner: _, ...old } = await create({ owner: undefined });
                expect(old.mark).to.equal(undefined);
                expect(await read(old)).to.deep.equal(old);
                const wanted = withProperties(inputs, { "aws.s3.region": "eu-west-1" });
                const state = await life.update(lake.connection, old, wanted);
                expect(await mark()).to.equal(state.mark);
            });

            it("as an earlier release left it: is dropped with its resource", async () => {
                await remove(await create({ owner: undefined }));
                expect(await exists()).to.equal(false);
            });

            it("as an earlier release left it: is replaced, and the old resource drops nothing", async () => {
                const old = await create({ owner: undefined, comment: "old" });
                const replaced = await create({ comment: "new" }, old);
                await remove(old);
                expect(await mark()).to.equal(replaced.mark);
                expect(await shown()).to.contain('comment "new"');
            });

            it("since someone has recreated it by hand: is not dropped", async () => {
                const state = await create();
                await lake.sql.run(`DROP CATALOG ${inputs.catalogName}`);
                await create({ owner: undefined });
                expect((await read(state))?.owner).to.equal("");
                await remove(state);
                expect(await exists()).to.equal(true);
                expect(drops()).to.deep.equal([]);
                expect(progress.lines.at(-1)).to.match(/someone has recreated it/);
            });
        });
    });
}
