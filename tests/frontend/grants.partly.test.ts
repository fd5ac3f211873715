import { expect } from "chai";
import { entriesOfRow } from "../../components/starrocks/grant/entries";
import { DrivenResource } from "../faults/drivenResource";
import { loadProvider } from "../faults/world";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { describeEmbedded, failure } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";
import { type SqlProxy, startSqlProxy } from "./support/sqlProxy";

interface Cluster {
    readonly frontend: StarRocksFrontend;
    readonly proxy: SqlProxy;
    readonly sql: SqlClient;
}

/** What the program of the resource grants, on two objects, so that there are two statements. */
const WANTED = ["USAGE ON CATALOG lake", "CREATE TABLE ON ALL DATABASES"];
const GIVEN_BY_HAND = "ALTER ON CATALOG lake";
const REFUSED = { errno: 1064, text: "a mishap" };

describeEmbedded("A grant of which only a part could be given", () => {
    let rest: FakeServer;
    let first: Cluster;
    let second: Cluster;
    let role: string;
    let grant: DrivenResource;
    const progress = collectProgressOfTests();

    async function startCluster(clusterId: string): Promise<Cluster> {
        const frontend = await startStarRocks({ clusterId });
        const sql = await openSqlClient(frontend);
        await sql.run(
            `CREATE EXTERNAL CATALOG lake PROPERTIES ("type" = "iceberg", "iceberg.catalog.type" = "rest", ` +
                `"iceberg.catalog.uri" = "${rest.address}/iceberg")`,
        );
        return { frontend, sql, proxy: await startSqlProxy({ host: "127.0.0.1", port: frontend.port }) };
    }

    before(async () => {
        rest = await FakeServer.start();
        first = await startCluster("11");
        second = await startCluster("22");
    });
    after(async () => {
        for (const { sql, proxy, frontend } of [first, second].filter(Boolean)) {
            await sql.close();
            await proxy.close();
            await frontend.close();
        }
        await rest?.close();
    });

    let roles = 0;
    beforeEach(async () => {
        roles += 1;
        role = `readers_${roles}`;
        for (const { sql } of [first, second]) {
            await sql.run(`CREATE ROLE ${role}`);
            await sql.run(`GRANT ${GIVEN_BY_HAND} TO ROLE ${role}`);
        }
        grant = new DrivenResource(() => loadProvider("grant"), false);
    });
    afterEach(() => {
        for (const { proxy } of [first, second]) {
            proxy.leaveAlone();
        }
    });

    const declared = ({ proxy }: Cluster, privileges: object) => ({
        owner: `acme/data/dev/${role}`,
        connection: { host: "127.0.0.1", port: proxy.port, user: "root", startupTimeoutSeconds: 0 },
        catalogName: "lake",
        role,
        privileges,
    });
    const up = (cluster: Cluster, privileges: object = { catalog: ["USAGE"], databases: ["CREATE TABLE"] }) =>
        grant.up(declared(cluster, privileges));
    const held = async ({ sql }: Cluster) =>
        (await sql.rows(`SHOW GRANTS FOR ROLE ${role}`)).flatMap(({ Grants }) => entriesOfRow(Grants ?? ""));
    const expectHeld = async (cluster: Cluster, entries: readonly string[]) =>
        expect(await held(cluster)).to.have.members([GIVEN_BY_HAND, ...entries]);

    it("takes all of it when it goes, if the second statement was refused", async () => {
        first.proxy.meddle(/^GRANT CREATE TABLE/, REFUSED);
        expect(await failure(up(first))).to.match(
            /^grants on catalog lake for ROLE `readers_1` on .* failed: a mishap/,
        );
        await expectHeld(first, WANTED.slice(0, 1));
        await up(first);
        await expectHeld(first, WANTED);
        await grant.up(undefined);
        await expectHeld(first, []);
    });

    it("has done nothing that it need remember, if the first one was refused", async () => {
        first.proxy.meddle(/^GRANT USAGE/, REFUSED);
        await failure(up(first));
        expect(grant.outputs).to.equal(undefined);
    });

    it("takes all of it when it goes, if the frontend was gone after the first one", async () => {
        first.proxy.meddle(/^GRANT USAGE/, "cutAfter", async () => {
            first.frontend.faults.refuseLogins = true;
        });
        await failure(up(first));
        first.frontend.faults.refuseLogins = false;
        await expectHeld(first, WANTED.slice(0, 1));
        await up(first);
        await grant.up(undefined);
        await expectHeld(first, []);
    });

    it("takes what was new too, if what was over could not be taken", async () => {
        await up(first, { catalog: ["USAGE"] });
        first.proxy.meddle(/^REVOKE/, REFUSED);
        await failure(up(first, { databases: ["CREATE TABLE"] }));
        await up(first, { databases: ["CREATE TABLE"] });
        await expectHeld(first, WANTED.slice(1));
        await grant.up(undefined);
        await expectHeld(first, []);
    });

    describe("on its way to another cluster", () => {
        beforeEach(async () => {
            await up(first);
            second.proxy.meddle(/^GRANT CREATE TABLE/, REFUSED);
            await failure(up(second));
        });

        it("is kept on the old one until all is given on the new one", async () => {
            await expectHeld(first, WANTED);
            await up(second);
            await expectHeld(second, WANTED);
            await expectHeld(first, []);
            await grant.up(undefined);
            await expectHeld(second, []);
        });

        it("goes from both when it is deleted", async () => {
            await grant.up(undefined);
            await expectHeld(first, []);
            await expectHeld(second, []);
        });

        it("goes back, if the program does", async () => {
            await up(first);
            await expectHeld(first, WANTED);
            await expectHeld(second, []);
            await grant.up(undefined);
            await expectHeld(first, []);
        });

        it("leaves what can't be reached any more, and says so", async () => {
            first.frontend.faults.refuseLogins = true;
            first.proxy.cutAll();
            await up(second);
            first.frontend.faults.refuseLogins = false;
            expect(progress.lines.join("\n")).to.match(
                /warning: the privileges of readers_\d+ on catalog lake of the old/,
            );
            expect(grant.outputs).to.not.have.property("left");
        });
    });
});
