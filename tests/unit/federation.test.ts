import { expect } from "chai";
import { MockedMount, type MockOptions, mockProgram } from "../../components/testing";
import { AccessMode, S3TablesFederation, type S3TablesFederationArgs } from "../../index";
import { REGION, refusal } from "./support/integrationProgram";

const KEY_ARN = `arn:aws:kms:${REGION}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const EMPTY_ACCOUNT = { mount: MockedMount.Missing };
const READY_ACCOUNT = { mount: MockedMount.LakeFormation };

function federate(account: MockOptions, args: S3TablesFederationArgs = {}) {
    return mockProgram(() => void new S3TablesFederation("fed", args), { region: REGION, ...account });
}

describe("S3TablesFederation", () => {
    it("makes role, registration and mount, below itself and under its own name", async () => {
        const children = (await federate(EMPTY_ACCOUNT)).resources.filter(({ parent }) => parent === "fed");
        expect(children.map(({ type, name }) => `${type} ${name}`)).to.have.members([
            "aws:iam/role:Role fed-role",
            "aws:iam/rolePolicy:RolePolicy fed-role-policy",
            "aws:lakeformation/resource:Resource fed-registration",
            "aws:glue/catalog:Catalog fed-mount",
        ]);
    });

    it("mounts all table buckets, without default permissions, open to external engines", async () => {
        expect((await federate(EMPTY_ACCOUNT)).resource("fed-mount").inputs).to.deep.equal({
            name: "s3tablescatalog",
            federatedCatalog: {
                identifier: "arn:aws:s3tables:eu-west-1:123456789012:bucket/*",
                connectionName: "aws:s3tables",
            },
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
            allowFullTableExternalDataAccess: "True",
        });
    });

    it("registers all table buckets with federation, privileged access and its role", async () => {
        const { inputs } = (await federate(EMPTY_ACCOUNT)).resource("fed-registration");
        expect(inputs).to.deep.include({
            arn: "arn:aws:s3tables:eu-west-1:123456789012:bucket/*",
            withFederation: true,
            withPrivilegedAccess: true,
        });
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

    it("never replaces the mount, whatever of it changes", async () => {
        expect((await federate(EMPTY_ACCOUNT)).resource("fed-mount").ignoreChanges).to.deep.equal(["*"]);
    });

    it("never replaces the registration, which may be somebody else's and reads back withFederation as false", async () => {
        expect((await federate(EMPTY_ACCOUNT)).resource("fed-registration").ignoreChanges).to.deep.equal([
            "*",
        ]);
    });

    it("adopts the mount and the role that are there", async () => {
        const program = await federate(READY_ACCOUNT);
        expect(program.resource("fed-mount").importId).to.equal("s3tablescatalog");
        expect(program.resource("fed-role").importId).to.equal("StarRocksS3TablesLakeFormation-eu-west-1");
    });

    it("imports nothing into an account that has nothing", async () => {
        const program = await federate(EMPTY_ACCOUNT);
        expect(program.resources.filter(({ importId }) => importId !== undefined)).to.deep.equal([]);
    });

    it("refuses a mount in IAM mode and never switches it", async () => {
        expect(await refusal(federate({ mount: MockedMount.Iam }))).to.match(
            /the mount is in IAM mode.*never does it.*switch it yourself/s,
        );
    });

    it("refuses a mode that there isn't, as it may be read from a configuration", async () => {
        expect(await refusal(federate(EMPTY_ACCOUNT, { accessMode: "IAM" as never }))).to.contain(
            'accessMode: "IAM" is none of LakeFormation, Iam',
        );
    });

    describe("in IAM mode", () => {
        it("makes only the mount, with default permissions for everybody whom IAM allows", async () => {
            const program = await federate(EMPTY_ACCOUNT, { accessMode: AccessMode.Iam });
            const children = program.resources.filter(({ parent }) => parent === "fed");
            expect(children.map(({ name }) => name)).to.deep.equal(["fed-mount"]);
            expect(children[0]!.inputs.createTableDefaultPermissions).to.deep.equal([
                {
                    permissions: ["ALL"],
                    principal: { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" },
                },
            ]);
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
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: [KEY_ARN],
        });
    });
});
