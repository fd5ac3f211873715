import { expect } from "chai";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { FRONTENDS, failure, NAMESPACE, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

for (const { label, version } of FRONTENDS) {
    describe(`Creating a catalog on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        beforeEach(() => {
            lake.proxy.statements.length = 0;
        });

        const create = (inputs: CatalogInputs) => life.create(lake.connection, inputs);
        const sent = (pattern: RegExp) => lake.proxy.statements.filter((each) => pattern.test(each));

        describe("that isn't there", () => {
            it("makes it with all its properties and its comment", async () => {
                const inputs = lake.inputs({ comment: 'the "lake"' });
                await create(inputs);
                const text = await lake.shown(inputs.catalogName);
                expect(text).to.contain('comment "the \\"lake\\""');
                expect(text).to.contain('"iceberg.catalog.rest.signing-name"  =  "glue"');
                expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(
                    NAMESPACE,
                );
            });

            it("returns the inputs, the version and the cluster, without anything that can't be stored", async () => {
                const inputs = lake.inputs();
                const state = await create(inputs);
                const { clusterId, ...others } = state;
                expect(others).to.deep.equal({ ...inputs, starRocksVersion: lake.frontend.version });
                expect(clusterId).to.match(/^\d+$/);
                expect(JSON.parse(JSON.stringify(state))).to.deep.equal(state);
            });

            it("says what it does", async () => {
                const inputs = lake.inputs();
                await create(inputs);
                expect(progress.lines).to.deep.equal([
                    `creating catalog ${inputs.catalogName} on 127.0.0.1:${lake.proxy.port}`,
                ]);
            });

            it("leaves nothing behind if StarRocks can't use it", async () => {
                const inputs = lake.inputs({
                    properties: { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" },
                });
                expect(await failure(create(inputs))).to.match(/Step to fix: the network/);
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });

            it("leaves nothing behind if StarRocks doesn't list a declared namespace", async () => {
                const inputs = lake.inputs();
                const { grants } = lake.aws.account;
                const whole = [...grants];
                lake.proxy.meddle(/^CREATE EXTERNAL/, "passes", async () => grants.splice(0));
                const message = await failure(create(inputs));
                grants.push(...whole);
                expect(message).to.contain(`the list of namespaces lacks ${NAMESPACE}.`);
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });

            it("shows no secret that StarRocks repeats in an error", async () => {
                const { secretAccessKey } = lake.principal;
                lake.proxy.meddle(/^CREATE EXTERNAL/, { errno: 1064, text: `what is '${secretAccessKey}'?` });
                expect(await failure(create(lake.inputs()))).to.match(/: what is '\[secret\]'\?$/);
            });

            it("says so if what doesn't work couldn't be dropped", async () => {
                const inputs = lake.inputs({ namespaces: [NAMESPACE] });
                lake.proxy.meddle(/^SHOW DATABASES/, { errno: 1064, text: "a mishap" });
                lake.proxy.meddle(/^DROP CATALOG/, { errno: 1064, text: "another mishap" });
                expect(await failure(create(inputs))).to.match(
                    /a mishap\nCatalog \S+ was created and could not be dropped again: another mishap/,
                );
            });
        });

        describe("that is there", () => {
            it("takes over an identical one, and sends no CREATE", async () => {
                const inputs = lake.inputs({ comment: "ours" });
                await create(inputs);
                lake.proxy.statements.length = 0;
                await create(inputs);
                expect(sent(/^(CREATE|ALTER|DROP)/)).to.deep.equal([]);
            });

            it("refuses a different one with all differences, and shows no secret", async () => {
                const inputs = lake.inputs({ comment: "ours" });
                await create(inputs);
                const other = lake.inputs({
                    catalogName: inputs.catalogName,
                    properties: {
                        "aws.s3.region": "eu-west-1",
                        "iceberg.catalog.rest.secret-access-key": "Zsecret",
                    },
                });
                const message = await failure(create({ ...other, comment: "theirs" }));
                const { secretAccessKey } = lake.principal;
                expect(message).to.contain('aws.s3.region: is "us-east-1", should be "eu-west-1"');
                expect(message).to.contain('comment: is "ours", should be "theirs"');
                expect(message).to.match(/secret-access-key: is "..\*{6}..", should be "Zs\*{6}et"/);
                expect(message).to.not.contain(secretAccessKey).and.not.contain("Zsecret");
                expect(message).to.contain("set adopt: true");
            });

            it("refuses a different one without touching it", async () => {
                const inputs = lake.inputs();
                await create(inputs);
                const before = await lake.shown(inputs.catalogName);
                await failure(create({ ...inputs, comment: "theirs" }));
                expect(await lake.shown(inputs.catalogName)).to.equal(before);
            });
        });

        describe("that is to be adopted", () => {
            it("alters what differs, with one statement", async () => {
                const inputs = lake.inputs();
                await create(inputs);
                const properties = { "aws.s3.region": "eu-west-1", enable_iceberg_metadata_cache: "false" };
                const wanted = lake.inputs({ catalogName: inputs.catalogName, properties, adopt: true });
                lake.proxy.statements.length = 0;
                await create(wanted);
                expect(sent(/^(CREATE EXTERNAL|ALTER|DROP)/)).to.have.length(1);
                expect(await lake.shown(inputs.catalogName))
                    .to.contain('"aws.s3.region"  =  "eu-west-1"')
                    .and.contain('"enable_iceberg_metadata_cache"  =  "false"');
            });

            it("sets the credentials too, since their masks prove nothing", async () => {
                const inputs = lake.inputs();
                const { secretAccessKey } = lake.principal;
                const alike = `${secretAccessKey.slice(0, 2)}something else${secretAccessKey.slice(-2)}`;
                const list = Object.entries({
                    ...inputs.properties,
                    "iceberg.catalog.rest.secret-access-key": lake.isLazy ? alike : secretAccessKey,
                }).map(([key, value]) => `"${key}" = "${value}"`);
                await lake.sql.run(
                    `CREATE EXTERNAL CATALOG ${inputs.catalogName} PROPERTIES (${list.join(", ")})`,
                );
                await create({ ...inputs, adopt: true });
                expect(sent(/^ALTER/)[0]).to.contain(secretAccessKey);
                expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(
                    NAMESPACE,
                );
            });

            for (const { surplus, there } of [
                { surplus: "a property", there: { properties: { "aws.s3.endpoint": "http://127.0.0.1:1" } } },
                { surplus: "a comment", there: { comment: "theirs" } },
            ]) {
                it(`is refused for ${surplus} too many, which StarRocks can't take away`, async () => {
                    const inputs = lake.inputs(there);
                    await create(inputs);
                    const wanted = lake.inputs({ catalogName: inputs.catalogName, adopt: true });
                    expect(await failure(create(wanted))).to.match(
                        /can't be adopted.*\n {2}(aws\.s3\.endpoint: is .*, should not be set|comment: is "theirs", should be not set)/,
                    );
                });
            }
        });

        describe("while another program creates one of that name", () => {
            /** Lets the other one win between the look and the CREATE, which is then answered so. */
            const lose = (inputs: CatalogInputs, theirs: CatalogInputs, errno: number) =>
                lake.proxy.meddle(
                    /^CREATE EXTERNAL/,
                    { errno, text: `Catalog '${inputs.catalogName}' already exists` },
                    () => life.create({ ...lake.connection, frontends: [lake.frontend] }, theirs),
                );

            for (const errno of [5514, 5700, 1064]) {
                it(`takes over an identical one (errno ${errno})`, async () => {
                    const inputs = lake.inputs();
                    lose(inputs, inputs, errno);
                    await create(inputs);
                    expect(await lake.exists(inputs.catalogName)).to.equal(true);
                });

                it(`refuses a different one, and leaves it alone (errno ${errno})`, async () => {
                    const inputs = lake.inputs();
                    lose(inputs, { ...inputs, comment: "theirs" }, errno);
                    expect(await failure(create(inputs))).to.match(/already exists and differs/);
                    expect(await lake.shown(inputs.catalogName)).to.contain("theirs");
                });
            }

            it("doesn't drop the other one's if that doesn't work", async () => {
                const inputs = lake.inputs();
                lose(inputs, inputs, 5514);
                lake.proxy.meddle(/^SHOW DATABASES/, { errno: 1064, text: "a mishap" });
                expect(await failure(create(inputs))).to.match(/a mishap/);
                expect(await lake.exists(inputs.catalogName)).to.equal(true);
            });

            it("makes one of two that really run at once, and both succeed", async () => {
                const inputs = lake.inputs();
                const two = { ...lake.connection, frontends: [lake.frontend] };
                await Promise.all([create(inputs), life.create(two, inputs)]);
                expect(await lake.exists(inputs.catalogName)).to.equal(true);
            });
        });

        describe("when StarRocks is too old", () => {
            for (const old of ["3.3.9", "3.4.1"]) {
                it(`refuses ${old} with the reason, and sends nothing more`, async () => {
                    // On the connections that are there, the version is known already.
                    lake.proxy.cutAll();
                    const { version: real } = lake.frontend;
                    lake.proxy.meddle(/version_comment/, {
                        rewrite: (answer) => answer.replace(real, `${old}-`.padEnd(real.length, "x")),
                    });
                    const inputs = lake.inputs();
                    expect(await failure(create(inputs))).to.match(
                        new RegExp(
                            `^StarRocks frontend \\S+ can't be used: release ${old}\\S* is too old, 3\\.4\\.2 or later`,
                        ),
                    );
                    expect(sent(/CATALOG/)).to.deep.equal([]);
                });
            }
        });
    });
}
