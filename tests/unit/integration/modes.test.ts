import { expect } from "chai";
import { MockedMount } from "../../../components/testing";
import { AccessMode, IcebergEndpoint } from "../../../index";
import { ACCOUNT_ID, integrate, propertiesOf, refusal } from "../support/integrationProgram";

describe("An integration", () => {
    describe("in IAM mode", () => {
        const IAM_MODE = { mount: MockedMount.Iam };

        it("makes no Lake Formation grants and asks for no vended credentials", async () => {
            const program = await integrate({ accessMode: AccessMode.Iam }, IAM_MODE);
            expect(program.resources.map(({ name }) => name)).to.not.include("lake-lake-formation-grants");
            expect(propertiesOf(program)["iceberg.catalog.vended-credentials-enabled"]).to.equal("false");
        });

        it("reads the data with the key that signs", async () => {
            const program = await integrate({ accessMode: AccessMode.Iam }, IAM_MODE);
            const properties = propertiesOf(program);
            expect(properties["aws.s3.access_key"]).to.equal(
                properties["iceberg.catalog.rest.access-key-id"],
            );
            expect(program.resource("lake-catalog").secrets).to.include('properties["aws.s3.secret_key"]');
        });

        it("lets a role read the data as what the backends are", async () => {
            const properties = propertiesOf(
                await integrate({ accessMode: AccessMode.Iam, identity: { roleName: "nodes" } }, IAM_MODE),
            );
            expect(properties["aws.s3.use_aws_sdk_default_behavior"]).to.equal("true");
            expect(properties).to.not.have.property("aws.s3.access_key");
        });

        it("is refused by a mount in Lake Formation mode", async () => {
            expect(await refusal(integrate({ accessMode: AccessMode.Iam }))).to.match(
                /the mount is in Lake Formation mode/,
            );
        });
    });

    describe("on S3 Tables' own endpoint", () => {
        const S3_TABLES = { accessMode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables };

        it("signs for s3tables and names the bucket by its ARN, and needs no mount", async () => {
            expect(propertiesOf(await integrate(S3_TABLES, { mount: MockedMount.Missing }))).to.include({
                "iceberg.catalog.uri": "https://s3tables.eu-west-1.amazonaws.com/iceberg",
                "iceberg.catalog.warehouse": `arn:aws:s3tables:eu-west-1:${ACCOUNT_ID}:bucket/acme-lakehouse`,
                "iceberg.catalog.rest.signing-name": "s3tables",
            });
        });
    });

    describe("in another partition", () => {
        it("uses its domain and its ARNs", async () => {
            const program = await integrate({}, { region: "cn-north-1" });
            expect(propertiesOf(program)["iceberg.catalog.uri"]).to.equal(
                "https://glue.cn-north-1.amazonaws.com.cn/iceberg",
            );
            expect(program.resource("lake-policy").inputs.policy)
                .to.contain("arn:aws-cn:glue:cn-north-1")
                .and.not.contain("arn:aws:");
        });
    });
});
