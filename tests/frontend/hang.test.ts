import { expect } from "chai";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { FRONTENDS, failure, type Lake, openLake, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const SOCKET_TIMEOUT_MS = 1_000;
/** What a statement may take beside the waiting itself. */
const MARGIN_MS = 900;

for (const { label, version } of FRONTENDS) {
    describe(`An endpoint that never answers ${label}`, () => {
        collectProgressOfTests();
        let lake: Lake;
        let bystander: SqlClient;

        before(async () => {
            lake = await openLake(version);
            bystander = await openSqlClient(lake.frontend);
        });
        after(async () => {
            await bystander?.close();
            await lake?.close();
        });
        beforeEach(() => {
            lake.aws.faults.hang = true;
            lake.proxy.statements.length = 0;
        });
        afterEach(() => {
            lake.aws.faults.hang = false;
        });

        const BOUNDS = {
            "iceberg.catalog.rest.client.socket-timeout-ms": String(SOCKET_TIMEOUT_MS),
            "iceberg.catalog.rest.client.connection-timeout-ms": String(SOCKET_TIMEOUT_MS),
        };
        const withKey = () => lake.inputs({ properties: BOUNDS });
        /** With a token that only the frontends have, so that only StarRocks can try it. */
        const withoutKey = (): CatalogInputs => {
            const { properties, ...others } = lake.inputs({
                properties: BOUNDS,
                propagationTimeoutSeconds: 60,
            });
            const { "iceberg.catalog.rest.sigv4-enabled": _, ...unsigned } = properties;
            const token = {
                "iceberg.catalog.security": "oauth2",
                "iceberg.catalog.oauth2.token": "env:TOKEN",
            };
            return { ...others, properties: { ...unsigned, ...token } };
        };

        /** The longest that another client has to wait for SHOW CATALOGS while something is done, in milliseconds. */
        async function longestWait(act: () => Promise<unknown>): Promise<number> {
            let done = false;
            const work = act().finally(() => {
                done = true;
            });
            let longest = 0;
            while (!done) {
                const began = performance.now();
                await bystander.rows("SHOW CATALOGS");
                longest = Math.max(longest, performance.now() - began);
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
            await work;
            return longest;
        }

        const sent = (pattern: RegExp) => lake.proxy.statements.filter((each) => pattern.test(each));

        it("makes nobody wait where it can be tried from here, since no CREATE is sent", async () => {
            const wait = await longestWait(() => failure(life.create(lake.connection, withKey())));
            expect(sent(/^CREATE EXTERNAL/)).to.deep.equal([]);
            expect(wait).to.be.lessThan(MARGIN_MS);
        });

        it("makes nobody wait where a change can be tried from here, since no ALTER is sent", async () => {
            lake.aws.faults.hang = false;
            const inputs = withKey();
            const state = await life.create(lake.connection, inputs);
            lake.aws.faults.hang = true;
            const wanted = withProperties(inputs, { "aws.s3.region": "eu-west-1" });
            const wait = await longestWait(() => failure(life.update(lake.connection, state, wanted)));
            expect(sent(/^ALTER/)).to.deep.equal([]);
            expect(wait).to.be.lessThan(MARGIN_MS);
        });

        it("makes nobody wait longer than the socket time-out where only StarRocks can try it", async () => {
            const inputs = withoutKey();
            let message = "";
            const wait = await longestWait(async () => {
                message = await failure(life.create(lake.connection, inputs));
            });
            expect(sent(/^CREATE EXTERNAL/)).to.have.length(1);
            expect(wait).to.be.lessThan(SOCKET_TIMEOUT_MS + MARGIN_MS);
            expect(wait).to.be.greaterThan(lake.isLazy ? 0 : SOCKET_TIMEOUT_MS - MARGIN_MS);
            expect(message).to.match(
                lake.isLazy
                    ? /the frontends get no answer/
                    : /StarRocks hides the cause.*\n.*\n.*\n.*Check that iceberg\.catalog\.uri/,
            );
            expect(await lake.exists(inputs.catalogName)).to.equal(false);
        });

        it("makes nobody wait for a catalog to be read or dropped", async () => {
            lake.aws.faults.hang = false;
            const state = await life.create(lake.connection, withKey());
            lake.aws.faults.hang = true;
            const began = performance.now();
            await life.read(lake.connection, state);
            await life.remove(lake.connection, state);
            expect(performance.now() - began).to.be.lessThan(MARGIN_MS);
        });
    });
}
