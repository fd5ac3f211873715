import { expect } from "chai";
import { PartlyChanged } from "../../components/starrocks/catalog/change";
import type { CatalogInputs, CatalogState } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { createAccessKey } from "../sandbox/aws/account/iamPrincipals";
import { FRONTENDS, failure, NAMESPACE, openLakeForSuite, withProperties } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const KEY_ID = "iceberg.catalog.rest.access-key-id";
const SECRET = "iceberg.catalog.rest.secret-access-key";
const URI = "iceberg.catalog.uri";
const NOWHERE = "http://127.0.0.1:1/iceberg";

for (const { label, version } of FRONTENDS) {
    describe(`Changing a catalog on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        let state: CatalogState;

        beforeEach(async () => {
            state = await life.create(lake.connection, lake.inputs());
            lake.proxy.statements.length = 0;
        });

        const update = (wanted: CatalogInputs, old = state) => life.update(lake.connection, old, wanted);
        const changed = (properties: Record<string, string>): CatalogInputs =>
            withProperties(state, properties);
        const alters = () => lake.proxy.statements.filter((each) => each.startsWith("ALTER"));
        const shown = () => lake.shown(state.catalogName);
        const works = () => lake.sql.column(`SHOW DATABASES FROM ${state.catalogName}`);

        describe("in some properties", () => {
            it("sends one ALTER that names only what changes", async () => {
                await update(
                    changed({ "aws.s3.region": "eu-west-1", enable_iceberg_metadata_cache: "true" }),
                );
                expect(alters()).to.deep.equal([
                    `ALTER CATALOG \`${state.catalogName}\` SET ('aws.s3.region' = 'eu-west-1', ` +
                        "'enable_iceberg_metadata_cache' = 'true')",
                ]);
            });

            it("reads back what it has set", async () => {
                await update(changed({ "aws.s3.region": "eu-west-1" }));
                const [alter] = alters();
                expect(lake.proxy.statements.slice(lake.proxy.statements.indexOf(alter!) + 1)[0]).to.match(
                    /^SHOW CREATE CATALOG/,
                );
            });

            it("returns what was declared, with the version", async () => {
                const wanted = changed({ "aws.s3.region": "eu-west-1" });
                expect(await update(wanted)).to.deep.equal({
                    ...wanted,
                    starRocksVersion: lake.frontend.version,
                });
            });

            it("says which properties, without their values", async () => {
                await update(changed({ "aws.s3.region": "eu-west-1" }));
                expect(progress.lines.at(-1)).to.equal(
                    `changing aws.s3.region of catalog ${state.catalogName}`,
                );
            });
        });

        it("in nothing sends no ALTER", async () => {
            await update(state);
            expect(alters()).to.deep.equal([]);
        });

        it("in the way to StarRocks alone sends no ALTER", async () => {
            await update({ ...state, connection: { host: "elsewhere" }, propagationTimeoutSeconds: 1 });
            expect(alters()).to.deep.equal([]);
        });

        it("sets a credential whose mask is the same", async () => {
            const { account } = lake.aws;
            const key = account.accessKeys.get(lake.principal.accessKeyId)!;
            const { secret } = key;
            const rotated = `${secret.slice(0, 2)}rotated${secret.slice(-2)}`;
            account.accessKeys.set(key.id, { ...key, secret: rotated });
            await update(changed({ [SECRET]: rotated }));
            account.accessKeys.set(key.id, key);
            expect(alters()[0]).to.contain(rotated);
        });

        it("rotates the access key: the new one signs afterwards", async () => {
            const { id, secret } = createAccessKey(lake.aws.account, "starrocks");
            await update(changed({ [KEY_ID]: id, [SECRET]: secret }));
            lake.aws.account.accessKeys.get(lake.principal.accessKeyId)!.status = "Inactive";
            const databases = await works().finally(() => {
                lake.aws.account.accessKeys.get(lake.principal.accessKeyId)!.status = "Active";
                lake.aws.account.accessKeys.delete(id);
            });
            expect(databases).to.include(NAMESPACE);
        });

        it("mends what somebody else has changed, also if nothing is declared anew", async () => {
            await lake.sql.run(`ALTER CATALOG ${state.catalogName} SET ("aws.s3.region" = "eu-west-3")`);
            await update(state);
            expect(await shown()).to.contain('"aws.s3.region"  =  "us-east-1"');
        });

        it("makes it anew if it is gone", async () => {
            await lake.sql.run(`DROP CATALOG ${state.catalogName}`);
            await update(state);
            expect(await works()).to.include(NAMESPACE);
        });

        it("fails if it is dropped meanwhile, although StarRocks says OK", async () => {
            lake.proxy.meddle(/^ALTER/, "passes", () => lake.sql.run(`DROP CATALOG ${state.catalogName}`));
            expect(await failure(update(changed({ "aws.s3.region": "eu-west-1" })))).to.match(
                /was dropped by someone else while it was being changed: run pulumi up again/,
            );
        });

        it("fails if somebody else changes the same meanwhile", async () => {
            lake.proxy.meddle(/^SHOW CREATE/, "passes");
            lake.proxy.meddle(/^SHOW CREATE/, "passes", () =>
                lake.sql.run(`ALTER CATALOG ${state.catalogName} SET ("aws.s3.region" = "eu-west-3")`),
            );
            expect(await failure(update(changed({ "aws.s3.region": "eu-west-1" })))).to.match(
                /doesn't show the new value of aws\.s3\.region: someone else/,
            );
        });

        describe("for the worse", () => {
            it("is refused before any ALTER where the endpoint can be tried from here", async () => {
                const message = await failure(
                    update(changed({ "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/none" })),
                );
                expect(message).to.match(/would not work: .*Step to fix/s);
                expect(alters()).to.deep.equal([]);
            });

            it("leaves it working, and says so", async () => {
                const message = await failure(update(changed({ [URI]: NOWHERE })));
                expect(message).to.match(
                    lake.isLazy
                        ? /The old values of iceberg\.catalog\.uri were restored\.\nCatalog \S+ works as before\./
                        : /Nothing was changed: catalog \S+ works as before\./,
                );
                expect(await works()).to.include(NAMESPACE);
                expect(await shown()).to.not.contain(NOWHERE);
            });

            it("puts back what was on the server, also where that isn't what the state has", async () => {
                await lake.sql.run(`ALTER CATALOG ${state.catalogName} SET ("aws.s3.region" = "eu-west-3")`);
                await failure(update(changed({ [URI]: NOWHERE, "aws.s3.region": "eu-west-1" })));
                expect(await shown()).to.contain('"aws.s3.region"  =  "eu-west-3"');
                expect(await works()).to.include(NAMESPACE);
            });

            it("never writes a mask", async () => {
                const { accessKeyId, secretAccessKey } = lake.principal;
                const stale = withProperties(state, { [SECRET]: "of somebody else" });
                await failure(
                    update(changed({ [URI]: NOWHERE, [KEY_ID]: "env:NONE", [SECRET]: "env:NONE" }), stale),
                );
                expect(alters().join()).to.not.contain("***");
                const list = `"${URI}" = "${state.properties[URI]}", "${KEY_ID}" = "${accessKeyId}", "${SECRET}" = "${secretAccessKey}"`;
                await lake.sql.run(`ALTER CATALOG ${state.catalogName} SET (${list})`);
            });
        });

        describe("of a catalog that doesn't work", () => {
            it("sends the known credentials along, since a mask that a hand has written back looks like them", async function () {
                if (!lake.isLazy) {
                    // Others refuse the mask.
                    this.skip();
                }
                const { secretAccessKey } = lake.principal;
                const mask = `${secretAccessKey.slice(0, 2)}******${secretAccessKey.slice(-2)}`;
                await lake.sql.run(`ALTER CATALOG ${state.catalogName} SET ("${SECRET}" = "${mask}")`);
                await update(changed({ "aws.s3.region": "eu-west-1" }));
                expect(await works()).to.include(NAMESPACE);
            });
        });

        describe("for the worse, past saving", () => {
            beforeEach(function () {
                // Others refuse such an ALTER.
                if (!lake.isLazy) {
                    this.skip();
                }
            });

            it("says that it no longer works if the value was new and can't be taken away", async () => {
                const message = await failure(
                    update(
                        changed({
                            [URI]: `${state.properties[URI]}/`,
                            "iceberg.catalog.security": "oauth2",
                            "iceberg.catalog.credential": "id:secret",
                        }),
                    ),
                );
                expect(message).to.match(/The old values of iceberg\.catalog\.uri were restored\./);
                expect(message).to.match(
                    /iceberg\.catalog\.security, iceberg\.catalog\.credential could not be restored: no old value is known\./,
                );
                expect(message).to.match(/worked before and doesn't now: correct the values/);
            });

            it("tells what is left on the server, so that the next change compares with it", async () => {
                const wanted = changed({ "iceberg.catalog.rest.auth.type": "none-such" });
                lake.proxy.meddle(/^SHOW DATABASES/, "passes");
                lake.proxy.meddle(/^SHOW DATABASES/, { errno: 1064, text: "a mishap" });
                const error = await update(wanted).catch((caught: unknown) => caught);
                expect(error).to.be.instanceOf(PartlyChanged);
                expect((error as PartlyChanged).properties).to.deep.equal(wanted.properties);
            });

            it("says that a credential that isn't known could not be restored", async () => {
                const stale = withProperties(state, { [SECRET]: "of somebody else" });
                const message = await failure(
                    update(changed({ [URI]: NOWHERE, [SECRET]: "another secret" }), stale),
                );
                expect(message).to.match(/secret-access-key could not be restored: no old value is known/);
                expect(message).to.not.contain("another secret");
            });

            it("says so if the old values can't be put back", async () => {
                lake.proxy.meddle(/^ALTER/, "passes");
                lake.proxy.meddle(/^ALTER/, { errno: 1064, text: "a mishap" });
                const message = await failure(update(changed({ [URI]: NOWHERE })));
                expect(message).to.match(
                    /The old values of iceberg\.catalog\.uri could not be restored: a mishap\./,
                );
            });
        });
    });
}
