import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import * as life from "../../components/starrocks/catalog/life";
import { closedAfterEach } from "../unit/support/closedAfterEach";
import { makeAuthority } from "./support/certificates";
import { FAULTY_CATALOGS, lackingAction } from "./support/faultyCatalogs";
import { makeGrantees } from "./support/grantees";
import { FRONTENDS, failure, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** The parts of an error that a person reads at night. */
const SHAPE = /^[^\n]+\.\n {2}Seen: [^\n]+\n {2}Step to fix: [^\n]+\.\n {2}What to do: [^\n]+\.$/;

for (const { label, version } of FRONTENDS) {
    describe(`The error of a catalog that can't work on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const closing = closedAfterEach();
        collectProgressOfTests();

        for (const {
            fault,
            properties = {},
            spoil = () => () => {},
            cause,
            step,
            advice,
        } of FAULTY_CATALOGS) {
            it(`names cause, step and advice for ${fault}`, async () => {
                const mend = await spoil(lake);
                const inputs = lake.inputs({ properties });
                const message = await failure(life.create(lake.connection, inputs)).finally(mend);
                expect(message).to.match(SHAPE);
                const [heading = "", seen = "", toMend = "", toDo = ""] = message.split("\n");
                expect(heading).to.match(cause);
                expect(seen).to.contain(`GET `);
                expect(toMend).to.match(step);
                expect(toDo).to.match(advice);
                expect(message).to.not.contain(inputs.properties["iceberg.catalog.rest.secret-access-key"]);
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });
        }

        it("names them for a certificate that nobody trusts", async () => {
            const certificate = makeAuthority("nobody").issue(["127.0.0.1"]);
            const server = closing(createServer(certificate, (_, response) => response.end("{}")));
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const uri = `https://127.0.0.1:${(server.address() as AddressInfo).port}/iceberg`;
            const inputs = lake.inputs({ properties: { "iceberg.catalog.uri": uri } });
            const message = await failure(life.create(lake.connection, inputs));
            expect(message).to.match(SHAPE);
            expect(message).to.match(/: the endpoint's certificate isn't trusted\./);
        });

        it("says that the name is taken, for a catalog that is there", async () => {
            const inputs = lake.inputs();
            await life.create(lake.connection, inputs);
            expect(await failure(life.create(lake.connection, { ...inputs, comment: "ours" }))).to.match(
                /^catalog \S+ already exists and differs:\n {2}comment: is not set, should be "ours"\nChoose another name, drop it, or/,
            );
        });

        it("names the privilege, the user and the role, for a user who lacks one", async () => {
            const grantees = makeGrantees(lake.sql);
            const user = await grantees.user();
            const low = { ...lake.connection, user, password: "secret" };
            const message = await failure(life.create(low, lake.inputs())).finally(() => grantees.drop());
            expect(message).to.match(SHAPE);
            expect(message).to.match(
                /: the user lacks a privilege\.\n.*the CREATE EXTERNAL CATALOG privilege/,
            );
            expect(message).to.match(
                new RegExp(
                    `What to do: ${user} lacks the role db_admin: .*GRANT db_admin, user_admin TO USER '${user}'; SET DEFAULT ROLE .*'${user}'\\)\\.$`,
                ),
            );
        });

        it("says why StarRocks is too old, and what is needed", async () => {
            const { version: real } = lake.frontend;
            // A frontend is asked once for each connection.
            lake.proxy.cutAll();
            lake.proxy.meddle(/version_comment/, {
                rewrite: (answer) => answer.replace(real, "3.3.9-".padEnd(real.length, "x")),
            });
            const message = await failure(life.create(lake.connection, lake.inputs()));
            lake.proxy.cutAll();
            expect(message).to.match(
                /^StarRocks frontend \S+ can't be used: release 3\.3\.9\S* is too old, 3\.4\.2 or later is needed/,
            );
        });

        it("tells the cause that the frontend knows, for one that is there, and makes nothing by asking", async () => {
            const inputs = lake.inputs();
            await life.create(lake.connection, inputs);
            const mend = lackingAction("glue:GetDatabases")(lake);
            const message = await failure(life.create(lake.connection, inputs)).finally(mend);
            expect(message).to.match(SHAPE);
            expect(message).to.match(/Seen: StarRocks frontend \S+ says "Forbidden: User: /);
            expect(message).to.match(/What to do: Allow glue:GetDatabases on /);
            expect(lake.aws.requests.filter(({ method }) => method === "POST")).to.deep.equal([]);
        });
    });
}
