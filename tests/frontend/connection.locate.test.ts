import { expect } from "chai";
import { locate, type Surroundings, type Whereabouts } from "../../components/starrocks/connection/locate";
import { openSqlClient } from "../sandbox/sqlClient";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { describeEmbedded, failure } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

describeEmbedded("Where a resource is that no program declares any more", () => {
    let home: StarRocksFrontend;
    let elsewhere: StarRocksFrontend;
    collectProgressOfTests();

    before(async () => {
        home = await startStarRocks({ clusterId: "11", rootPassword: "old" });
        elsewhere = await startStarRocks({ clusterId: "22", rootPassword: "old" });
        const sql = await openSqlClient(home);
        await sql.run(
            "CREATE USER 'today'@'%' IDENTIFIED BY 'pass-of-today' DEFAULT ROLE db_admin, user_admin",
        );
        await sql.close();
    });
    after(async () => {
        await home?.close();
        await elsewhere?.close();
    });

    const at = ({ port }: { readonly port: number }) => `127.0.0.1:${port}`;
    const surroundings = (
        config: Record<string, string> = {},
        environment: Record<string, string> = {},
    ): Surroundings => ({ config: (key) => config[key], environment });
    const configured = (frontend: StarRocksFrontend, more: Record<string, string> = {}) => ({
        "starrocks:host": at(frontend),
        "starrocks:user": "root",
        "starrocks:password": "old",
        ...more,
    });
    const resource = (changes: Partial<Whereabouts> = {}): Whereabouts => ({
        connection: { startupTimeoutSeconds: 0 },
        frontends: [at(home)],
        clusterId: "11",
        ...changes,
    });
    const portOf = async (where: Whereabouts, around: Surroundings) =>
        (await locate(where, around)).frontends[0]?.port;

    it("is where the configuration says, as long as that is the same cluster", async () => {
        const moved = resource({ frontends: ["127.0.0.1:1"] });
        expect(await portOf(moved, surroundings(configured(home)))).to.equal(home.port);
    });

    it("is where it was last, once the configuration names another cluster", async () => {
        expect(await portOf(resource(), surroundings(configured(elsewhere)))).to.equal(home.port);
    });

    it("is where it was last, if the configuration's address doesn't answer", async () => {
        const nobody = configured(home, { "starrocks:host": "127.0.0.1:1" });
        expect(await portOf(resource(), surroundings(nobody))).to.equal(home.port);
    });

    it("is refused where neither address is its cluster's", async () => {
        const gone = resource({ frontends: ["127.0.0.1:1"] });
        expect(await failure(locate(gone, surroundings(configured(elsewhere))))).to.match(
            /127\.0\.0\.1:\d+ is now cluster 22, but this resource is in cluster 11\n.*nothing listens.*\nIf this cluster is gone for good, remove its resources from the state: pulumi state delete '<urn>' --target-dependents/s,
        );
    });

    it("as an earlier release left it, is where the configuration says", async () => {
        const old = { connection: { startupTimeoutSeconds: 0 } };
        expect(await portOf(old, surroundings(configured(home)))).to.equal(home.port);
    });

    describe("is reached", () => {
        const frozen = () =>
            resource({
                connection: {
                    host: "127.0.0.1",
                    user: "gone",
                    password: "pass-of-gone",
                    startupTimeoutSeconds: 0,
                },
            });
        const userOf = async (where: Whereabouts, around: Surroundings) => (await locate(where, around)).user;

        it("as the configured user of this cluster, rather than as the one in the state", async () => {
            const around = surroundings(
                configured(home, { "starrocks:user": "today", "starrocks:password": "pass-of-today" }),
            );
            expect(await userOf(frozen(), around)).to.equal("today");
        });

        it("as the user in the environment first", async () => {
            const around = surroundings(configured(home), {
                STARROCKS_USER: "today",
                STARROCKS_PASSWORD: "pass-of-today",
            });
            expect(await userOf(resource(), around)).to.equal("today");
        });

        it("as the user in the state, where the configuration is about another cluster", async () => {
            const kept = resource({
                connection: {
                    host: at(home),
                    user: "today",
                    password: "pass-of-today",
                    startupTimeoutSeconds: 0,
                },
            });
            expect(await userOf(kept, surroundings(configured(elsewhere)))).to.equal("today");
        });

        it("as nobody if all are refused, with the way out", async () => {
            expect(await failure(locate(frozen(), surroundings()))).to.match(
                /Access denied for user 'gone'.*\nPulumi hands refresh and destroy the credentials of the last "pulumi up"\. .*STARROCKS_USER and STARROCKS_PASSWORD .*--run-program/s,
            );
        });
    });
});
