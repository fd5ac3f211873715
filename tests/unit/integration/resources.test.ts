import { expect } from "chai";
import { mockProgram } from "../../../components/testing";
import { AccessLevel, StarRocksS3TablesIntegration } from "../../../index";
import { ACCOUNT_ID, ARGS, integrate, propertiesOf } from "../support/integrationProgram";

describe("StarRocksS3TablesIntegration", () => {
    it("registers a child for each step of the how-to, below itself and under its own name", async () => {
        const children = (await integrate({ access: AccessLevel.Manage })).resources.filter(
            ({ parent }) => parent === "lake",
        );
        expect(children.map(({ type, name }) => `${type} ${name}`)).to.have.members([
            "aws:s3tables/tableBucket:TableBucket lake-bucket",
            "aws:s3tables/namespace:Namespace lake-namespace-sales",
            "aws:s3tables/namespace:Namespace lake-namespace-web",
            "aws:iam/policy:Policy lake-policy",
            "aws:iam/user:User lake-user",
            "aws:iam/accessKey:AccessKey lake-access-key",
            "aws:iam/userPolicyAttachment:UserPolicyAttachment lake-policy-attachment",
            "pulumi-nodejs:dynamic/lakeformation:Grants lake-lake-formation-grants",
            "pulumi-nodejs:dynamic/starrocks:Catalog lake-catalog",
        ]);
    });

    it("passes no arguments to the engine for the component itself, so that none is kept in clear", async () => {
        expect((await integrate()).resource("lake").inputs).to.deep.equal({});
    });

    it("creates the table bucket with the given name, and its tables safe from destroy", async () => {
        const bucket = (await integrate({ tags: { team: "data" } })).resource("lake-bucket");
        expect(bucket.inputs).to.deep.equal({ name: "acme-lakehouse", tags: { team: "data" } });
    });

    it("lets destroy delete tables only when told so", async () => {
        expect(
            (await integrate({ forceDestroy: true })).resource("lake-bucket").inputs.forceDestroy,
        ).to.equal(true);
    });

    it("creates the namespaces in the table bucket", async () => {
        const namespace = (await integrate()).resource("lake-namespace-sales");
        expect(namespace.inputs).to.deep.equal({
            namespace: "sales",
            tableBucketArn: `arn:aws:s3tables:eu-west-1:${ACCOUNT_ID}:bucket/acme-lakehouse`,
        });
    });

    it("grants reading by default", async () => {
        expect((await integrate()).resource("lake-lake-formation-grants").inputs).to.deep.include({
            catalogId: `${ACCOUNT_ID}:s3tablescatalog/acme-lakehouse`,
            region: "eu-west-1",
            grants: {
                "namespace sales": "DESCRIBE",
                "tables of sales": "DESCRIBE, SELECT",
                "namespace web": "DESCRIBE",
                "tables of web": "DESCRIBE, SELECT",
            },
        });
    });

    it("grants on all three levels what a level needs there", async () => {
        const { grants } = (await integrate({ access: AccessLevel.Manage, namespaces: ["sales"] })).resource(
            "lake-lake-formation-grants",
        ).inputs;
        expect(grants).to.deep.equal({
            catalog: "CREATE_DATABASE",
            "namespace sales": "CREATE_TABLE, DESCRIBE",
            "tables of sales": "ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT",
        });
    });

    it("grants only after bucket and namespaces are there", async () => {
        expect((await integrate()).resource("lake-lake-formation-grants").dependsOn).to.include.members([
            "lake-bucket",
            "lake-namespace-sales",
            "lake-namespace-web",
        ]);
    });

    it("makes the catalog only after policy, grants and namespaces are in place", async () => {
        expect(
            (await integrate({ access: AccessLevel.Manage })).resource("lake-catalog").dependsOn,
        ).to.include.members([
            "lake-policy-attachment",
            "lake-access-key",
            "lake-lake-formation-grants",
            "lake-namespace-web",
        ]);
    });

    it("gives the catalog the how-to's properties and the signing Region", async () => {
        const {
            "iceberg.catalog.rest.access-key-id": accessKeyId,
            "iceberg.catalog.rest.secret-access-key": _,
            ...properties
        } = propertiesOf(await integrate());
        expect(accessKeyId).to.match(/^AKIA/);
        expect(properties).to.deep.equal({
            type: "iceberg",
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": "https://glue.eu-west-1.amazonaws.com/iceberg",
            "iceberg.catalog.warehouse": `${ACCOUNT_ID}:s3tablescatalog/acme-lakehouse`,
            "iceberg.catalog.rest.sigv4-enabled": "true",
            "iceberg.catalog.rest.signing-name": "glue",
            "iceberg.catalog.rest.signing-region": "eu-west-1",
            "aws.s3.region": "eu-west-1",
        });
    });

    it("marks the secret of the access key, and the password, as secrets", async () => {
        expect((await integrate()).resource("lake-catalog").secrets).to.include.members([
            'properties["iceberg.catalog.rest.secret-access-key"]',
            "connection.password",
        ]);
    });

    it("lets the user override and add catalog properties", async () => {
        const properties = propertiesOf(
            await integrate({
                catalog: {
                    properties: { "aws.s3.region": "eu-west-2", enable_iceberg_metadata_cache: "false" },
                },
            }),
        );
        expect(properties).to.include({
            "aws.s3.region": "eu-west-2",
            enable_iceberg_metadata_cache: "false",
        });
    });

    it("names the catalog after itself, with underscores for what StarRocks doesn't allow", async () => {
        const program = await mockProgram(() => void new StarRocksS3TablesIntegration("my-lake", ARGS));
        expect(program.resource("my-lake-catalog").inputs.catalogName).to.equal("my_lake");
    });

    it("protects nothing and retains nothing of what is its own", async () => {
        const program = await integrate({ access: AccessLevel.Manage });
        expect(
            program.resources.filter(({ protect, retainOnDelete }) => protect || retainOnDelete),
        ).to.deep.equal([]);
    });

    it("removes unreferenced files as told", async () => {
        const bucket = (await integrate({ unreferencedFileRemoval: { unreferencedDays: 7 } })).resource(
            "lake-bucket",
        );
        expect(bucket.inputs.maintenanceConfiguration).to.deep.equal({
            icebergUnreferencedFileRemoval: {
                status: "enabled",
                settings: { unreferencedDays: 7, nonCurrentDays: 10 },
            },
        });
    });

    it("makes one resource of the grants, however many namespaces there are", async () => {
        const many = Array.from({ length: 1000 }, (_, index) => `ns_${index}`);
        const program = await integrate({ namespaces: many, wholeBucketPolicy: true });
        expect(program.resources.filter(({ type }) => type.includes("lakeformation"))).to.have.length(1);
        expect(
            Object.keys(program.resource("lake-lake-formation-grants").inputs.grants as object),
        ).to.have.length(2000);
    });
});
