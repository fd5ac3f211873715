import { expect } from "chai";
import { AccessLevel } from "../../components/permissions/access";
import * as catalogs from "../../components/starrocks/catalog/life";
import { grantWithDefaults } from "../../components/starrocks/grant/check";
import type { GrantInputs } from "../../components/starrocks/grant/inputs";
import { createGrant, readGrant, removeGrant } from "../../components/starrocks/grant/life";
import { type Grantees, makeGrantees } from "./support/grantees";
import { FRONTENDS, failure, type Lake, openLake } from "./support/lake";
import { collectProgress } from "./support/progressLines";
import type { Fate } from "./support/sqlProxy";

for (const { label, version } of FRONTENDS) {
    describe(`The session of a grant on ${label}`, () => {
        let lake: Lake;
        let grantees: Grantees;
        let catalogName: string;
        let inputs: GrantInputs;

        before(async () => {
            lake = await openLake(version);
            grantees = makeGrantees(lake.sql);
            const catalog = lake.inputs();
            catalogName = catalog.catalogName;
            const progress = collectProgress();
            await catalogs.create(lake.connection, catalog).finally(progress.stop);
        });
        after(async () => {
            await grantees?.drop();
            await lake?.close();
        });
        beforeEach(async () => {
            inputs = grantWithDefaults({
                catalogName,
                role: await grantees.role(),
                access: AccessLevel.Read,
            });
            lake.proxy.statements.length = 0;
        });

        const give = (changes: Partial<GrantInputs> = {}) =>
            createGrant(lake.connection, { ...inputs, ...changes });
        const heldIn = async (catalog: string) =>
            (await lake.sql.rows(`SHOW GRANTS FOR ROLE ${inputs.role}`))
                .filter((row) => row.Catalog === catalog)
                .map((row) => row.Grants);
        /** Which catalog each statement ran in, from the SET CATALOG before it. */
        const catalogOf = (pattern: RegExp): string[] => {
            let current = "default_catalog";
            const found: string[] = [];
            for (const statement of lake.proxy.statements) {
                current = /^SET CATALOG `?(\w+)/.exec(statement)?.[1] ?? current;
                if (pattern.test(statement)) {
                    found.push(current);
                }
            }
            return found;
        };

        it("has the catalog as its current one for GRANT and REVOKE", async () => {
            await give();
            await removeGrant(lake.connection, inputs);
            expect(new Set(catalogOf(/^(GRANT|REVOKE)/))).to.deep.equal(new Set([catalogName]));
        });

        it("has StarRocks' own as its current one for whatever comes after", async () => {
            await give();
            await readGrant(lake.connection, inputs);
            expect(catalogOf(/^SHOW GRANTS/)).to.deep.equal(["default_catalog", "default_catalog"]);
        });

        it("has StarRocks' own again after an error", async () => {
            lake.proxy.meddle(/^GRANT/, { errno: 1064, text: "a mishap" });
            await failure(give());
            await readGrant(lake.connection, inputs);
            expect(catalogOf(/^SHOW GRANTS/)).to.deep.equal(["default_catalog", "default_catalog"]);
        });

        it("is given up where the way back to StarRocks' own fails", async () => {
            const before = lake.proxy.connections();
            lake.proxy.meddle(/^SET CATALOG default_catalog/, { errno: 1064, text: "a mishap" });
            await give();
            await readGrant(lake.connection, inputs);
            expect(lake.proxy.connections()).to.equal(before + 1);
        });

        it("never grants in another catalog while many grants are given at once", async () => {
            const others = await Promise.all([1, 2, 3, 4, 5].map(() => grantees.role()));
            await Promise.all(others.map((role) => give({ role })));
            await lake.sql.run("SET CATALOG default_catalog");
            for (const role of others) {
                const rows = await lake.sql.rows(`SHOW GRANTS FOR ROLE ${role}`);
                expect(rows.map((row) => row.Catalog)).to.deep.equal([catalogName, catalogName]);
            }
        });

        for (const fate of ["cutBefore", "cutDuring", "cutAfter"] as Fate[]) {
            it(`grants in its catalog also on the connection after one that was lost (${fate})`, async () => {
                lake.proxy.meddle(/^GRANT SELECT/, fate);
                await give();
                expect(await heldIn(catalogName)).to.have.length(2);
                expect(await heldIn("default_catalog")).to.deep.equal([]);
            });
        }
    });

    describe(`A user who may not grant on ${label}`, () => {
        let lake: Lake;
        let grantees: Grantees;
        let inputs: GrantInputs;

        before(async () => {
            lake = await openLake(version);
            grantees = makeGrantees(lake.sql);
            const catalog = lake.inputs();
            const progress = collectProgress();
            await catalogs.create(lake.connection, catalog).finally(progress.stop);
            const { catalogName } = catalog;
            inputs = grantWithDefaults({
                catalogName,
                role: await grantees.role(),
                access: AccessLevel.Read,
            });
        });
        after(async () => {
            await grantees?.drop();
            await lake?.close();
        });

        const as = (user: string) => ({ ...lake.connection, user, password: "secret" });

        it("is told whose grants failed, and the role for grants, which StarRocks denied first", async () => {
            const user = await grantees.user();
            expect(await failure(createGrant(as(user), inputs))).to.match(
                new RegExp(
                    `^grants on catalog ${inputs.catalogName} for ROLE \`${inputs.role}\` on \\S+ failed: the user lacks a privilege\\.\n` +
                        "  Seen: Access denied; you need .*\n" +
                        "  Step to fix: the privileges in StarRocks\\.\n" +
                        `  What to do: ${user} lacks the role user_admin: catalogs need db_admin, roles and grants need user_admin`,
                ),
            );
        });

        it("is told of the role for grants, once catalogs are allowed", async () => {
            const user = await grantees.user(["db_admin"]);
            expect(await failure(createGrant(as(user), inputs))).to.contain(
                `${user} lacks the role user_admin`,
            );
        });

        it("is told so by the look at what is held, too", async () => {
            const user = await grantees.user(["db_admin"]);
            expect(await failure(readGrant(as(user), inputs))).to.contain(
                `${user} lacks the role user_admin`,
            );
        });

        it("is told so if a role was to be made", async () => {
            const user = await grantees.user(["db_admin"]);
            const roleToMake = { ...inputs, role: grantees.newRole(), createRole: true };
            expect(await failure(createGrant(as(user), roleToMake))).to.contain("lacks the role user_admin");
        });

        it("is told of a role that is there but not active", async () => {
            const user = await grantees.user(["db_admin"]);
            await lake.sql.run(`GRANT user_admin TO USER '${user}'@'%'`);
            expect(await failure(createGrant(as(user), inputs))).to.contain(
                `The role user_admin of ${user} is not active`,
            );
        });

        it("becomes one who may with both roles by default", async () => {
            const user = await grantees.user(["db_admin", "user_admin"]);
            await createGrant(as(user), inputs);
            expect(await readGrant(as(user), inputs)).to.deep.equal(inputs);
        });

        it("is told how to get a role that isn't there", async () => {
            expect(await failure(createGrant(lake.connection, { ...inputs, role: "gone" }))).to.match(
                /^grants on catalog \S+ for ROLE `gone` on \S+ failed: the role doesn't exist\.\n.*cannot find role gone.*\n.*\n {2}What to do: Set createRole: true to have gone created/,
            );
        });

        it("is told to create a user who isn't there", async () => {
            const { role: _, ...others } = inputs;
            expect(await failure(createGrant(lake.connection, { ...others, user: "gone" }))).to.match(
                /failed: the user doesn't exist\.\n.*\n.*\n {2}What to do: Create gone first/,
            );
        });
    });
}
