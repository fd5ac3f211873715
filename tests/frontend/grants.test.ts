import { expect } from "chai";
import { AccessLevel } from "../../components/permissions/access";
import * as catalogs from "../../components/starrocks/catalog/life";
import { grantWithDefaults } from "../../components/starrocks/grant/check";
import type { GrantInputs, RawGrantInputs } from "../../components/starrocks/grant/inputs";
import { createGrant, readGrant, removeGrant, updateGrant } from "../../components/starrocks/grant/life";
import { type Grantees, makeGrantees } from "./support/grantees";
import { FRONTENDS, failure, type Lake, openLake } from "./support/lake";
import { collectProgress } from "./support/progressLines";

/** What `SHOW GRANTS` lists for each access level on the whole catalog. */
const LEVELS: Readonly<Record<AccessLevel, readonly string[]>> = {
    Read: ["USAGE ON CATALOG c", "SELECT ON ALL TABLES IN ALL DATABASES"],
    Write: ["USAGE ON CATALOG c", "DELETE, INSERT, SELECT, ALTER, UPDATE ON ALL TABLES IN ALL DATABASES"],
    Manage: [
        "USAGE, CREATE DATABASE ON CATALOG c",
        "CREATE TABLE ON ALL DATABASES",
        "DELETE, DROP, INSERT, SELECT, ALTER, UPDATE ON ALL TABLES IN ALL DATABASES",
    ],
};

