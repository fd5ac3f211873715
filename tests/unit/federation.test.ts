import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { MockedMount, type MockProgramOptions, mockProgram } from "../../components/testing";
import { AccessMode, S3TablesFederation, type S3TablesFederationArgs } from "../../index";
import { REGION, refusal } from "./support/integrationProgram";

const KEY_ARN = `arn:aws:kms:${REGION}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const EMPTY_ACCOUNT = { mount: MockedMount.Missing };
const READY_ACCOUNT = { mount: MockedMount.LakeFormation };

function federate(account: MockProgramOptions, args: S3TablesFederationArgs = {}) {
    return mockProgram(() => void new S3TablesFederation("fed", args), { region: REGION, ...account });
}

describe("S3TablesFederation", () => {
    it("makes role, registration and mount, below itself and under its own name", async () => {
        const children = (await federate(EMPTY_ACCOUNT)).resources.filter(({ parent }) => parent === "fed");
        expect(children.map(({ type, name }) => `${type} ${name}`)).to.have.members([
            "pulumi-nodejs:dynamic/federation:Role fed-role",
            "pulumi-nodejs:dynamic/federation:RolePolicy fed-role-policy",
            "pulumi-nodejs:dynamic/federation:Registration fed-registration",
            "pulumi-nodejs:dynamic/federation:Mount fed-mount",
        ]);
    });

    it("says of the mount where it is and for whom, and nothing of the account's own settings", async () => {
        expect((await federate(EMPTY_ACCOUNT)).resource("fed-mount").inputs).to.deep.equal({
            kind: "mount",
            accessMode: AccessMode.LakeFormation,
            region: REGION,
            accountId: "123456789012",
            partition: "aws",
        });
    });

    it("registers with the role that there is in the end", async () => {
        const { inputs } = (await federate(EMPTY_ACCOUNT)).resource("fed-registration");
        expect(inputs.roleArn).to.match(/StarRocksS3TablesLakeFormation-eu-west-1$/);
    });

    it("registers only once the role may read and write, and mounts only what is registered", async () => {
        const program = await federate(EMPTY_ACCOUNT);
        expect(program.resource("fed-registration").dependsOn).to.include("fed-role-policy");
        expect(program.resource("fed-mount").dependsOn).to.include("fed-registration");
    });

    it("leaves everything in the account when the stack is destroyed", async () => {
        const children = (await federate(EMPTY_ACCOUNT)).resources.filter(({ parent }) => parent === "fed");
        expect(children.map(({ retainOnDelete }) => retainOnDelete)).to.deep.equal([true, true, true, true]);
    });

    it("lets destroy take everything when told so", async () => {
        const children = (await federate(EMPTY_ACCOUNT, { retain: false })).resources.filter(
            ({ parent }) => parent === "fed",
        );
        expect(children.map(({ retainOnDelete }) => retainOnDelete)).to.deep.equal([
            false,
            false,
            false,
            false,
        ]);
    });

    it("imports nothing, whatever is there: an import would change it, and be repeated", async () => {
        for (const account of [EMPTY_ACCOUNT, READY_ACCOUNT]) {
            const { resources } = await federate(account);
            expect(resources.filter(({ importId }) => importId !== undefined)).to.deep.equal([]);
        }
    });

    it("puts its tags, and the default tags of the AWS provider, on what it makes", async () => {
        const config = { "aws:defaultTags": JSON.stringify({ tags: { stage: "prod", team: "all" } }) };
        const args = { tags: { team: "platform" } };
        const program = await federate({ ...EMPTY_ACCOUNT, config }, args);
        for (const name of ["fed-role", "fed-mount"]) {
            expect(program.resource(name).inputs.tags).to.deep.equal({ stage: "prod", team: "platform" });
        }
    });

    it("hands its own AWS provider on, with secrets as secrets, and nothing of the stack's", async () => {
        const program = await mockProgram(
            () => {
                const provider = new aws.Provider("own", {
                    region: REGION,
                    accessKey: "AKIA",
                    secretKey: "hunter2",
                    assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deployer" }],
                    endpoints: [{ glue: "https://glue.example" }],
                    assumeRoleWithWebIdentity: { webIdentityToken: "jwt" },
                    defaultTags: { tags: { stage: "prod" } },
                });
                new S3TablesFederation("fed", {}, { providers: { aws: provider } });
            },
            { region: REGION, ...EMPTY_ACCOUNT, config: { "aws:profile": "stack" } },
        );
        const { inputs, secrets } = program.resource("fed-mount");
        expect(inputs.awsProvider).to.deep.equal({
            accessKey: "AKIA",
            secretKey: "hunter2",
            assumeRoles: '[{"roleArn":"arn:aws:iam::123456789012:role/deployer"}]',
            endpoints: '[{"glue":"https://glue.example"}]',
            assumeRoleWithWebIdentity: '{"webIdentityToken":"jwt"}',
        });
        expect(secrets).to.have.members([
            "awsProvider.accessKey",
            "awsProvider.secretKey",
            "awsProvider.assumeRoleWithWebIdentity",
        ]);
        expect(inputs.tags).to.deep.equal({ stage: "prod" });
    });

    it("refuses a mount in IAM mode and never switches it", async () => {
        expect(await refusal(federate({ mount: MockedMount.Iam }))).to.match(
            /the mount is in IAM mode.*never does it.*switch it yourself/s,
        );
    });

    it("refuses a mode that there isn't, as it may be read from a configuration", async () => {
        expect(await refusal(federate(EMPTY_ACCOUNT, { accessMode: "IAM" as never }))).to.contain(
            'accessMode: "IAM" must be one of LakeFormation, Iam',
        );
    });

    describe("in IAM mode", () => {
        it("makes only the mount, with default permissions for everybody whom IAM allows", async () => {
            const program = await federate(EMPTY_ACCOUNT, { accessMode: AccessMode.Iam });
            const children = program.resources.filter(({ parent }) => parent === "fed");
            expect(children.map(({ name }) => name)).to.deep.equal(["fed-mount"]);
            expect(children[0]!.inputs.accessMode).to.equal(AccessMode.Iam);
        });

        it("refuses a mount in Lake Formation mode and never switches it", async () => {
            expect(await refusal(federate(READY_ACCOUNT, { accessMode: AccessMode.Iam }))).to.match(
                /the mount is in Lake Formation mode.*never does it/s,
            );
        });
    });

    it("lets its role use the keys of encrypted table buckets", async () => {
        const { inputs } = (await federate(EMPTY_ACCOUNT, { kmsKeyArns: [KEY_ARN] })).resource(
            "fed-role-policy",
        );
        expect(JSON.parse(inputs.policy as string).Statement).to.deep.include({
            Sid: "Encryption",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            Resource: [KEY_ARN],
        });
    });
});
