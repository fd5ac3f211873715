import { expect } from "chai";
import * as life from "../../components/starrocks/catalog/life";
import { createCatalog } from "../../components/starrocks/statements";
import { type Credentials, grant } from "../unit/sandbox/awsSupport";
import { runDoctor } from "./support/doctor";
import { FAULTY_CATALOGS, keepingGrants } from "./support/faultyCatalogs";
import { makeGrantees } from "./support/grantees";
import { BUCKET, FRONTENDS, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** What only reads, in SQL and in AWS's APIs. */
const READING_STATEMENT = /^(SELECT|SHOW) |^SET CATALOG /;
const READING_CALL =
    /^(sts GetCallerIdentity|glue AWSGlue\.GetCatalogs?|lakeformation \/(GetDataLakeSettings|DescribeResource|ListPermissions)|iam SimulatePrincipalPolicy)$/;

for (const { label, version } of FRONTENDS) {
    describe(`The doctor on ${label}`, () => {
        const lake = openLakeForSuite(version);
        collectProgressOfTests();

        /** Everything that the frontend and the account got from the doctor. */
        const statements: string[] = [];
        const calls: string[] = [];
        async function examined(words: readonly string[], signer?: Credentials) {
            const seen = { statements: lake.proxy.statements.length, calls: lake.aws.requests.length };
            const examination = await runDoctor(lake, words, signer);
            statements.push(...lake.proxy.statements.slice(seen.statements));
            calls.push(
                ...lake.aws.requests
                    .slice(seen.calls)
                    .filter(({ method }) => method !== "GET")
                    .map(({ service, operation, path }) => `${service} ${operation ?? path}`),
            );
            return examination;
        }
        const stateOf = ({ report }: Awaited<ReturnType<typeof runDoctor>>, subject: string) =>
            report.looks.find((each) => each.subject === subject)?.state;

        async function catalog(properties: Readonly<Record<string, string>> = {}): Promise<string> {
            const inputs = lake.inputs({ properties });
            if (lake.isLazy) {
                await lake.sql.run(createCatalog(inputs.catalogName, undefined, inputs.properties));
            } else {
                await life.create(lake.connection, inputs);
            }
            return inputs.catalogName;
        }
        const keyIn = (properties: Readonly<Record<string, string>> = {}): Credentials => ({
            ...lake.principal,
            secretAccessKey:
                properties["iceberg.catalog.rest.secret-access-key"] ?? lake.principal.secretAccessKey,
        });

        it("finds nothing wrong with a catalog that works, and says what it may not see", async () => {
            const name = await catalog();
            const healthy = await examined(["--catalog", name, "--namespace", "sales"], lake.principal);
            expect(healthy.text).to.match(/: nothing wrong was found\.\n$/);
            expect(healthy.exitCode).to.equal(0);
            expect(stateOf(healthy, "endpoint")).to.equal("good");
            for (const subject of ["mount", "IAM policy", "Lake Formation"]) {
                expect(stateOf(healthy, subject), subject).to.equal("not seen");
            }
        });

        it("sees mount, registration, policy and grants as an administrator, without the catalog's key", async () => {
            const name = await catalog();
            const words = ["--catalog", name, "--principal", lake.principal.arn];
            const healthy = await examined(words, lake.aws.deployer);
            expect(healthy.exitCode).to.equal(0);
            expect(stateOf(healthy, "endpoint")).to.equal("not known");
            const subjects = [
                "mount",
                "data location registration",
                "table bucket",
                "IAM policy",
                "Lake Formation",
            ];
            for (const subject of subjects) {
                expect(stateOf(healthy, subject), subject).to.equal("good");
            }
        });

        const bringable = FAULTY_CATALOGS.filter(
            // 4.x makes no catalog that can't work.
            ({ properties }) => properties === undefined || version === "3.5",
        );
        for (const { fault, properties, spoil = () => () => {}, cause, step, advice } of bringable) {
            it(`names cause, step and advice for ${fault}`, async () => {
                const name = await catalog(properties);
                const mend = await spoil(lake);
                const examination = await examined(
                    ["--catalog", name, "--namespace", "sales"],
                    keyIn(properties),
                ).finally(mend);
                const [finding] = examination.report.findings;
                expect(examination.text).to.match(
                    /\n\n[^\n]+\.\n {2}Seen: [^\n]+\n {2}Step to fix: [^\n]+\.\n {2}What to do: [^\n]+\.\n/,
                );
                expect(finding?.diagnosis.cause).to.match(cause);
                expect(finding?.diagnosis.step).to.match(step);
                expect(finding?.diagnosis.advice).to.match(advice);
                expect(examination.exitCode).to.equal(1);
                expect(examination.text).to.not.contain(lake.principal.secretAccessKey);
            });
        }

        it("names the missing grants and actions to an administrator", async () => {
            const name = await catalog();
            const mend = keepingGrants(() => false)(lake);
            const words = ["--catalog", name, "--principal", lake.principal.arn, "--namespace", "sales"];
            const manage = [...words, "--access", "Manage"];
            const examination = await examined(manage, lake.aws.deployer).finally(mend);
            expect(examination.text).to.match(/Allow arn:\S+ glue:CreateDatabase\b/);
            expect(examination.text).to.match(
                /Grant CREATE_DATABASE on catalog; CREATE_TABLE, DESCRIBE on namespace sales; ALTER, .* on tables of sales, to arn:/,
            );
        });

        it("takes Super on the catalog for every grant", async () => {
            const name = await catalog();
            const mend = keepingGrants(() => false)(lake);
            const { account } = lake.aws;
            const catalogId = `${account.id}:s3tablescatalog/${BUCKET}`;
            grant(account, lake.principal.arn, { kind: "catalog", catalogId }, ["ALL"]);
            const words = ["--catalog", name, "--principal", lake.principal.arn, "--namespace", "sales"];
            const examination = await examined(words, lake.aws.deployer).finally(mend);
            expect(stateOf(examination, "Lake Formation")).to.equal("good");
        });

        it("says with nothing but the password that StarRocks hides the cause, and how to have it told", async () => {
            const name = await catalog();
            lake.aws.faults.keyNotYetKnown = true;
            const words = ["--catalog", name];
            const hidden = await examined(words);
            const asked = await runDoctor(lake, [...words, "--ask-frontend"]).finally(() => {
                lake.aws.faults.keyNotYetKnown = false;
            });
            expect(hidden.text).to.match(
                /StarRocks hides the cause, .*\n.*Failed to .*\n.*\n.*Run this again with --ask-frontend/,
            );
            expect(asked.text).to.match(/: AWS doesn't know the access key\.\n {2}Seen: StarRocks frontend /);
            expect([hidden.exitCode, asked.exitCode]).to.deep.equal([1, 1]);
        });

        it("notices a secret that isn't that of the access key", async () => {
            const name = await catalog();
            const signer = { ...lake.principal, secretAccessKey: "another secret" };
            const { text } = await examined(["--catalog", name], signer);
            expect(text).to.match(
                /the signature doesn't match\.\n {2}Seen: the catalog's access key id AK\*{6}\S\S is that/,
            );
        });

        it("doesn't take what a stranger is refused for the catalog's trouble", async () => {
            const name = await catalog();
            const stranger = { accessKeyId: "AKIASTRANGER", secretAccessKey: "nobody's secret" };
            const examination = await examined(["--catalog", name], stranger);
            expect(stateOf(examination, "endpoint")).to.equal("not known");
            expect(stateOf(examination, "account")).to.equal("not seen");
            expect(examination.exitCode).to.equal(0);
        });

        it("tells a catalog that isn't there from one that couldn't be looked at", async () => {
            const missing = await examined(["--catalog", lake.newName()], lake.principal);
            expect(missing.text).to.match(/: there is no catalog \S+\.\n/);
            expect(missing.exitCode).to.equal(1);
            const unreachable = await examined(["--catalog", "lakehouse", "--host", "127.0.0.1:1"]);
            expect(unreachable.text).to.match(
                /: StarRocks can't be queried\.\n {2}Seen: .*nothing listens on that port/,
            );
            expect(unreachable.exitCode).to.equal(3);
            const refused = await examined(["--catalog", "lakehouse", "--user", "nobody"]);
            expect(refused.text).to.match(/: StarRocks refuses the user or the password\.\n/);
            expect(refused.exitCode).to.equal(3);
        });

        it("says before there is a catalog whether one would work", async () => {
            const words = [
                ...["--catalog", lake.newName(), "--table-bucket", BUCKET, "--namespace", "sales"],
                ...["--rest-endpoint", `${lake.aws.endpoints.glue}/iceberg`],
            ];
            const good = await examined(words, lake.principal);
            expect(good.text).to.match(/no obstacle was found\.\n$/);
            expect(stateOf(good, "privileges")).to.equal("good");
            const elsewhere = ["--table-bucket", "nosuch", "--region", "us-east-1"];
            const bad = await examined(
                [...words, ...elsewhere, "--principal", lake.principal.arn],
                lake.aws.deployer,
            );
            expect(bad.text).to.match(
                /would not work: there is no table bucket nosuch in this account and Region\./,
            );
            expect(bad.exitCode).to.equal(1);
        });

        it("says which privilege a user lacks to create one", async () => {
            const grantees = makeGrantees(lake.sql);
            const user = await grantees.user();
            const words = ["--catalog", lake.newName(), "--table-bucket", BUCKET, "--user", user];
            const { STARROCKS_PASSWORD } = process.env;
            const { password } = lake.frontend;
            Object.assign(lake.frontend, { password: "secret" });
            const { text } = await examined(words, lake.principal).finally(async () => {
                Object.assign(lake.frontend, { password });
                await grantees.drop();
            });
            expect(process.env.STARROCKS_PASSWORD).to.equal(STARROCKS_PASSWORD);
            expect(text).to.match(new RegExp(`What to do: ${user} lacks the role db_admin: `));
        });

        after(() => {
            expect(statements.filter((each) => !READING_STATEMENT.test(each))).to.deep.equal([]);
            expect(calls.filter((each) => !READING_CALL.test(each))).to.deep.equal([]);
            expect(statements).to.not.deep.equal([]);
            expect(calls).to.not.deep.equal([]);
        });
    });
}