for (const { label, version } of FRONTENDS) {
    describe(`A grant on ${label}`, () => {
        let lake: Lake;
        let grantees: Grantees;
        let catalogName: string;
        let role: string;

        before(async () => {
            lake = await openLake(version);
            grantees = makeGrantees(lake.sql);
            const inputs = lake.inputs();
            catalogName = inputs.catalogName;
            const progress = collectProgress();
            await catalogs.create(lake.connection, inputs).finally(progress.stop);
        });
        after(async () => {
            await grantees?.drop();
            await lake?.close();
        });
        beforeEach(async () => {
            role = await grantees.role();
            lake.proxy.statements.length = 0;
        });

        const wanted = (given: Partial<RawGrantInputs>): GrantInputs =>
            grantWithDefaults({ catalogName, ...(given.user === undefined && { role }), ...given });
        const give = async (given: Partial<RawGrantInputs>): Promise<GrantInputs> => {
            const inputs = wanted(given);
            await createGrant(lake.connection, inputs);
            return inputs;
        };
        const sent = (pattern: RegExp) => lake.proxy.statements.filter((each) => pattern.test(each));
        /** As `SHOW GRANTS` lists them, with `c` for the catalog's name. */
        const held = async (grantee = `ROLE ${role}`): Promise<string[]> =>
            (await lake.sql.rows(`SHOW GRANTS FOR ${grantee}`))
                .filter((row) => row.Catalog === catalogName)
                .map((row) =>
                    /^GRANT (.*) TO (ROLE|USER) /.exec(row.Grants ?? "")![1]!.replace(catalogName, "c"),
                );

        describe("of an access level", () => {
            for (const level of Object.values(AccessLevel)) {
                it(`${level} gives its privileges on the whole catalog`, async () => {
                    await give({ access: level });
                    expect(await held()).to.have.members(LEVELS[level]);
                });
            }

            it("on chosen namespaces gives them there, and USAGE of the catalog", async () => {
                await give({ access: AccessLevel.Manage, namespaces: ["sales", "web"] });
                const tables = "DELETE, DROP, INSERT, SELECT, ALTER, UPDATE ON ALL TABLES IN DATABASE";
                expect(await held()).to.have.members([
                    "USAGE, CREATE DATABASE ON CATALOG c",
                    "CREATE TABLE ON DATABASE sales",
                    "CREATE TABLE ON DATABASE web",
                    `${tables} sales`,
                    `${tables} web`,
                ]);
            });

            it("on chosen tables gives them there, and USAGE of the catalog", async () => {
                await give({ access: AccessLevel.Read, tables: ["sales.orders", "web.order"] });
                expect(await held()).to.have.members([
                    "USAGE ON CATALOG c",
                    "SELECT ON TABLE sales.orders",
                    "SELECT ON TABLE web.order",
                ]);
            });

            it("takes one statement for each object", async () => {
                await give({ access: AccessLevel.Manage });
                expect(sent(/^GRANT/)).to.have.length(3);
            });
        });

        it("of explicit privileges gives just those", async () => {
            const privileges = { catalog: ["DROP"], databases: ["CREATE VIEW"], tables: ["REFRESH"] };
            await give({ privileges });
            expect(await held()).to.have.members([
                "DROP ON CATALOG c",
                "CREATE VIEW ON ALL DATABASES",
                "REFRESH ON ALL TABLES IN ALL DATABASES",
            ]);
        });

        describe("for somebody", () => {
            for (const host of ["'10.0.0.0/8'", "['client.example']"]) {
                it(`is for a user of Kerberos and of ${host}, given and taken`, async () => {
                    const user = `'svc/${grantees.newRole()}'@${host}`;
                    await lake.sql.run(`CREATE USER ${user}`);
                    try {
                        const inputs = await give({ user, access: AccessLevel.Read });
                        expect(await held(`USER ${user}`)).to.have.members(LEVELS.Read);
                        await removeGrant(lake.connection, inputs);
                        expect(await held(`USER ${user}`)).to.deep.equal([]);
                    } finally {
                        await lake.sql.run(`DROP USER ${user}`);
                    }
                });
            }

            it("is for a user of any host, unless told otherwise", async () => {
                const user = await grantees.user();
                await give({ user, access: AccessLevel.Read });
                expect(await held(`'${user}'@'%'`)).to.have.members(LEVELS.Read);
            });

            it("is for a user of a host", async () => {
                const user = await grantees.user();
                await lake.sql.run(`CREATE USER '${user}'@'10.0.0.%' IDENTIFIED BY 'secret'`);
                const inputs = await give({ user: `${user}@10.0.0.%`, access: AccessLevel.Read });
                const there = await held(`'${user}'@'10.0.0.%'`);
                const elsewhere = await held(`'${user}'@'%'`);
                await removeGrant(lake.connection, inputs);
                await lake.sql.run(`DROP USER '${user}'@'10.0.0.%'`);
                expect(there).to.have.members(LEVELS.Read);
                expect(elsewhere).to.deep.equal([]);
            });

            it("makes a role that is missing, if asked", async () => {
                const missing = grantees.newRole();
                await give({ role: missing, createRole: true, access: AccessLevel.Read });
                expect(await held(`ROLE ${missing}`)).to.have.members(LEVELS.Read);
            });

            it("leaves a role that is there as it is, also if asked to make it", async () => {
                await lake.sql.run(`GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO ROLE ${role}`);
                await give({ createRole: true, access: AccessLevel.Read });
                const rows = await lake.sql.rows(`SHOW GRANTS FOR ROLE ${role}`);
                expect(rows.map((row) => row.Grants).join()).to.contain("ON SYSTEM");
            });
        });

        it("given twice is the same grant", async () => {
            await give({ access: AccessLevel.Write });
            await give({ access: AccessLevel.Write });
            expect(await held()).to.have.members(LEVELS.Write);
        });

        describe("that is read", () => {
            it("shows no drift where there is none", async () => {
                const inputs = await give({ access: AccessLevel.Manage, namespaces: ["sales"] });
                expect(await readGrant(lake.connection, inputs)).to.deep.equal(inputs);
            });

            it("shows what somebody has revoked", async () => {
                const inputs = await give({ access: AccessLevel.Read });
                await lake.sql.run(`REVOKE USAGE ON CATALOG ${catalogName} FROM ROLE ${role}`);
                expect((await readGrant(lake.connection, inputs))?.grants).to.deep.equal([
                    "SELECT ON ALL TABLES IN ALL DATABASES",
                ]);
            });

            it("doesn't show what others have granted", async () => {
                const inputs = await give({ access: AccessLevel.Read });
                await lake.sql.run(`GRANT DROP ON CATALOG ${catalogName} TO ROLE ${role}`);
                expect(await readGrant(lake.connection, inputs)).to.deep.equal(inputs);
            });

            it("doesn't take the same privilege in another catalog for its own", async () => {
                await lake.sql.run("SET CATALOG default_catalog");
                await lake.sql.run(`GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ${role}`);
                const privileges = { tables: ["SELECT"] };
                expect(await readGrant(lake.connection, wanted({ privileges }))).to.equal(undefined);
            });

            for (const { gone, takeAway } of [
                {
                    gone: "all of it is revoked",
                    takeAway: () => lake.sql.run(`REVOKE USAGE ON CATALOG ${catalogName} FROM ROLE ${role}`),
                },
                { gone: "the role is dropped", takeAway: () => lake.sql.run(`DROP ROLE ${role}`) },
            ]) {
                it(`is gone if ${gone}`, async () => {
                    const inputs = await give({ privileges: { catalog: ["USAGE"] } });
                    await takeAway();
                    expect(await readGrant(lake.connection, inputs)).to.equal(undefined);
                });
            }
        });

        describe("that is changed", () => {
            const update = async (old: GrantInputs, given: Partial<RawGrantInputs>) => {
                lake.proxy.statements.length = 0;
                await updateGrant(lake.connection, old, wanted(given));
            };

            it("gives only what is new", async () => {
                await update(await give({ access: AccessLevel.Read }), { access: AccessLevel.Write });
                expect(await held()).to.have.members(LEVELS.Write);
                expect(sent(/^(GRANT|REVOKE)/)).to.deep.equal([
                    `GRANT ALTER, DELETE, INSERT, UPDATE ON ALL TABLES IN ALL DATABASES TO ROLE \`${role}\``,
                ]);
            });

            it("takes only what is over", async () => {
                await update(await give({ access: AccessLevel.Manage }), { access: AccessLevel.Write });
                expect(await held()).to.have.members(LEVELS.Write);
                expect(sent(/^(GRANT|REVOKE)/)).to.deep.equal([
                    `REVOKE CREATE DATABASE ON CATALOG \`${catalogName}\` FROM ROLE \`${role}\``,
                    `REVOKE CREATE TABLE ON ALL DATABASES FROM ROLE \`${role}\``,
                    `REVOKE DROP ON ALL TABLES IN ALL DATABASES FROM ROLE \`${role}\``,
                ]);
            });

            it("gives before it takes, so that nobody is locked out meanwhile", async () => {
                const old = await give({ access: AccessLevel.Read });
                await update(old, { access: AccessLevel.Read, namespaces: ["sales"] });
                expect(sent(/^(GRANT|REVOKE)/).map((each) => each.split(" ")[0])).to.deep.equal([
                    "GRANT",
                    "REVOKE",
                ]);
            });

            it("gives back what somebody has revoked", async () => {
                const old = await give({ access: AccessLevel.Read });
                await lake.sql.run(`REVOKE USAGE ON CATALOG ${catalogName} FROM ROLE ${role}`);
                await update(old, { access: AccessLevel.Read });
                expect(await held()).to.have.members(LEVELS.Read);
            });

            it("leaves what others have granted alone", async () => {
                const old = await give({ access: AccessLevel.Manage });
                await lake.sql.run(`GRANT DROP ON CATALOG ${catalogName} TO ROLE ${role}`);
                await update(old, { access: AccessLevel.Read });
                expect(await held()).to.have.members([
                    "USAGE, DROP ON CATALOG c",
                    "SELECT ON ALL TABLES IN ALL DATABASES",
                ]);
            });

            it("makes the role anew if that is gone", async () => {
                const old = await give({ access: AccessLevel.Read, createRole: true });
                await lake.sql.run(`DROP ROLE ${role}`);
                await update(old, { access: AccessLevel.Write, createRole: true });
                expect(await held()).to.have.members(LEVELS.Write);
            });
        });

        describe("that is deleted", () => {
            it("takes what it gave, and nothing else", async () => {
                await lake.sql.run(`GRANT DROP ON CATALOG ${catalogName} TO ROLE ${role}`);
                const inputs = await give({ access: AccessLevel.Manage });
                await removeGrant(lake.connection, inputs);
                expect(await held()).to.deep.equal(["DROP ON CATALOG c"]);
            });

            it("is done where somebody has revoked a part of it", async () => {
                const inputs = await give({ access: AccessLevel.Manage });
                await lake.sql.run(`REVOKE CREATE DATABASE ON CATALOG ${catalogName} FROM ROLE ${role}`);
                await removeGrant(lake.connection, inputs);
                expect(await held()).to.deep.equal([]);
            });

            it("is done where StarRocks says that there is no such grant", async () => {
                const inputs = await give({ access: AccessLevel.Read });
                await removeGrant(lake.connection, inputs);
                await lake.sql.run(`GRANT USAGE ON ALL CATALOGS TO ROLE ${role}`);
                const revoke = `REVOKE USAGE ON CATALOG ${catalogName} FROM ROLE ${role}`;
                expect(await failure(lake.sql.run(revoke))).to.match(
                    /There is no such grant defined on CATALOG/,
                );
                await removeGrant(lake.connection, inputs);
            });

            it("is done where the role is gone", async () => {
                const inputs = await give({ access: AccessLevel.Read });
                await lake.sql.run(`DROP ROLE ${role}`);
                await removeGrant(lake.connection, inputs);
            });

            it("is done where the catalog is gone", async () => {
                await removeGrant(lake.connection, wanted({ access: AccessLevel.Read, catalogName: "gone" }));
            });

            it("keeps the role", async () => {
                await removeGrant(
                    lake.connection,
                    await give({ access: AccessLevel.Read, createRole: true }),
                );
                expect(await lake.sql.column("SHOW ROLES")).to.include(role);
            });
        });
    });
}
