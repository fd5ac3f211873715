import { expect } from "chai";
import { integrate, propertiesOf } from "../support/integrationProgram";
import { ACCOUNT_ID, isSecretInput, named } from "../support/mockProgram";

describe("An integration", () => {
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

    describe("with keys in the frontends' environment", () => {
        it("puts only the names of the variables into the catalog", async () => {
            const identity = {
                userName: "starrocks",
                accessKeyIdVariable: "GLUE_KEY",
                secretAccessKeyVariable: "GLUE_SECRET",
            };
            const properties = propertiesOf(await integrate({ identity }));
            expect(properties["iceberg.catalog.rest.access-key-id"]).to.equal("env:GLUE_KEY");
            expect(JSON.stringify(properties["iceberg.catalog.rest.secret-access-key"])).to.contain(
                "env:GLUE_SECRET",
            );
        });
    });

    describe("with a rotated access key", () => {
        it("makes the new key under another name, so that it is there before the old one goes", async () => {
            const resources = await integrate({ identity: { accessKeyRotation: "2026-11" } });
            expect(resources.map(({ name }) => name))
                .to.include("lake-access-key-2026-11")
                .and.not.include("lake-access-key");
        });
    });
});
