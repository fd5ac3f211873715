import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import type { Operation, State, Step } from "./support/stack";

const ARGUMENTS = { tableBucketName: "acme-lakehouse", namespaces: ["sales", "web"], access: "Write" };
const WITH_PROPERTY = { ...ARGUMENTS, catalog: { properties: { enable_iceberg_metadata_cache: "false" } } };
const RENAMED = { ...WITH_PROPERTY, catalog: { ...WITH_PROPERTY.catalog, name: "renamed_lake" } };
const FEWER_NAMESPACES = { ...RENAMED, namespaces: ["sales"] };
const SHARED = ["federation-role", "federation-role-policy", "federation-registration", "federation-mount"];

/** What happened to each resource that something happened to. */
function changes({ steps }: Operation): Record<string, string[]> {
    const byName: Record<string, string[]> = {};
    for (const { name, op } of steps.filter((step) => step.op !== "same")) {
        byName[name] = [...(byName[name] ?? []), op];
    }
    return byName;
}

function stepOn({ steps }: Operation, name: string): Step | undefined {
    return steps.find((step) => step.name === name && step.op !== "same");
}

describe("An integration's life on the real engine", function () {
    this.timeout(400_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let sql: SqlClient;
    let settingsBefore: string;

    const settings = () => JSON.stringify(sandbox.aws.account.dataLakeSettings);
    const catalogs = () => sql.column("SHOW CATALOGS");

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        settingsBefore = settings();
        stack = await openIntegration(sandbox, consumer, { name: "integration", integration: ARGUMENTS });
    });

    after(async () => {
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    describe("the first up", () => {
        let previewed: Operation;
        let created: Operation;
        let state: State;
        let secretKey: string;

        before(async () => {
            previewed = await stack.preview();
            created = await stack.up();
            state = await stack.exportState();
            secretKey = [...sandbox.aws.account.accessKeys.values()].find(({ user }) =>
                user.startsWith("lake-user"),
            )!.secret;
        });

        it("was shown by the preview, resource by resource", () => {
            expect(Object.keys(changes(previewed)).sort()).to.deep.equal(
                Object.keys(changes(created)).sort(),
            );
        });

        it("ends with a catalog that lists the namespaces", async () => {
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include.members(["sales", "web"]);
        });

        it("prints what it does in StarRocks", () => {
            expect(created.diagnostics.join("\n")).to.contain("creating catalog lake on");
        });

        it("puts the secret of the access key in no output and no plain state", () => {
            expect(created.stdout).to.not.contain(secretKey);
            expect(created.diagnostics.join()).to.not.contain(secretKey);
            expect(state.text).to.not.contain(secretKey);
        });

        it("stores the provider as one constant line without code, secret or path", () => {
            const catalog = state.resources.find(({ type }) => type.endsWith("starrocks:Catalog"));
            expect(catalog?.inputs?.__provider).to.equal(
                'exports.handler = () => require("module").createRequire(process.cwd() + "/")' +
                    '("pulumi-starrocks-s3tables/provider").catalog;',
            );
        });

        it("tells which release of StarRocks it works with", async () => {
            const catalog = state.resources.find(({ type }) => type.endsWith("starrocks:Catalog"));
            const [version] = await sql.column("SELECT @@version_comment");
            expect(catalog?.outputs?.starRocksVersion).to.equal(version);
        });
    });

    describe("a second up", () => {
        it("changes nothing", async () => {
            expect(changes(await stack.up())).to.deep.equal({});
        });

        it("changes nothing after a refresh either", async () => {
            expect(changes(await stack.refresh())).to.deep.equal({});
            expect(changes(await stack.up())).to.deep.equal({});
        });
    });

    describe("another property of the catalog", () => {
        let previewed: Operation;
        let updated: Operation;

        before(async () => {
            await stack.edit(WITH_PROPERTY);
            previewed = await stack.preview();
            updated = await stack.up();
        });

        it("is shown by name in the preview", () => {
            expect(Object.keys(stepOn(previewed, "lake-catalog")?.detailedDiff ?? {})).to.deep.equal([
                "properties.enable_iceberg_metadata_cache",
            ]);
        });

        it("is set in place, and nothing else is touched", () => {
            expect(changes(updated)).to.deep.equal({ "lake-catalog": ["update"] });
        });

        it("is there in StarRocks", async () => {
            const [row] = await sql.rows("SHOW CREATE CATALOG lake");
            expect(row?.["Create Catalog"]).to.contain('"enable_iceberg_metadata_cache"  =  "false"');
        });
    });

    describe("another name of the catalog", () => {
        let renamed: Operation;

        before(async () => {
            await stack.edit(RENAMED);
            renamed = await stack.up();
        });

        it("replaces the catalog, the new one before the old one goes", () => {
            expect(changes(renamed)).to.deep.equal({
                "lake-catalog": ["create-replacement", "replace", "delete-replaced"],
            });
        });

        it("leaves only the new one in StarRocks", async () => {
            expect(await catalogs())
                .to.include("renamed_lake")
                .and.not.include("lake");
        });
    });

    describe("another setting of the mount", () => {
        it("is no reason to touch the mount, which everybody uses", async () => {
            sandbox.aws.account.mount!.tags = { owner: "somebody else" };
            await stack.refresh();
            expect(changes(await stack.up())).to.deep.equal({});
        });
    });

    describe("a registration that reads back as if it had no federation", () => {
        it("is not replaced, although the AWS provider sees a difference", async () => {
            await stack.refresh();
            expect(changes(await stack.up())).to.deep.equal({});
        });
    });

    describe("a namespace less", () => {
        let shrunk: Operation;

        before(async () => {
            await stack.edit(FEWER_NAMESPACES);
            shrunk = await stack.up();
        });

        it("deletes the namespace, takes back its grants, and narrows the policy", () => {
            expect(changes(shrunk)).to.deep.equal({
                "lake-policy": ["update"],
                "lake-catalog": ["update"],
                "lake-namespace-web": ["delete"],
                "lake-lake-formation-grants": ["update"],
            });
        });

        it("is no longer listed by StarRocks", async () => {
            expect(await sql.column("SHOW DATABASES FROM renamed_lake"))
                .to.include("sales")
                .and.not.include("web");
        });
    });

    describe("destroy", () => {
        let destroyed: Operation;

        before(async () => {
            destroyed = await stack.destroy();
        });

        it("leaves in AWS only what belongs to the whole account and Region", () => {
            const { account } = sandbox.aws;
            expect(account.mount?.name).to.equal("s3tablescatalog");
            expect([...account.registrations.keys()]).to.deep.equal([
                "arn:aws:s3tables:us-east-1:123456789012:bucket/*",
            ]);
            expect([...account.roles.keys()]).to.deep.equal(["StarRocksS3TablesLakeFormation-us-east-1"]);
            expect([...account.tableBuckets.keys()]).to.deep.equal([]);
            expect([...account.users.keys()].filter((name) => name.startsWith("lake-"))).to.deep.equal([]);
            expect([...account.policies.values()].filter(({ awsManaged }) => !awsManaged)).to.deep.equal([]);
            expect(account.grants).to.deep.equal([]);
        });

        it("leaves no catalog in StarRocks", async () => {
            expect(await catalogs()).to.not.include("renamed_lake");
        });

        it("has touched no setting of Lake Formation, from the first up on", () => {
            expect(settings()).to.equal(settingsBefore);
        });

        it("took what is shared out of the state all the same", () => {
            expect(changes(destroyed)).to.include.keys(SHARED);
        });
    });

    describe("an up after destroy", () => {
        it("takes what has stayed into the state again, as it is", async () => {
            const { account } = sandbox.aws;
            const shared = () =>
                JSON.stringify([account.mount, [...account.registrations], [...account.roles]]);
            const found = shared();
            expect(changes(await stack.up())).to.include.keys(SHARED);
            expect(shared()).to.equal(found);
        });

        it("changes nothing the next time", async () => {
            expect(changes(await stack.up())).to.deep.equal({});
        });
    });
});
