import { expect } from "chai";
import {
    AccessLevel,
    StarRocksS3TablesIntegration,
    type StarRocksS3TablesIntegrationArgs,
} from "../../index";
import {
    ACCOUNT_ID,
    type Answers,
    EMPTY_ACCOUNT,
    isSecretInput,
    named,
    READY_ACCOUNT,
    type Registered,
    register,
} from "./support/mockProgram";

const ARGS: StarRocksS3TablesIntegrationArgs = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales", "web"],
    starrocks: { host: "starrocks.internal", user: "pulumi", password: "hunter2" },
};

function integrate(args: Partial<StarRocksS3TablesIntegrationArgs> = {}, answers: Answers = READY_ACCOUNT) {
    return register(answers, () => new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args }));
}

async function refusal(work: Promise<unknown>): Promise<string> {
    try {
        await work;
    } catch (error) {
        return (error as Error).message;
    }
    throw new Error("nothing was refused");
}

function propertiesOf(resources: readonly Registered[]): Record<string, unknown> {
    return named(resources, "lake-catalog").inputs.properties as Record<string, unknown>;
}

describe("StarRocksS3TablesIntegration", () => {
    it("registers a child for each step of the how-to, below itself and under its own name", async () => {
        const children = (await integrate({ access: AccessLevel.Manage })).filter(
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
        expect(named(await integrate(), "lake").inputs).to.deep.equal({});
    });

    it("creates the table bucket with the given name, and its tables safe from destroy", async () => {
        const bucket = named(await integrate({ tags: { team: "data" } }), "lake-bucket");
        expect(bucket.inputs).to.deep.equal({ name: "acme-lakehouse", tags: { team: "data" } });
    });

    it("lets destroy delete tables only when told so", async () => {
        expect(named(await integrate({ forceDestroy: true }), "lake-bucket").inputs.forceDestroy).to.equal(
            true,
        );
    });

    it("creates the namespaces in the table bucket", async () => {
        const namespace = named(await integrate(), "lake-namespace-sales");
        expect(namespace.inputs).to.deep.equal({
            namespace: "sales",
            tableBucketArn: `arn:aws:s3tables::${ACCOUNT_ID}:acme-lakehouse`,
        });
    });

    it("grants reading by default", async () => {
        expect(named(await integrate(), "lake-lake-formation-grants").inputs).to.deep.include({
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
        const { grants } = named(
            await integrate({ access: AccessLevel.Manage, namespaces: ["sales"] }),
            "lake-lake-formation-grants",
        ).inputs;
        expect(grants).to.deep.equal({
            catalog: "CREATE_DATABASE",
            "namespace sales": "CREATE_TABLE, DESCRIBE",
            "tables of sales": "ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT",
        });
    });

    it("grants only after bucket and namespaces are there", async () => {
        expect(named(await integrate(), "lake-lake-formation-grants").dependsOn).to.include.members([
            "lake-bucket",
            "lake-namespace-sales",
            "lake-namespace-web",
        ]);
    });

    it("makes the catalog only after policy, grants and namespaces are in place", async () => {
        expect(
            named(await integrate({ access: AccessLevel.Manage }), "lake-catalog").dependsOn,
        ).to.include.members([
            "lake-policy-attachment",
            "lake-access-key",
            "lake-lake-formation-grants",
            "lake-namespace-web",
        ]);
    });

    it("gives the catalog the how-to's properties and the signing Region", async () => {
        const { "iceberg.catalog.rest.secret-access-key": _, ...properties } = propertiesOf(
            await integrate(),
        );
        expect(properties).to.deep.equal({
            type: "iceberg",
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": "https://glue.eu-west-1.amazonaws.com/iceberg",
            "iceberg.catalog.warehouse": `${ACCOUNT_ID}:s3tablescatalog/acme-lakehouse`,
            "iceberg.catalog.rest.sigv4-enabled": "true",
            "iceberg.catalog.rest.signing-name": "glue",
            "iceberg.catalog.rest.signing-region": "eu-west-1",
            "iceberg.catalog.rest.access-key-id": "lake-access-key-id",
            "aws.s3.region": "eu-west-1",
        });
    });

    it("marks the secret of the access key, and the password, as secrets", async () => {
        const resources = await integrate();
        const { connection } = named(resources, "lake-catalog").inputs as {
            connection: { password: unknown };
        };
        expect(isSecretInput(propertiesOf(resources)["iceberg.catalog.rest.secret-access-key"])).to.equal(
            true,
        );
        expect(isSecretInput(connection.password)).to.equal(true);
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
        const resources = await register(
            READY_ACCOUNT,
            () => new StarRocksS3TablesIntegration("my-lake", ARGS),
        );
        expect(named(resources, "my-lake-catalog").inputs.catalogName).to.equal("my_lake");
    });

    it("protects nothing and retains nothing of what is its own", async () => {
        const resources = await integrate({ access: AccessLevel.Manage });
        expect(resources.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal(
            [],
        );
    });

    describe("with an existing IAM user", () => {
        const identity = { userName: "starrocks", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "its-secret" };

        it("attaches the policy to the user and makes neither user nor key", async () => {
            const resources = await integrate({ identity });
            expect(named(resources, "lake-policy-attachment").inputs.user).to.equal("starrocks");
            expect(resources.map(({ type }) => type)).to.not.include.members([
                "aws:iam/user:User",
                "aws:iam/accessKey:AccessKey",
            ]);
        });

        it("grants to the user's ARN and signs with its key, kept secret", async () => {
            const resources = await integrate({ identity });
            expect(named(resources, "lake-lake-formation-grants").inputs.principal).to.equal(
                `arn:aws:iam::${ACCOUNT_ID}:user/starrocks`,
            );
            expect(propertiesOf(resources)["iceberg.catalog.rest.access-key-id"]).to.equal("AKIAEXAMPLE");
            expect(isSecretInput(propertiesOf(resources)["iceberg.catalog.rest.secret-access-key"])).to.equal(
                true,
            );
        });
    });

    describe("with an existing IAM role", () => {
        it("attaches the policy to the role, grants to it, and puts no key into the catalog", async () => {
            const resources = await integrate({ identity: { roleName: "starrocks-nodes" } });
            const attachment = named(resources, "lake-policy-attachment");
            expect(attachment.type).to.equal("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
            expect(attachment.inputs.role).to.equal("starrocks-nodes");
            expect(named(resources, "lake-lake-formation-grants").inputs.principal).to.equal(
                `arn:aws:iam::${ACCOUNT_ID}:role/starrocks-nodes`,
            );
            expect(propertiesOf(resources)).to.not.have.any.keys(
                "iceberg.catalog.rest.access-key-id",
                "iceberg.catalog.rest.secret-access-key",
            );
        });
    });

    describe("refuses before anything is made", () => {
        it("all bad names at once, each with its path", async () => {
            const message = await refusal(
                integrate({
                    tableBucketName: "Acme",
                    namespaces: ["ok", "Not-Ok"],
                    catalog: { name: "a-b" },
                }),
            );
            expect(message).to.match(/tableBucketName: "Acme" may hold only lower-case letters/);
            expect(message).to.match(/namespaces\[1\]: "Not-Ok" may hold only lower-case letters/);
            expect(message).to.match(/catalog\.name: "a-b" may hold only letters, digits and underscores/);
        });

        it("no namespaces for a level that can't create any", async () => {
            expect(await refusal(integrate({ namespaces: [] }))).to.match(/namespaces: is empty/);
        });

        it("the same namespace twice", async () => {
            expect(await refusal(integrate({ namespaces: ["sales", "sales"] }))).to.match(
                /namespaces\[1\]: "sales" is named twice/,
            );
        });

        it("an existing user without its key", async () => {
            expect(await refusal(integrate({ identity: { userName: "starrocks" } }))).to.match(
                /identity: names an existing user without its key/,
            );
        });

        it("both a user and a role", async () => {
            expect(await refusal(integrate({ identity: { userName: "a", roleName: "b" } }))).to.match(
                /both userName and roleName/,
            );
        });

        it("an account without a mount, and says how to make it", async () => {
            expect(await refusal(integrate({}, EMPTY_ACCOUNT))).to.match(
                /there is no mount.*S3TablesFederation/s,
            );
        });
    });
});
