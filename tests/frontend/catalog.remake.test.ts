import { expect } from "chai";
import type { CatalogInputs, CatalogState } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { type Grantees, makeGrantees } from "./support/grantees";
import { FRONTENDS, failure, NAMESPACE, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const URI = "iceberg.catalog.uri";
const NOWHERE = "http://127.0.0.1:1/iceberg";
const OWNER = "acme/data/dev/lake";

for (const { label, version } of FRONTENDS) {
    describe(`Making a catalog again on ${label}`, () => {
        // Before the lake is closed.
        after(() => grantees.drop());
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        let grantees: Grantees;
        let inputs: CatalogInputs;
        let state: CatalogState;

        before(() => {
            grantees = makeGrantees(lake.sql);
        });
        beforeEach(async () => {
            inputs = { ...lake.inputs({ comment: "old" }), owner: OWNER };
            state = await life.create(lake.connection, inputs);
            lake.proxy.statements.length = 0;
        });

        /** As the engine replaces it: the new instance is made, then the old one deleted. */
        const replace = async (changes: Partial<CatalogInputs>) => {
            const replaced = await life.create(lake.connection, { ...inputs, ...changes }, state);
            await life.remove(lake.connection, state);
            return replaced;
        };
        const shown = () => lake.shown(inputs.catalogName);
        const sent = (pattern: RegExp) => lake.proxy.statements.filter((each) => pattern.test(each));
        const ofIt = (verb: string) => new RegExp(`^${verb}.*\`${inputs.catalogName}\``);
        const heldBy = async (grantee: string) =>
            (await lake.sql.rows(`SHOW GRANTS FOR ${grantee}`))
                .filter(({ Catalog }) => Catalog === inputs.catalogName)
                .map(({ Grants }) => Grants);

        it("changes its comment", async () => {
            await replace({ comment: "new" });
            expect(await shown()).to.contain('comment "new"');
        });

        it("takes a property away", async () => {
            const { "iceberg.catalog.rest.client.max-retries": _, ...properties } = inputs.properties;
            await replace({ properties });
            expect(await shown()).to.not.contain("max-retries");
        });

        it("tries the new one under another name first, and leaves nothing of it", async () => {
            await replace({ comment: "new" });
            const [first, second] = sent(/^CREATE EXTERNAL/);
            expect(first).to.match(/`pulumi_trial_[0-9a-f]{16}`/);
            expect(second).to.match(ofIt("CREATE EXTERNAL"));
            expect(await lake.sql.column("SHOW CATALOGS LIKE 'pulumi_trial%'")).to.deep.equal([]);
        });

        it("drops what an interrupted try has left first", async () => {
            lake.proxy.meddle(/^DROP CATALOG `pulumi_trial/, { errno: 1064, text: "a mishap" });
            expect(await failure(replace({ comment: "new" }))).to.contain("a mishap");
            expect(await shown()).to.contain('comment "old"');
            await replace({ comment: "new" });
            expect(await lake.sql.column("SHOW CATALOGS LIKE 'pulumi_trial%'")).to.deep.equal([]);
        });

        it("grants again all that anybody held on it", async () => {
            const [role, user] = [await grantees.role(), await grantees.user()];
            await lake.sql.run(`GRANT USAGE ON CATALOG ${inputs.catalogName} TO ROLE ${role}`);
            await lake.sql.run(
                `GRANT USAGE ON CATALOG ${inputs.catalogName} TO USER '${user}'@'%' WITH GRANT OPTION`,
            );
            await lake.sql.run(`SET CATALOG ${inputs.catalogName}`);
            await lake.sql.run(`GRANT SELECT, INSERT ON ALL TABLES IN DATABASE ${NAMESPACE} TO ROLE ${role}`);
            await lake.sql.run("SET CATALOG default_catalog");
            const before = [await heldBy(`ROLE ${role}`), await heldBy(`USER '${user}'@'%'`)];
            await replace({ comment: "new" });
            expect([await heldBy(`ROLE ${role}`), await heldBy(`USER '${user}'@'%'`)]).to.deep.equal(before);
            expect(before.map((each) => each.length)).to.deep.equal([2, 1]);
        });

        it("is not begun if the new one wouldn't work", async () => {
            const message = await failure(
                replace({ ...withProperties(inputs, { [URI]: NOWHERE }), comment: "new" }),
            );
            expect(message).to.match(
                new RegExp(
                    `^catalog ${inputs.catalogName} was not changed, because it wouldn't work as declared now`,
                ),
            );
            expect(message).to.match(/Step to fix: the network/);
            expect(sent(ofIt("DROP"))).to.deep.equal([]);
            expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(NAMESPACE);
        });

        describe("that fails after the drop", () => {
            const failOnce = () =>
                lake.proxy.meddle(ofIt("CREATE EXTERNAL"), { errno: 1064, text: "a mishap" });

            it("brings the old one back, with its grants, and says so", async () => {
                const role = await grantees.role();
                await lake.sql.run(`GRANT USAGE ON CATALOG ${inputs.catalogName} TO ROLE ${role}`);
                failOnce();
                expect(await failure(replace({ comment: "new" }))).to.match(
                    /a mishap\nCatalog \S+ had been dropped to be recreated, and was restored as it was before\./,
                );
                expect(await shown())
                    .to.contain('comment "old"')
                    .and.contain(state.mark!);
                expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(
                    NAMESPACE,
                );
                expect(await heldBy(`ROLE ${role}`)).to.have.length(1);
            });

            it("says so if the old one can't be brought back", async () => {
                failOnce();
                failOnce();
                expect(await failure(replace({ comment: "new" }))).to.match(
                    /and could not be restored: .*a mishap.*\nRun pulumi up again to recreate it\./s,
                );
            });

            it("says which credential isn't known, where that keeps the old one from coming back", async () => {
                lake.proxy.meddle(/^SHOW CREATE CATALOG/, {
                    rewrite: (answer) =>
                        answer.replace(/(secret-access-key"\s+=\s+")..(\*{6})../, "$1of$2se"),
                });
                failOnce();
                const message = await failure(replace({ comment: "new" }));
                expect(message).to.match(
                    /could not be restored: the old value of \S+secret-access-key is not known/,
                );
            });
        });

        it("goes on without the grants of others for a user who may not see them, and says so", async () => {
            const user = await grantees.user(["db_admin"]);
            const connection = { ...lake.connection, user, password: "secret" };
            await life.create(connection, { ...inputs, comment: "new" }, state);
            expect(await shown()).to.contain('comment "new"');
            expect(progress.lines.join("\n")).to.match(/can't see all grants on catalog/);
        });
    });
}
