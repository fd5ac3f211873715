import * as pulumi from "@pulumi/pulumi";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";
import { ACCOUNT_ID, integrate, propertiesOf, refusal } from "../support/integrationProgram";

describe("An integration", () => {
    describe("with an existing IAM user", () => {
        const identity = { userName: "starrocks", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "its-secret" };

        it("attaches the policy to the user and makes neither user nor key", async () => {
            const program = await integrate({ identity });
            expect(program.resource("lake-policy-attachment").inputs.user).to.equal("starrocks");
            expect(program.resources.map(({ type }) => type)).to.not.include.members([
                "aws:iam/user:User",
                "aws:iam/accessKey:AccessKey",
            ]);
        });

        it("grants to the user's ARN and signs with its key, kept secret", async () => {
            const program = await integrate({ identity });
            expect(program.resource("lake-lake-formation-grants").inputs.principal).to.equal(
                `arn:aws:iam::${ACCOUNT_ID}:user/starrocks`,
            );
            expect(propertiesOf(program)["iceberg.catalog.rest.access-key-id"]).to.equal("AKIAEXAMPLE");
            expect(program.resource("lake-catalog").secrets).to.include(
                'properties["iceberg.catalog.rest.secret-access-key"]',
            );
        });
    });

    describe("whose user or role becomes another", () => {
        it("attaches the policy to the new one before the old one loses it", async () => {
            for (const identity of [undefined, { roleName: "starrocks-nodes" }]) {
                const { deleteBeforeReplace } = (await integrate({ identity })).resource(
                    "lake-policy-attachment",
                );
                expect(deleteBeforeReplace).to.equal(false);
            }
        });
    });

    describe("with a user or role that IAM would know under no such name", () => {
        it("is refused by its path, known from the start or not", async () => {
            const names = [
                { roleName: "nodes/starrocks" },
                { roleName: pulumi.output("arn:aws:iam::1:role/x") },
            ];
            for (const identity of names) {
                expect(await refusal(integrate({ identity }))).to.match(
                    /identity\.roleName: .*(letters, digits|is an ARN)/,
                );
            }
        });
    });

    describe("with an AWS provider that isn't configured yet", () => {
        it("doesn't take the empty answer for a role's ARN", async () => {
            const calls = { "aws:iam/getRole:getRole": () => ({}) };
            const program = await integrate({ identity: { roleName: "nodes" } }, { calls });
            expect(program.resource("lake-lake-formation-grants").inputs.principal).to.equal(unknownValue);
        });
    });

    describe("with an existing IAM role", () => {
        it("attaches the policy to the role, grants to it, and puts no key into the catalog", async () => {
            const program = await integrate({ identity: { roleName: "starrocks-nodes" } });
            const attachment = program.resource("lake-policy-attachment");
            expect(attachment.type).to.equal("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
            expect(attachment.inputs.role).to.equal("starrocks-nodes");
            expect(program.resource("lake-lake-formation-grants").inputs.principal).to.equal(
                `arn:aws:iam::${ACCOUNT_ID}:role/starrocks-nodes`,
            );
            expect(propertiesOf(program)).to.not.have.any.keys(
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
            const program = await integrate({ identity: { accessKeyRotation: "2026-11" } });
            expect(program.resources.map(({ name }) => name))
                .to.include("lake-access-key-2026-11")
                .and.not.include("lake-access-key");
        });
    });
});
