import { expect } from "chai";
import { describeEmbedded, failure } from "../frontend/support/lake";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type EngineStack, openStack } from "./support/stack";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksCatalog, StarRocksGrant } from "pulumi-starrocks-s3tables";

const connection = { startupTimeoutSeconds: 0 };
const uri = new pulumi.Config().require("uri");
const lake = new StarRocksCatalog("lake", { connection, catalogName: "lake", rest: { uri } });
new StarRocksGrant("readers", {
    connection, catalogName: lake.catalogName, role: "readers", createRole: true, access: AccessLevel.Read,
});
`;

describeEmbedded("The cluster of a catalog, on the real engine", function () {
    this.timeout(300_000);

    let consumer: Consumer;
    let rest: FakeServer;
    let first: StarRocksFrontend;
    let second: StarRocksFrontend;
    let sql: Record<"first" | "second", SqlClient>;
    let stack: EngineStack;
    const environment: Record<string, string> = {};

    const passwords = { deployer: "swordfish" };
    const makeDeployer = (client: SqlClient) =>
        client.run(
            `CREATE USER 'deployer'@'%' IDENTIFIED BY '${passwords.deployer}' DEFAULT ROLE db_admin, user_admin`,
        );
    const pointTo = (host: string) => stack.setConfig({ "starrocks:host": host });
    const at = ({ port }: StarRocksFrontend, host = "127.0.0.1") => `${host}:${port}`;
    const catalogs = (client: SqlClient) => client.column("SHOW CATALOGS LIKE 'lake'");
    const grants = async (client: SqlClient) =>
        (await client.rows("SHOW GRANTS FOR ROLE readers"))
            .filter(({ Catalog }) => Catalog === "lake")
            .map(({ Grants }) => Grants);

    before(async () => {
        consumer = await openConsumer();
        rest = await FakeServer.start();
        first = await startStarRocks({ clusterId: "11" });
        second = await startStarRocks({ clusterId: "22" });
        sql = { first: await openSqlClient(first), second: await openSqlClient(second) };
        await makeDeployer(sql.first);
        await makeDeployer(sql.second);
        stack = await openStack({
            program: await consumer.program("clusters", { files: { "index.ts": PROGRAM } }),
            environment,
            config: {
                uri: `${rest.address}/iceberg`,
                "starrocks:host": at(first),
                "starrocks:user": "deployer",
            },
            secrets: { "starrocks:password": passwords.deployer },
        });
        await stack.up();
    });

    after(async () => {
        await stack?.close();
        await sql?.first.close();
        await sql?.second.close();
        await first?.close();
        await second?.close();
        await rest?.close();
        await consumer?.close();
    });

    it("by another address is the same: nothing but the address changes", async () => {
        const [before] = await sql.first.rows("SHOW CREATE CATALOG lake");
        await pointTo(at(first, "localhost"));
        const preview = await stack.preview();
        expect(changesIn(preview)).to.deep.equal(["update lake", "update readers"]);
        expect(preview.steps.find(({ name }) => name === "lake")?.diffs).to.deep.equal(["frontends"]);
        await stack.up();
        expect(await sql.first.rows("SHOW CREATE CATALOG lake")).to.deep.equal([before]);
        expect(await grants(sql.first)).to.have.length(2);
    });

    it("isn't mistaken by a refresh, once the configuration names another one", async () => {
        await pointTo(at(second));
        for (const runProgram of [false, true]) {
            const refreshed = await stack.refresh({ runProgram });
            expect(changesIn(refreshed).filter((each) => /lake|readers/.test(each))).to.deep.equal([]);
        }
    });

    it("that is another one shows in the preview; the catalog is made there, and the old one dropped", async () => {
        const preview = await stack.preview();
        expect(changesIn(preview)).to.deep.equal(["update lake", "update readers"]);
        const moved = await stack.up();
        expect(moved.diagnostics.join("\n")).to.match(/catalog lake moves: .* is a different cluster from /);
        expect([await catalogs(sql.first), await catalogs(sql.second)]).to.deep.equal([[], ["lake"]]);
        expect([await grants(sql.first), await grants(sql.second)].map((each) => each.length)).to.deep.equal([
            0, 2,
        ]);
        expect((await stack.up()).summary).to.have.all.keys("same");
    });

    describe("whose user was replaced since", () => {
        before(async () => {
            passwords.deployer = "marlin";
            await sql.second.run("DROP USER 'deployer'@'%'");
            await makeDeployer(sql.second);
            await stack.setConfig({}, { "starrocks:password": passwords.deployer });
        });

        it("is reached by a refresh that runs the program", async () => {
            await stack.refresh({ runProgram: true });
            expect(await catalogs(sql.second)).to.deep.equal(["lake"]);
        });

        it("is destroyed by a destroy that runs the program, catalogs and grants", async () => {
            await stack.destroy({ runProgram: true });
            expect(await catalogs(sql.second)).to.deep.equal([]);
            expect(await grants(sql.second)).to.deep.equal([]);
        });
    });

    describe("that is gone for good", () => {
        before(async () => {
            await stack.up();
            await sql.first.run("DROP USER 'deployer'@'%'");
            await makeDeployer(sql.first);
            await sql.second.close();
            await second.close();
        });

        it("is left by a move, with a warning that names it", async () => {
            await pointTo(at(first));
            const moved = await stack.up();
            expect(moved.diagnostics.join("\n")).to.match(
                /warning: catalog lake stays on its old cluster \(127\.0\.0\.1:\d+\), where it could not be dropped: .*\n.*DROP CATALOG/s,
            );
            expect(await catalogs(sql.first)).to.deep.equal(["lake"]);
            expect(await grants(sql.first)).to.have.length(2);
        });

        it("lets nothing be destroyed, and the error tells the way out", async () => {
            await sql.first.close();
            await first.close();
            expect(await failure(stack.destroy())).to.match(
                /pulumi state delete '<urn>' --target-dependents \(pulumi stack --show-urns/,
            );
        });
    });
});
