import { expect } from "chai";
import { DrivenResource } from "../faults/drivenResource";
import { loadProvider } from "../faults/world";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { describeEmbedded } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const GIVEN = ["SELECT ON ALL TABLES IN ALL DATABASES", "USAGE ON CATALOG lake"];

describeEmbedded("The grants of a program on its catalog", () => {
    let rest: FakeServer;
    let frontend: StarRocksFrontend;
    let sql: SqlClient;
    let catalog: DrivenResource;
    let grant: DrivenResource;
    collectProgressOfTests();

    beforeEach(async () => {
        rest = await FakeServer.start();
        frontend = await startStarRocks();
        sql = await openSqlClient(frontend);
        catalog = new DrivenResource(() => loadProvider("catalog"), false);
        grant = new DrivenResource(() => loadProvider("grant"), false);
        await up();
    });
    afterEach(async () => {
        await sql.close();
        await frontend.close();
        await rest.close();
    });

    async function up(comment?: string): Promise<void> {
        const connection = { host: "127.0.0.1", port: frontend.port, user: "root", startupTimeoutSeconds: 0 };
        const properties = {
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": `${rest.address}/iceberg`,
        };
        await catalog.up({
            owner: "acme/data/dev/lake",
            connection,
            catalogName: "lake",
            properties,
            comment,
        });
        const readers = { role: "readers", createRole: true, access: "Read" };
        await grant.up({ owner: "acme/data/dev/readers", connection, catalogName: "lake", ...readers });
    }
    const held = async () =>
        (await sql.rows("SHOW GRANTS FOR ROLE readers")).map(({ Grants }) =>
            Grants?.replace(/^GRANT (.*) TO ROLE .*$/, "$1"),
        );

    it("are given again if a run was killed between dropping the catalog and making it again", async () => {
        await sql.run("DROP CATALOG lake");
        await up("another comment");
        expect(await held()).to.have.members(GIVEN);
    });

    it("are given again if a run was killed after making it again", async () => {
        const [row] = await sql.rows("SHOW CREATE CATALOG lake");
        await sql.run("DROP CATALOG lake");
        await sql.run(
            row!
                ["Create Catalog"]!.replace(/lake#\w+/, "lake#another")
                .replace(/\nPROPERTIES/, "\ncomment 'another comment'\nPROPERTIES"),
        );
        await up("another comment");
        expect(await held()).to.have.members(GIVEN);
    });
});
