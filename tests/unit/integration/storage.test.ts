import { expect } from "chai";
import { integrate, propertiesOf, refusal } from "../support/integrationProgram";
import { ACCOUNT_ID, named, READY_ACCOUNT } from "../support/mockProgram";

describe("An integration", () => {
    describe("with an existing table bucket", () => {
        const EXISTING = {
            tableBucketName: undefined,
            tableBucketArn: `arn:aws:s3tables:eu-west-1:${ACCOUNT_ID}:bucket/theirs`,
        };

        it("makes no bucket, and namespaces in the existing one", async () => {
            const resources = await integrate(EXISTING);
            expect(resources.map(({ name }) => name)).to.not.include("lake-bucket");
            expect(named(resources, "lake-namespace-sales").inputs.tableBucketArn).to.equal(
                EXISTING.tableBucketArn,
            );
            expect(propertiesOf(resources)["iceberg.catalog.warehouse"]).to.equal(
                `${ACCOUNT_ID}:s3tablescatalog/theirs`,
            );
        });

        it("leaves namespaces alone that are there already", async () => {
            const resources = await integrate({ ...EXISTING, createNamespaces: false });
            expect(resources.filter(({ type }) => type.includes("Namespace"))).to.deep.equal([]);
        });

        it("is refused where it is in another Region", async () => {
            const tableBucketArn = `arn:aws:s3tables:us-east-1:${ACCOUNT_ID}:bucket/theirs`;
            expect(await refusal(integrate({ ...EXISTING, tableBucketArn }))).to.match(
                /tableBucketArn: .* is not in Region eu-west-1/,
            );
        });
    });

    describe("with tables", () => {
        const tables = [
            { namespace: "sales", name: "orders", columns: [{ name: "id", type: "long", required: true }] },
        ];

        it("creates them with their schema, and never drops them for another", async () => {
            const table = named(await integrate({ tables }), "lake-table-sales-orders");
            expect(table.inputs.metadata).to.deep.equal({
                iceberg: { schema: { fields: tables[0]!.columns } },
            });
            expect(table.ignoreChanges).to.deep.equal(["metadata"]);
            expect(table.retainOnDelete).to.equal(true);
        });

        it("lets destroy take them only when told so", async () => {
            const table = named(await integrate({ tables, forceDestroy: true }), "lake-table-sales-orders");
            expect(table.retainOnDelete).to.equal(false);
        });

        it("are refused in an unknown namespace, and with columns that Glue can't see", async () => {
            const wrong = [{ namespace: "other", name: "Orders", columns: [{ name: "Id", type: "long" }] }];
            const message = await refusal(integrate({ tables: wrong }));
            expect(message).to.match(/tables\[0\]\.name: "Orders"/);
            expect(message).to.match(/tables\[0\]\.namespace: "other" is not among namespaces/);
            expect(message).to.match(/tables\[0\]\.columns: "Id" must be in lower case/);
        });
    });

    describe("with encryption", () => {
        it("makes a key that S3 Tables' maintenance and Lake Formation's role may use", async () => {
            const account = {
                ...READY_ACCOUNT,
                "aws:lakeformation/getResource:getResource": () => ({
                    withPrivilegedAccess: true,
                    roleArn: "arn:aws:iam::1:role/lf",
                }),
            };
            const resources = await integrate({ encryption: {} }, account);
            const { Statement } = JSON.parse(named(resources, "lake-key").inputs.policy as string);
            expect(
                Statement.map(({ Principal }: { Principal: object }) => Principal),
            ).to.deep.include.members([
                { Service: "maintenance.s3tables.amazonaws.com" },
                { AWS: "arn:aws:iam::1:role/lf" },
            ]);
            expect(named(resources, "lake-bucket").inputs.encryptionConfiguration).to.have.property(
                "sseAlgorithm",
                "aws:kms",
            );
        });

        it("uses an existing key as it is", async () => {
            const resources = await integrate({ encryption: { kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/k" } });
            expect(resources.filter(({ type }) => type.includes("kms"))).to.deep.equal([]);
            expect(named(resources, "lake-bucket").inputs.encryptionConfiguration).to.deep.equal({
                sseAlgorithm: "aws:kms",
                kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/k",
            });
        });
    });
});
