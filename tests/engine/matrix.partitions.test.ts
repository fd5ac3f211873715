import { expect } from "chai";
import { AccessMode, IcebergEndpoint } from "../../index";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { type IntegrationsStack, openIntegrations } from "./support/integrationProgram";
import { sandboxS3 } from "./support/matrix";
import { requireBackend } from "./support/requireBackend";
import type { Operation } from "./support/stack";

const PARTITIONS = [
    {
        partition: "aws-cn",
        region: "cn-north-1",
        mode: AccessMode.LakeFormation,
        endpoint: IcebergEndpoint.Glue,
        service: "glue",
        url: "https://glue.cn-north-1.amazonaws.com.cn/iceberg",
        warehouse: "123456789012:s3tablescatalog/acme-lakehouse",
    },
    {
        partition: "aws-us-gov",
        region: "us-gov-west-1",
        mode: AccessMode.Iam,
        endpoint: IcebergEndpoint.S3Tables,
        service: "s3tables",
        url: "https://s3tables.us-gov-west-1.amazonaws.com/iceberg",
        warehouse: "arn:aws-us-gov:s3tables:us-gov-west-1:123456789012:bucket/acme-lakehouse",
    },
] as const;

/** Every ARN in what AWS holds. */
function arnsIn({ aws: { account } }: Sandbox): string[] {
    const { mount, registrations, grants, roles, users, policies, tableBuckets, kmsKeys } = account;
    const own = [...policies.values()].filter(({ awsManaged }) => !awsManaged);
    const maps = [registrations, roles, users, tableBuckets, kmsKeys].flatMap((each): unknown[] => [
        ...each.values(),
    ]);
    return JSON.stringify([mount, grants, own, maps]).match(/arn:[^"\\]+/g) ?? [];
}

for (const { partition, region, mode, endpoint, service, url, warehouse } of PARTITIONS) {
    describe(`An integration in the partition ${partition}`, function () {
        this.timeout(120_000);

        let sandbox: Sandbox;
        let consumer: Consumer;
        let stack: IntegrationsStack;
        let sql: SqlClient;
        let made: Operation;

        before(async () => {
            sandbox = await startSandbox({ aws: { partition, region } });
            consumer = await openConsumer();
            sql = await openSqlClient(sandbox.frontend);
            // The address is the component's own, and StarRocks is sent to the sandbox all the same.
            const uri = { "iceberg.catalog.uri": `${sandbox.aws.endpoints[service]}/iceberg` };
            stack = await openIntegrations(sandbox, consumer, {
                name: partition,
                federation: endpoint === IcebergEndpoint.Glue ? { accessMode: mode } : undefined,
                integrations: {
                    partitioned: {
                        tableBucketName: "acme-lakehouse",
                        namespaces: ["sales"],
                        access: "Manage",
                        accessMode: mode,
                        endpoint,
                        encryption: {},
                        forceDestroy: true,
                        catalog: { properties: { ...uri, ...sandboxS3(sandbox) } },
                    },
                },
            });
            made = await stack.up();
        });

        after(async () => {
            await sql?.close();
            await stack?.close();
            await consumer?.close();
            await sandbox?.close();
        });

        it("has the addresses of that partition", () => {
            const outputs = made.outputs.integrations?.value.partitioned;
            expect(outputs).to.include({ restEndpoint: url, warehouse });
        });

        it("has no ARN of another partition or Region", () => {
            const arns = arnsIn(sandbox);
            expect(arns).to.have.length.greaterThan(5);
            const ours = new RegExp(`^arn:${partition}:[a-z0-9]+:(${region}|):(123456789012|aws):`);
            expect(arns.filter((arn) => !ours.test(arn))).to.deep.equal([]);
        });

        it("works, with encryption too", async function () {
            requireBackend(this, sandbox);
            await sql.run("SET CATALOG partitioned");
            await sql.run("CREATE TABLE sales.orders (id BIGINT)");
            await sql.run("INSERT INTO sales.orders VALUES (1)");
            expect(await sql.rows("SELECT * FROM sales.orders")).to.deep.equal([{ id: "1" }]);
            expect([...sandbox.aws.account.tables.values()][0]?.encryption.sseAlgorithm).to.equal("aws:kms");
        });

        it("is taken away by destroy", async () => {
            await stack.destroy();
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
            expect(await sql.column("SHOW CATALOGS")).to.not.include("partitioned");
        });
    });
}
