import { expect } from "chai";
import { AccessLevel } from "../../components/permissions/access";
import { catalog } from "../../components/providers/catalog";
import { grant } from "../../components/providers/grant";
import type { CatalogInputs, CatalogState } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { grantWithDefaults } from "../../components/starrocks/grant/check";
import type { GrantInputs } from "../../components/starrocks/grant/inputs";
import { createGrant, readGrant, removeGrant } from "../../components/starrocks/grant/life";
import { type Grantees, makeGrantees } from "./support/grantees";
import { FRONTENDS, type Lake, NAMESPACE, openLake, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** As many as the engine works on at a time on two cores. */
const AT_ONCE = 8;

/** What the preflight of one namespace without tables asks. */
const PREFLIGHT = ["config", "namespaces", `namespaces/${NAMESPACE}`, `namespaces/${NAMESPACE}/tables`];
/** What a frontend asks to create a catalog and list its namespaces, whichever statement it does it at. */
const CREATION = ["config", "namespaces"];

for (const { label, version } of FRONTENDS) {
    describe(`What is sent to ${label} and the endpoint`, () => {
        collectProgressOfTests();
        let lake: Lake;
        let grantees: Grantees;
        let connections: number;

        // A lake for each: the connection to a frontend is kept for as long as the process lives.
        beforeEach(async () => {
            lake = await openLake(version);
            grantees = makeGrantees(lake.sql);
        });
        afterEach(async () => {
            await grantees?.drop();
            await lake?.close();
        });

        /** What is sent by an action: each statement's beginning, what is asked of the endpoint, new connections. */
        async function sentBy(act: () => Promise<unknown>) {
            lake.proxy.statements.length = 0;
            lake.aws.requests.length = 0;
            connections = lake.proxy.connections();
            await act();
            return {
                statements: lake.proxy.statements.map((each) => /^[A-Z]+( [A-Z]+)*/.exec(each)![0]),
                requests: lake.aws.requests.map(({ path }) => /(config|namespaces.*)$/.exec(path)![0]).sort(),
                connections: lake.proxy.connections() - connections,
            };
        }
        const NOTHING = { statements: [], requests: [], connections: 0 };
        const only = (...statements: string[]) => ({ ...NOTHING, statements });

        const create = (inputs = lake.inputs()) => life.create(lake.connection, inputs);
        const times = <Value>(count: number, values: readonly Value[]) =>
            Array.from({ length: count }, () => values).flat();

        describe("for a catalog", () => {
            let state: CatalogState;

            beforeEach(async () => {
                state = await create();
            });

            it("that is the first: who the frontend is, whether the name is free, CREATE, and the proof", async () => {
                const another = await openLake(version);
                try {
                    another.aws.requests.length = 0;
                    await life.create(another.connection, another.inputs());
                    expect(another.proxy.connections()).to.equal(1);
                    expect(another.proxy.statements.map((each) => each.split(" ")[0])).to.deep.equal([
                        "SELECT",
                        "SHOW",
                        "SHOW",
                        "CREATE",
                        "SHOW",
                    ]);
                    expect(another.aws.requests).to.have.length(PREFLIGHT.length + CREATION.length);
                } finally {
                    await another.close();
                }
            });

            it("that is another one: nothing more of who the frontend is", async () => {
                expect(await sentBy(create)).to.deep.equal({
                    statements: ["SHOW CREATE CATALOG", "CREATE EXTERNAL CATALOG", "SHOW DATABASES FROM"],
                    requests: [...PREFLIGHT, ...CREATION].sort(),
                    connections: 0,
                });
            });

            it("that is unchanged, in a preview: nothing", async () => {
                const sent = await sentBy(async () => {
                    await catalog.check!(state, state);
                    await catalog.diff!(state.catalogName, state, state);
                });
                expect(sent).to.deep.equal(NOTHING);
            });

            it("in a refresh: one look", async () => {
                expect(await sentBy(() => life.read(lake.connection, state))).to.deep.equal(
                    only("SHOW CREATE CATALOG"),
                );
            });

            it("that changes: ALTER between two proofs, and what it shows then", async () => {
                const wanted: CatalogInputs = withProperties(state, { "aws.s3.region": "eu-west-1" });
                const { statements, requests } = await sentBy(() =>
                    life.update(lake.connection, state, wanted),
                );
                expect(statements).to.deep.equal([
                    "SHOW CREATE CATALOG",
                    "SHOW DATABASES FROM",
                    "ALTER CATALOG",
                    "SHOW CREATE CATALOG",
                    "SHOW DATABASES FROM",
                ]);
                // The frontend lists the namespaces twice, and asks for the configuration anew.
                expect(requests).to.deep.equal([...PREFLIGHT, ...CREATION, "namespaces"].sort());
            });

            it("that goes: whose it is, and DROP", async () => {
                expect(await sentBy(() => life.remove(lake.connection, state))).to.deep.equal(
                    only("SHOW CREATE CATALOG", "DROP CATALOG"),
                );
            });
        });

        describe("for many catalogs at a time", () => {
            const many = (change: (index: number) => CatalogInputs = () => lake.inputs()) =>
                Promise.all(Array.from({ length: AT_ONCE }, (_, index) => create(change(index))));

            it("of one endpoint, key and namespaces: one preflight, on one connection", async () => {
                await create();
                const { statements, requests, connections: made } = await sentBy(many);
                expect(statements).to.have.length(3 * AT_ONCE);
                expect(requests).to.deep.equal([...PREFLIGHT, ...times(AT_ONCE, CREATION)].sort());
                expect(made).to.equal(0);
            });

            it("of other namespaces: one preflight more", async () => {
                const namespaces = (index: number) => (index === 3 ? [] : [NAMESPACE]);
                const { requests } = await sentBy(() =>
                    many((index) => lake.inputs({ namespaces: namespaces(index) })),
                );
                expect(requests).to.deep.equal([...PREFLIGHT, ...times(1 + AT_ONCE, CREATION)].sort());
            });
        });

        describe("for a grant", () => {
            let wanted: GrantInputs;

            beforeEach(async () => {
                const { catalogName } = await create();
                wanted = grantWithDefaults({
                    catalogName,
                    role: await grantees.role(),
                    access: AccessLevel.Read,
                });
            });

            it("that is new: what is held, and a GRANT for each kind of object", async () => {
                expect(await sentBy(() => createGrant(lake.connection, wanted))).to.deep.equal(
                    only(
                        "SHOW GRANTS FOR ROLE",
                        "SET CATALOG",
                        "GRANT USAGE ON CATALOG",
                        "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE",
                        "SET CATALOG",
                    ),
                );
            });

            it("that is unchanged, in a preview: nothing", async () => {
                const state = await createGrant(lake.connection, wanted);
                const sent = await sentBy(async () => {
                    await grant.check!(state, state);
                    await grant.diff!("id", state, state);
                });
                expect(sent).to.deep.equal(NOTHING);
            });

            it("that goes: a REVOKE for each privilege", async () => {
                const state = await createGrant(lake.connection, wanted);
                expect((await sentBy(() => removeGrant(lake.connection, state))).statements).to.have.length(
                    4,
                );
            });

            it("of many of one role, in a refresh: one look", async () => {
                const state = await createGrant(lake.connection, wanted);
                const sent = await sentBy(() =>
                    Promise.all(Array.from({ length: AT_ONCE }, () => readGrant(lake.connection, state))),
                );
                expect(sent).to.deep.equal(only("SHOW GRANTS FOR ROLE"));
            });

            it("of one role, while another one is given to it: each looks for itself", async () => {
                const state = await createGrant(lake.connection, wanted);
                const more = grantWithDefaults({ ...wanted, access: AccessLevel.Write });
                const [, , after] = await Promise.all([
                    readGrant(lake.connection, state),
                    createGrant(lake.connection, more),
                    readGrant(lake.connection, { ...state, grants: more.grants }),
                ]);
                expect(after!.grants).to.deep.equal(more.grants);
            });
        });
    });
}
