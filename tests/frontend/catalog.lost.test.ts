import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { withDefaults } from "../../components/starrocks/catalog/check";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { closedAfterEach } from "../unit/support/closedAfterEach";
import { FRONTENDS, failure, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";
import type { Fate } from "./support/sqlProxy";

const CUTS: readonly { readonly moment: string; readonly fate: Fate }[] = [
    { moment: "before it arrives", fate: "cutBefore" },
    { moment: "while it runs", fate: "cutDuring" },
    { moment: "before its answer arrives", fate: "cutAfter" },
];

for (const { label, version } of FRONTENDS) {
    describe(`A connection to ${label} that is lost`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        beforeEach(() => {
            lake.proxy.statements.length = 0;
        });

        const create = (inputs: CatalogInputs) => life.create(lake.connection, inputs);

        for (const { moment, fate } of CUTS) {
            it(`on CREATE, ${moment}, leads to the catalog all the same`, async () => {
                const inputs = lake.inputs();
                lake.proxy.meddle(/^CREATE EXTERNAL/, fate);
                await create(inputs);
                expect(await lake.exists(inputs.catalogName)).to.equal(true);
            });

            it(`on ALTER, ${moment}, leads to the change all the same`, async () => {
                const inputs = lake.inputs();
                const state = await create(inputs);
                lake.proxy.meddle(/^ALTER CATALOG/, fate);
                await life.update(
                    lake.connection,
                    state,
                    withProperties(inputs, { "aws.s3.region": "eu-west-1" }),
                );
                expect(await lake.shown(inputs.catalogName)).to.contain('"aws.s3.region"  =  "eu-west-1"');
            });

            it(`on DROP, ${moment}, leads to no catalog all the same`, async () => {
                const inputs = lake.inputs();
                await create(inputs);
                lake.proxy.meddle(/^DROP CATALOG/, fate);
                await life.remove(lake.connection, inputs);
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });

            it(`on a statement that only looks, ${moment}, is noticed by nobody`, async () => {
                const inputs = lake.inputs();
                const state = await create(inputs);
                for (const statement of [/^SHOW CREATE/, /version_comment/]) {
                    lake.proxy.meddle(statement, fate);
                }
                expect(await life.read(lake.connection, state)).to.deep.equal(state);
            });
        }

        it("says what it looks for", async () => {
            const inputs = lake.inputs();
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutAfter");
            await create(inputs);
            expect(progress.lines[1]).to.match(
                new RegExp(
                    `^no answer to CREATE EXTERNAL CATALOG of ${inputs.catalogName} \\(.+\\); checking whether`,
                ),
            );
        });

        it("sends no second CREATE if the first one went through", async () => {
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutAfter");
            await create(lake.inputs());
            expect(lake.proxy.statements.filter((each) => each.startsWith("CREATE EXTERNAL"))).to.have.length(
                1,
            );
        });

        it("takes a refusal of the second CREATE for its own first one", async () => {
            const inputs = lake.inputs();
            const text = `Catalog '${inputs.catalogName}' already exists`;
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutBefore");
            lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 5514, text }, () =>
                life.create({ ...lake.connection, frontends: [lake.frontend] }, inputs),
            );
            await create(inputs);
            expect(await lake.exists(inputs.catalogName)).to.equal(true);
        });

        it("refuses what it finds if that isn't what was declared", async () => {
            const inputs = lake.inputs();
            const theirs = { ...inputs, comment: "theirs" };
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutBefore", () =>
                life.create({ ...lake.connection, frontends: [lake.frontend] }, theirs),
            );
            expect(await failure(create(inputs))).to.match(/already exists and differs/);
        });

        it("drops what it made itself, if that doesn't work", async () => {
            const inputs = lake.inputs();
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutAfter");
            lake.proxy.meddle(/^SHOW DATABASES/, { errno: 1064, text: "a mishap" });
            expect(await failure(create(inputs))).to.match(/a mishap/);
            expect(await lake.exists(inputs.catalogName)).to.equal(false);
        });
    });

    describe(`A statement that ${label} doesn't answer in time`, () => {
        const lake = openLakeForSuite(version);
        const closing = closedAfterEach();
        const progress = collectProgressOfTests();

        const impatient = () => ({ ...lake.connection, queryTimeoutSeconds: 0.3 });
        /** The answer comes late, although the statement has run; 4.1 makes others wait meanwhile, 3.5 doesn't. */
        const runElsewhereAndStall = (inputs: CatalogInputs) =>
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutBefore", async () => {
                await life.create({ ...lake.connection, frontends: [lake.frontend] }, inputs);
                await sleep(600);
            });

        it("is found to have gone through", async () => {
            const inputs = lake.inputs();
            runElsewhereAndStall(inputs);
            await life.create(impatient(), inputs);
            expect(progress.lines.join()).to.match(
                /no answer to CREATE EXTERNAL CATALOG .*\(no answer to CREATE EXTERNAL CATALOG for 0\.3 s\)/,
            );
        });

        it("is waited for where it makes everybody wait, and found to have gone through", async function () {
            if (lake.isLazy) {
                this.skip();
            }
            const server = closing(await FakeServer.start());
            const inputs = withDefaults({
                catalogName: lake.newName(),
                properties: {
                    "iceberg.catalog.type": "rest",
                    "iceberg.catalog.uri": `${server.address}/iceberg`,
                },
            });
            const slowness = (milliseconds: number) => async () => {
                server.delayMilliseconds = milliseconds;
            };
            lake.proxy.meddle(/^CREATE EXTERNAL/, "passes", slowness(450));
            lake.proxy.meddle(/^SHOW DATABASES/, "passes", slowness(0));
            await life.create(impatient(), inputs);
            expect(await lake.exists(inputs.catalogName)).to.equal(true);
            expect(progress.lines.join()).to.match(/no answer to CREATE/);
        });

        it("isn't sent again if it is found not to have gone through", async () => {
            const inputs = lake.inputs();
            lake.proxy.statements.length = 0;
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutBefore", () => sleep(600));
            expect(await failure(life.create(impatient(), inputs))).to.match(
                /^catalog \S+ could not be created on \S+: no answer to CREATE EXTERNAL CATALOG for 0\.3 s/,
            );
            expect(lake.proxy.statements.filter((each) => each.startsWith("CREATE EXTERNAL"))).to.have.length(
                1,
            );
        });

        it("doesn't make the next statement wait behind it", async () => {
            const inputs = lake.inputs();
            const state = await life.create(lake.connection, inputs);
            lake.proxy.meddle(/^SHOW CREATE/, "cutBefore", () => sleep(9000, undefined, { ref: false }));
            await failure(life.read(impatient(), state));
            const began = performance.now();
            expect(await life.read(impatient(), state)).to.deep.equal(state);
            expect(performance.now() - began).to.be.lessThan(8000);
        });

        it("is found to have changed the catalog", async () => {
            const inputs = lake.inputs();
            const state = await life.create(lake.connection, inputs);
            const wanted = withProperties(inputs, { "aws.s3.region": "eu-west-1" });
            lake.proxy.meddle(/^ALTER CATALOG/, "cutBefore", async () => {
                await lake.sql.run(`ALTER CATALOG ${inputs.catalogName} SET ("aws.s3.region" = "eu-west-1")`);
                await sleep(600);
            });
            await life.update(impatient(), state, wanted);
            expect(await lake.shown(inputs.catalogName)).to.contain('"aws.s3.region"  =  "eu-west-1"');
        });
    });
}
