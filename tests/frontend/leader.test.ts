import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { grantWithDefaults } from "../../components/starrocks/grant/check";
import { createGrant, removeGrant } from "../../components/starrocks/grant/life";
import { type Grantees, makeGrantees } from "./support/grantees";
import { describeEmbedded, FRONTENDS, failure, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** What a frontend answers with errno 1064 that could not hand a statement on to the leader (3.5.7 and 4.1-dev). */
const LEADER_LOST = [
    "java.net.ConnectException: Connection refused",
    "java.net.SocketException: Connection reset",
    "Socket is closed by peer.",
];

for (const { label, version } of FRONTENDS) {
    describeEmbedded(`The loss of the leader of ${label}`, () => {
        // Before the lake is closed.
        after(() => grantees.drop());
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        let grantees: Grantees;

        before(() => {
            grantees = makeGrantees(lake.sql);
        });

        for (const text of LEADER_LOST) {
            it(`is waited out by CREATE and ALTER ("${text}")`, async () => {
                const inputs = { ...lake.inputs(), owner: "acme/data/dev/lake" };
                lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 1064, text });
                lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 1064, text });
                const state = await life.create(lake.connection, inputs);
                lake.proxy.meddle(/^ALTER CATALOG/, { errno: 1064, text });
                await life.update(
                    lake.connection,
                    state,
                    withProperties(inputs, { "aws.s3.region": "eu-west-1" }),
                );
                expect(await lake.shown(inputs.catalogName)).to.contain('"aws.s3.region"  =  "eu-west-1"');
                expect(progress.lines.join("\n")).to.match(
                    /waiting for the frontends to have a leader .*\(.*java\.net|Socket/,
                );
            });
        }

        it("is waited out by DROP", async () => {
            const state = await life.create(lake.connection, lake.inputs());
            lake.proxy.meddle(/^DROP CATALOG/, { errno: 1064, text: LEADER_LOST[0]! });
            await life.remove(lake.connection, state);
            expect(await lake.exists(state.catalogName)).to.equal(false);
        });

        it("is waited out by GRANT and REVOKE", async () => {
            const { catalogName } = await life.create(lake.connection, lake.inputs());
            const role = await grantees.role();
            const inputs = grantWithDefaults({ catalogName, role, access: "Read" });
            lake.proxy.meddle(/^GRANT/, { errno: 1064, text: LEADER_LOST[0]! });
            const state = await createGrant(lake.connection, inputs);
            lake.proxy.meddle(/^REVOKE/, { errno: 1064, text: LEADER_LOST[1]! });
            await removeGrant(lake.connection, state);
            expect(await lake.sql.rows(`SHOW GRANTS FOR ROLE ${role}`)).to.deep.equal([]);
        });

        it("that had done the CREATE before is found to have done it", async () => {
            const inputs = { ...lake.inputs(), owner: "acme/data/dev/lake" };
            lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 1064, text: LEADER_LOST[1]! }, () => {
                const [statement] = lake.proxy.statements.slice(-1);
                return lake.sql.run(statement!);
            });
            const { mark } = await life.create(lake.connection, inputs);
            expect(await lake.shown(inputs.catalogName)).to.contain(mark!);
        });

        it("is not what an endpoint's or a metastore's refusal is taken for", async () => {
            const text = "Failed to list databases: java.net.ConnectException: Connection refused\n\tat x";
            const inputs = lake.inputs();
            lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 1064, text });
            expect(await failure(life.create(lake.connection, inputs))).to.contain(
                "Failed to list databases",
            );
        });
    });

    describeEmbedded(`A statement that the leader of ${label} still runs`, () => {
        const lake = openLakeForSuite(version);
        collectProgressOfTests();

        const impatient = () => ({ ...lake.connection, queryTimeoutSeconds: 0.3 });
        /** The client's own frontend is a follower: it doesn't know the catalog yet, and says so at once. */
        const unknownToFollower = (times: number) => {
            const answer = {
                errno: 5078,
                text: "Getting analyzing error. Detail message: Unknown catalog 'x'.",
            };
            lake.proxy.meddle(/^SHOW CREATE/, "passes");
            for (let each = 0; each < times; each += 1) {
                lake.proxy.meddle(/^SHOW CREATE/, answer);
            }
        };
        const runOnLeader = (inputs: CatalogInputs) =>
            lake.proxy.meddle(/^CREATE EXTERNAL/, "cutBefore", async () => {
                await life.create({ ...lake.connection, frontends: [lake.frontend] }, inputs);
                await sleep(600);
            });

        it("is looked for on the leader, since the others say at once that nothing is there", async () => {
            lake.frontend.embedded!.faults.cluster = { followerPorts: [lake.proxy.port] };
            const inputs = lake.inputs();
            runOnLeader(inputs);
            unknownToFollower(1);
            await life.create(impatient(), inputs);
            expect(await lake.exists(inputs.catalogName)).to.equal(true);
        });

        it("is looked for again and again where the leader can't be reached from here", async () => {
            lake.frontend.embedded!.faults.cluster = { leaderPort: 1, followerPorts: [lake.frontend.port] };
            const inputs = lake.inputs();
            runOnLeader(inputs);
            unknownToFollower(1);
            await life.create({ ...impatient(), queryTimeoutSeconds: 0.5 }, inputs);
            expect(await lake.exists(inputs.catalogName)).to.equal(true);
        });
    });
}
