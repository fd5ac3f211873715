import { expect } from "chai";
import * as life from "../../components/starrocks/catalog/life";
import type { Faults } from "../sandbox/aws/faults";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { FRONTENDS, failure, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

for (const { label, version } of FRONTENDS) {
    describe(`Waiting for a catalog to work on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();

        const WAITS: readonly { fault: keyof Faults; line: RegExp }[] = [
            {
                fault: "keyNotYetKnown",
                line: /^waiting for Glue to accept the new access key \(403 UnrecognizedClientException, 0 s of 9 s\)$/,
            },
            {
                fault: "throttle429",
                line: /^waiting for Glue to accept more requests \(429 ThrottlingException, 0 s of 9 s\)$/,
            },
            {
                fault: "error500",
                line: /^waiting for Glue to recover \(500 InternalServiceException, 0 s of 9 s\)$/,
            },
            { fault: "hang", line: /^waiting for Glue to answer \(NO_ANSWER, 1 s of 9 s\)$/ },
            {
                fault: "restForbidden403",
                line: /^waiting for Glue to allow the requests \(403 AccessDeniedException, 0 s of 9 s\)$/,
            },
        ];
        for (const { fault, line } of WAITS) {
            it(`ends well once it heals (${fault}), and tells what is waited for`, async () => {
                lake.aws.faults[fault] = 1;
                const inputs = lake.inputs({ propagationTimeoutSeconds: 9 });
                await life.create(lake.connection, inputs);
                expect(progress.lines[0]).to.match(line);
                expect(await lake.exists(inputs.catalogName)).to.equal(true);
            });
        }

        it("tells of a namespace that isn't granted yet", async () => {
            const { grants } = lake.aws.account;
            const whole = grants.splice(0);
            setTimeout(() => grants.push(...whole), 300);
            await life.create(lake.connection, lake.inputs({ propagationTimeoutSeconds: 9 }));
            expect(progress.lines[0]).to.equal(
                "waiting for Glue to apply the Lake Formation grant (403 AccessDeniedException, 0 s of 9 s)",
            );
        });

        it("ends at the deadline, with the error of the last attempt", async () => {
            lake.aws.faults.keyNotYetKnown = true;
            const inputs = lake.inputs({ propagationTimeoutSeconds: 1 });
            const began = performance.now();
            const message = await failure(life.create(lake.connection, inputs)).finally(() => {
                lake.aws.faults.keyNotYetKnown = false;
            });
            expect(message).to.match(/AWS doesn't know the access key/);
            expect(performance.now() - began).to.be.within(1000, 10_000);
        });

        it("doesn't wait for what no waiting mends", async () => {
            const properties = { "iceberg.catalog.rest.signing-region": "eu-west-1" };
            await failure(
                life.create(lake.connection, lake.inputs({ properties, propagationTimeoutSeconds: 60 })),
            );
            expect(progress.lines).to.deep.equal([]);
        });

        it("doesn't wait for an OAuth2 credential, and says what to check", async () => {
            const server = await FakeServer.start();
            server.oauth2Credential = "client:secret";
            const properties = {
                "iceberg.catalog.uri": `${server.address}/iceberg`,
                "iceberg.catalog.rest.sigv4-enabled": "false",
                "iceberg.catalog.security": "oauth2",
                "iceberg.catalog.oauth2.credential": "client:another",
            };
            const message = await failure(
                life.create(lake.connection, lake.inputs({ properties, propagationTimeoutSeconds: 60 })),
            ).finally(() => server.close());
            expect(message).to.match(
                /: the token server refuses the credential\.\n {2}Seen: POST the token of http:\S+\/v1\/oauth\/tokens from here: 401 /,
            );
            expect(message).to.not.contain("another");
            expect(progress.lines.filter((line) => line.startsWith("waiting"))).to.deep.equal([]);
        });

        it("tells a token that the endpoint refuses from a credential that the token server refuses", async () => {
            const server = await FakeServer.start();
            server.oauth2Credential = "client:secret";
            const properties = {
                "iceberg.catalog.uri": `${server.address}/iceberg`,
                "iceberg.catalog.rest.sigv4-enabled": "false",
                "iceberg.catalog.security": "oauth2",
                "iceberg.catalog.oauth2.token": "expired-token",
            };
            const message = await failure(life.create(lake.connection, lake.inputs({ properties }))).finally(
                () => server.close(),
            );
            expect(message).to.match(
                /: the endpoint doesn't accept the token\.\n {2}Seen: GET \/v1\/config /,
            );
            expect(message).to.not.contain("expired-token");
        });

        it("says that it goes on where the endpoint can't be reached from here", async () => {
            const properties = { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" };
            await failure(
                life.create(lake.connection, lake.inputs({ properties, propagationTimeoutSeconds: 60 })),
            );
            expect(progress.lines.filter((line) => !line.startsWith("creating"))).to.deep.equal([
                "http://127.0.0.1:1/iceberg can't be reached from here (ECONNREFUSED); continuing, because the frontends " +
                    "may have another route to it",
            ]);
            expect(lake.proxy.statements.join("\n")).to.match(/^CREATE EXTERNAL CATALOG/m);
        });
    });
}
