import { expect } from "chai";
import type { CatalogState } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { FRONTENDS, failure, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const SECRET = "iceberg.catalog.rest.secret-access-key";
const TOKEN = "iceberg.catalog.s3.session-token";

for (const { label, version } of FRONTENDS) {
    describe(`Reading a catalog on ${label}`, () => {
        const lake = openLakeForSuite(version);
        collectProgressOfTests();
        let state: CatalogState;

        beforeEach(async () => {
            state = await life.create(lake.connection, lake.inputs({ comment: "ours" }));
        });

        const read = (known = state) => life.read(lake.connection, known);
        const alter = (key: string, value: string) =>
            lake.sql.run(`ALTER CATALOG ${state.catalogName} SET ("${key}" = "${value}")`);
        const property = async (key: string) => (await read())?.properties[key];

        it("finds no drift where there is none", async () => {
            expect(await read()).to.deep.equal(state);
        });

        it("shows the drift of each property, and of no other", async () => {
            await alter("aws.s3.region", "eu-west-3");
            expect(await read()).to.deep.equal(withProperties(state, { "aws.s3.region": "eu-west-3" }));
        });

        it("shows a property that somebody has added", async () => {
            await alter("enable_iceberg_metadata_cache", "false");
            expect(await property("enable_iceberg_metadata_cache")).to.equal("false");
        });

        it("shows a comment that isn't there", async () => {
            const bare = await life.create(lake.connection, lake.inputs());
            const known = { ...bare, comment: "ours" };
            expect(await read(known)).to.not.have.property("comment");
        });

        it("shows an empty comment as an empty one", async () => {
            const empty = await life.create(lake.connection, lake.inputs({ comment: "" }));
            expect((await read({ ...empty, comment: "ours" }))?.comment).to.equal("");
        });

        it("takes a mask that fits for the credential that is known", async () => {
            expect(await property(SECRET)).to.equal(state.properties[SECRET]);
        });

        it("shows the mask of another credential, which is drift", async () => {
            // What is known is out of date, as after a restored state.
            const known = withProperties(state, { [SECRET]: "another secret" });
            expect((await read(known))?.properties[SECRET]).to.match(/^..\*{6}..$/);
        });

        it("hides a credential of somebody else that StarRocks shows in clear", async () => {
            await alter(TOKEN, "in clear");
            expect(await lake.shown(state.catalogName)).to.contain("in clear");
            expect(await property(TOKEN)).to.equal("******");
        });

        it("returns nothing if the catalog is gone", async () => {
            await lake.sql.run(`DROP CATALOG ${state.catalogName}`);
            expect(await read()).to.equal(undefined);
        });

        it("never calls the endpoint, nor anything that waits for it", async () => {
            lake.aws.faults.hang = true;
            lake.aws.requests.length = 0;
            await read().finally(() => {
                lake.aws.faults.hang = false;
            });
            expect(lake.aws.requests).to.deep.equal([]);
        });

        it("changes nothing", async () => {
            lake.proxy.statements.length = 0;
            await read();
            expect(new Set(lake.proxy.statements.map((each) => each.split(" ")[0]))).to.deep.equal(
                new Set(["SHOW"]),
            );
        });
    });

    describe(`Deleting a catalog on ${label}`, () => {
        const lake = openLakeForSuite(version);
        collectProgressOfTests();
        let state: CatalogState;

        beforeEach(async () => {
            state = await life.create(lake.connection, lake.inputs());
        });

        const remove = () => life.remove(lake.connection, state);

        it("drops it", async () => {
            await remove();
            expect(await lake.exists(state.catalogName)).to.equal(false);
        });

        it("is done if it is gone", async () => {
            await lake.sql.run(`DROP CATALOG ${state.catalogName}`);
            await remove();
        });

        for (const { errno, text } of [
            { errno: 1064, text: (name: string) => `Catalog '${name}' doesn't exist` },
            { errno: 1064, text: (name: string) => `Connector of catalog '${name}' doesn't exist` },
            { errno: 5078, text: (name: string) => `Unknown catalog '${name}'` },
        ]) {
            it(`is done if another program drops it at the same time (${text("x")})`, async () => {
                lake.proxy.meddle(/^DROP CATALOG/, { errno, text: text(state.catalogName) });
                await remove();
            });
        }

        it("doesn't call the endpoint", async () => {
            lake.aws.requests.length = 0;
            await remove();
            expect(lake.aws.requests).to.deep.equal([]);
        });

        it("drops it while a session uses it", async () => {
            await lake.sql.run(`SET CATALOG ${state.catalogName}`);
            await remove();
            await lake.sql.run("SET CATALOG default_catalog");
            expect(await lake.exists(state.catalogName)).to.equal(false);
        });

        it("needs no release in particular", async () => {
            lake.proxy.statements.length = 0;
            await remove();
            expect(lake.proxy.statements.filter((each) => !each.startsWith("SHOW"))).to.deep.equal([
                `DROP CATALOG \`${state.catalogName}\``,
            ]);
        });

        it("tells who lacks which privilege", async () => {
            await lake.sql.run(`CREATE USER '${state.catalogName}'@'%' IDENTIFIED BY 'p'`);
            const low = { ...lake.connection, user: state.catalogName, password: "p" };
            const message = await failure(life.remove(low, state));
            await lake.sql.run(`DROP USER '${state.catalogName}'@'%'`);
            expect(message).to.match(
                /^catalog \S+ could not be dropped on \S+: the user lacks a privilege\./,
            );
            expect(message).to.contain(`${state.catalogName} lacks the role db_admin`);
        });
    });
}
