import { expect } from "chai";
import { FRONTENDS } from "../frontend/support/lake";
import { createUser } from "../sandbox/aws/account/iamPrincipals";
import { grant as grantInLakeFormation } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import {
    type Declared,
    type Ground,
    NAMESPACES,
    type OwnedStack,
    openGround,
} from "./support/ownershipProgram";
import type { Operation } from "./support/stack";

const ROLE = "ownership_analyst";
const OTHER_ROLE = "ownership_engineer";
const LAST_RELEASE = "4.1";
const CATALOG = "ownership_lake";

for (const { label, version } of FRONTENDS) {
    describe(`What is owned, on the real engine and ${label}`, function () {
        this.timeout(300_000);

        let ground: Ground;
        let consumer: Consumer;
        let stack: OwnedStack;

        const catalog = (changes: Partial<Declared> = {}): Declared => ({
            kind: "catalog",
            name: "catalog",
            catalogName: CATALOG,
            namespaces: NAMESPACES,
            ...changes,
        });
        const readers = (changes: Partial<Declared> = {}): Declared => ({
            kind: "grant",
            name: "readers",
            catalogName: CATALOG,
            role: ROLE,
            access: "Read",
            ...changes,
        });
        const permissions = (changes: Partial<Declared> = {}): Declared => ({
            kind: "lakeFormation",
            name: "permissions",
            region: ground.sandbox.aws.account.region,
            catalogId: ground.catalogId,
            principal: ground.principal,
            grants: {
                "namespace sales": "DESCRIBE",
                "tables of sales": "DESCRIBE, SELECT",
            },
            propagationTimeoutSeconds: 0,
            ...changes,
        });
        const all = (): Declared[] => [catalog(), readers(), permissions()];
        const declare = async (resources: readonly Declared[]): Promise<Operation> => {
            await stack.declare(resources);
            return stack.up();
        };
        const printed = ({ diagnostics }: Operation) => diagnostics.join("\n");

        /** Nothing declared is missing, and nothing foreign is gone. */
        const expectAll = async (owner: string) => {
            expect(await ground.mark(CATALOG)).to.match(new RegExp(`/${owner}#`));
            expect(await ground.held(ROLE, CATALOG)).to.deep.equal([
                `GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE '${ROLE}'`,
                `GRANT USAGE, DROP ON CATALOG ${CATALOG} TO ROLE '${ROLE}'`,
            ]);
            expect(ground.heldInLakeFormation()).to.deep.equal([
                "DESCRIBE on namespace sales",
                "DESCRIBE on tables of sales",
                "SELECT on tables of sales",
            ]);
        };

        before(async () => {
            ground = await openGround(version);
            consumer = await openConsumer();
            await ground.sql.run(`CREATE ROLE IF NOT EXISTS ${ROLE}`);
            createUser(ground.sandbox.aws.account, { name: "starrocks" });
            stack = await ground.stack(consumer, "dev", [catalog()]);
            await stack.up();
            await ground.sql.run(`GRANT USAGE, DROP ON CATALOG ${CATALOG} TO ROLE ${ROLE}`);
            grantInLakeFormation(
                ground.sandbox.aws.account,
                ground.principal,
                { kind: "database", catalogId: ground.catalogId, name: "sales" },
                ["DESCRIBE"],
            );
            await declare(all());
        });

        after(async () => {
            await ground?.sql.run(`DROP CATALOG IF EXISTS ${CATALOG}`).catch(() => undefined);
            for (const role of [ROLE, OTHER_ROLE]) {
                await ground?.sql.run(`DROP ROLE IF EXISTS ${role}`).catch(() => undefined);
            }
            await stack?.close();
            await consumer?.close();
            await ground?.close();
        });

        it("is all there after the first up", () => expectAll("catalog"));

        it("is taken away with its resource, and what a hand gave before is not", async () => {
            await declare([catalog()]);
            expect(await ground.held(ROLE, CATALOG)).to.deep.equal([
                `GRANT USAGE, DROP ON CATALOG ${CATALOG} TO ROLE '${ROLE}'`,
            ]);
            expect(ground.heldInLakeFormation()).to.deep.equal(["DESCRIBE on namespace sales"]);
            await declare(all());
            await expectAll("catalog");
        });

        it("stays as it is when a replacement is forced", async () => {
            const before = await ground.mark(CATALOG);
            const { resources } = await stack.exportState();
            const ours = resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"));
            expect(ours).to.have.length(3);
            await stack.up({ replace: ours.map(({ urn }) => urn) });
            await expectAll("catalog");
            expect(await ground.mark(CATALOG)).to.not.equal(before);
        });

        it("stays as it is in a second stack's life with a copied configuration", async () => {
            const pullRequest = await ground.stack(consumer, "pr-7", all());
            try {
                const refused = await pullRequest.up().catch((error: Error) => error.message);
                expect(refused).to.match(/catalog \S+ belongs to stack organization\/ownership\/dev/);
                await pullRequest.declare([readers(), permissions()]);
                await pullRequest.up();
                await pullRequest.destroy();
            } finally {
                await pullRequest.close();
            }
            await expectAll("catalog");
        });

        it("stays as it is after a run that was cut off before its state was kept", async () => {
            const { deployment } = await stack.exportDecrypted();
            const lost = deployment.resources.filter(
                ({ type }: { type: string }) => !type.startsWith("pulumi-nodejs:dynamic/"),
            );
            await stack.importState({ version: 3, deployment: { ...deployment, resources: lost } });
            await stack.up();
            await expectAll("catalog");
        });

        it("stays as it is when all is renamed without an alias", async () => {
            const renamed = await declare([
                catalog({ name: "catalog2" }),
                readers({ name: "readers2" }),
                permissions({ name: "permissions2" }),
            ]);
            await expectAll("catalog2");
            expect(printed(renamed)).to.contain('aliases: [{ name: "catalog" }]');
        });

        it("stays as it is when all moves into a component, and to another one", async () => {
            await declare([catalog({ room: "one" }), readers({ room: "one" }), permissions({ room: "one" })]);
            await expectAll("catalog");
            await declare([catalog({ room: "two" }), readers({ room: "two" }), permissions({ room: "two" })]);
            await expectAll("catalog");
        });

        // Who else declares something is no matter of the release.
        if (version === LAST_RELEASE) {
            it("of two resources is kept by one for the other, whichever goes", async () => {
                const both = [
                    catalog({ room: "two" }),
                    readers({ room: "two" }),
                    permissions({ room: "two" }),
                    readers({
                        name: "others",
                        privileges: { tables: ["SELECT", "INSERT"] },
                        access: undefined,
                    }),
                    permissions({
                        name: "others",
                        grants: { "tables of sales": "SELECT, INSERT", "namespace web": "DESCRIBE" },
                    }),
                ];
                await declare(both);
                await declare(both.filter(({ name }) => name !== "others"));
                await expectAll("catalog");
                await declare(both);
                await declare(both.filter(({ name }) => name === "others" || name === "catalog"));
                expect(await ground.held(ROLE, CATALOG)).to.include(
                    `GRANT INSERT, SELECT ON ALL TABLES IN ALL DATABASES TO ROLE '${ROLE}'`,
                );
                expect(ground.heldInLakeFormation()).to.include.members([
                    "INSERT on tables of sales",
                    "SELECT on tables of sales",
                    "DESCRIBE on namespace web",
                ]);
            });

            it("of two resources is given again where one took it before the engine knew the other", async () => {
                const first = (role: string) => readers({ name: "first", role });
                const second = () => readers({ name: "second", after: "first" });
                await ground.sql.run(`CREATE ROLE IF NOT EXISTS ${OTHER_ROLE}`);
                await declare([catalog({ room: "two" }), first(ROLE), second()]);
                await declare([catalog({ room: "two" }), first(OTHER_ROLE), second()]);
                expect(await ground.held(ROLE, CATALOG)).to.include(
                    `GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE '${ROLE}'`,
                );
            });
        }

        it("changes nothing in a second run", async () => {
            expect((await stack.up()).summary).to.have.all.keys("same");
        });

        it("is gone after destroy, all but what a hand gave", async () => {
            await stack.destroy();
            expect(await ground.mark(CATALOG)).to.equal(undefined);
            expect(await ground.sql.column("SHOW CATALOGS")).to.not.include(CATALOG);
            expect(ground.heldInLakeFormation()).to.include("DESCRIBE on namespace sales");
            expect(ground.heldInLakeFormation()).to.not.include("INSERT on tables of sales");
        });
    });
}
