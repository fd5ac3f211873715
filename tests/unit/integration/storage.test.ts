import { expect } from "chai";
import { ACCOUNT_ID, integrate, propertiesOf, refusal } from "../support/integrationProgram";

const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

describe("An integration", () => {
    describe("with an existing table bucket", () => {
        const EXISTING = {
            tableBucketName: undefined,
            tableBucketArn: `arn:aws:s3tables:eu-west-1:${ACCOUNT_ID}:bucket/theirs`,
        };

        it("makes no bucket, and namespaces in the existing one", async () => {
            const program = await integrate(EXISTING);
            expect(program.resources.map(({ name }) => name)).to.not.include("lake-bucket");
            expect(program.resource("lake-namespace-sales").inputs.tableBucketArn).to.equal(
                EXISTING.tableBucketArn,
            );
            expect(propertiesOf(program)["iceberg.catalog.warehouse"]).to.equal(
                `${ACCOUNT_ID}:s3tablescatalog/theirs`,
            );
        });

        it("leaves namespaces alone that are there already", async () => {
            const program = await integrate({ ...EXISTING, createNamespaces: false });
            expect(program.resources.filter(({ type }) => type.includes("Namespace"))).to.deep.equal([]);
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
            const table = (await integrate({ tables })).resource("lake-table-sales-orders");
            expect(table.inputs.metadata).to.deep.equal({
                iceberg: { schema: { fields: tables[0]!.columns } },
            });
            expect(table.ignoreChanges).to.deep.equal(["metadata"]);
            expect(table.retainOnDelete).to.equal(true);
        });

        it("lets destroy take them only when told so", async () => {
            const table = (await integrate({ tables, forceDestroy: true })).resource(
                "lake-table-sales-orders",
            );
            expect(table.retainOnDelete).to.equal(false);
        });

        it("are refused in an unknown namespace, and with columns that Glue can't see", async () => {
            const wrong = [{ namespace: "other", name: "Orders", columns: [{ name: "Id", type: "long" }] }];
            const message = await refusal(integrate({ tables: wrong }));
            expect(message).to.match(/tables\[0\]\.name: "Orders"/);
            expect(message).to.match(/tables\[0\]\.namespace: "other" is not in namespaces/);
            expect(message).to.match(/tables\[0\]\.columns\[0\]\.name: "Id" must be in lower case/);
        });
    });

    describe("with encryption", () => {
        it("makes a key that S3 Tables' maintenance and Lake Formation's role may use", async () => {
            const program = await integrate({ encryption: {} });
            const { Statement } = JSON.parse(program.resource("lake-key").inputs.policy as string);
            expect(
                Statement.map(({ Principal }: { Principal: object }) => Principal),
            ).to.deep.include.members([
                { Service: "maintenance.s3tables.amazonaws.com" },
                { AWS: `arn:aws:iam::${ACCOUNT_ID}:role/StarRocksS3TablesLakeFormation-eu-west-1` },
            ]);
            expect(program.resource("lake-bucket").inputs.encryptionConfiguration).to.have.property(
                "sseAlgorithm",
                "aws:kms",
            );
        });

        it("uses an existing key as it is", async () => {
            const program = await integrate({ encryption: { kmsKeyArn: KEY_ARN } });
            expect(program.resources.filter(({ type }) => type.includes("kms"))).to.deep.equal([]);
            expect(program.resource("lake-bucket").inputs.encryptionConfiguration).to.deep.equal({
                sseAlgorithm: "aws:kms",
                kmsKeyArn: KEY_ARN,
            });
        });
    });
});
