import { expect } from "chai";
import { MockedMount } from "../../../components/testing";
import { AccessMode, IcebergEndpoint, type StarRocksS3TablesIntegrationArgs } from "../../../index";
import { integrate, refusal } from "../support/integrationProgram";

describe("An integration", () => {
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

        it("what isn't among the choices, as it may be read from a configuration", async () => {
            const misread = (text: string) => text as never;
            const message = await refusal(
                integrate({
                    access: misread("write"),
                    accessMode: misread("IAM"),
                    endpoint: misread("glue"),
                    grants: [{ role: "analyst", access: misread("read") }],
                }),
            );
            expect(message).to.contain('access: "write" is none of Read, Write, Manage');
            expect(message).to.contain('accessMode: "IAM" is none of LakeFormation, Iam');
            expect(message).to.contain('endpoint: "glue" is none of Glue, S3Tables');
            expect(message).to.contain('grants[0].access: "read" is none of Read, Write, Manage');
        });

        it("an existing user without its key", async () => {
            expect(await refusal(integrate({ identity: { userName: "starrocks" } }))).to.match(
                /identity: names an existing user without its key/,
            );
        });

        const COMBINATIONS: readonly {
            readonly name: string;
            readonly args: Partial<StarRocksS3TablesIntegrationArgs>;
            readonly problem: RegExp;
        }[] = [
            {
                name: "Lake Formation on S3 Tables' endpoint",
                args: { endpoint: IcebergEndpoint.S3Tables },
                problem: /endpoint: S3 Tables' own endpoint knows no Lake Formation/,
            },
            {
                name: "a mount for S3 Tables' endpoint",
                args: { endpoint: IcebergEndpoint.S3Tables, accessMode: AccessMode.Iam, mountArn: "arn" },
                problem: /mountArn: is of no use/,
            },
            {
                name: "keys in the environment in IAM mode",
                args: {
                    accessMode: AccessMode.Iam,
                    identity: { userName: "u", accessKeyIdVariable: "A", secretAccessKeyVariable: "B" },
                },
                problem: /identity\.accessKeyIdVariable: can't be used in IAM mode/,
            },
            {
                name: "both a new and an existing table bucket",
                args: { tableBucketArn: "arn" },
                problem: /give either tableBucketName or tableBucketArn/,
            },
            {
                name: "neither a new nor an existing table bucket",
                args: { tableBucketName: undefined },
                problem: /give either tableBucketName or tableBucketArn/,
            },
            {
                name: "rotation of a key that is not the component's",
                args: { identity: { roleName: "r", accessKeyRotation: "2" } },
                problem: /identity\.accessKeyRotation: is for the key of a new IAM user/,
            },
            {
                name: "a key for a role",
                args: { identity: { roleName: "r", accessKeyId: "A", secretAccessKey: "S" } },
                problem: /identity\.accessKeyId: is the key of an existing user/,
            },
            {
                name: "a key and variables at once",
                args: {
                    identity: {
                        userName: "u",
                        accessKeyId: "A",
                        secretAccessKey: "S",
                        accessKeyIdVariable: "A",
                        secretAccessKeyVariable: "B",
                    },
                },
                problem: /is a second key beside accessKeyId/,
            },
            {
                name: "a variable with a name that can't be",
                args: {
                    identity: { userName: "u", accessKeyIdVariable: "A-B", secretAccessKeyVariable: "B" },
                },
                problem: /"A-B" is no name of an environment variable/,
            },
            {
                name: "more namespaces than policies can name",
                args: { namespaces: Array.from({ length: 1000 }, (_, index) => `ns_${index}`) },
                problem: /wholeBucketPolicy: true/,
            },
            {
                name: "a grant for nobody",
                args: { grants: [{}] },
                problem: /grants\[0\]: needs either role or user/,
            },
            {
                name: "two grants for one role",
                args: { grants: [{ role: "r" }, { role: "r" }] },
                problem: /grants\[1\]: is a second grant for "r"/,
            },
        ];

        for (const { name, args, problem } of COMBINATIONS) {
            it(name, async () => expect(await refusal(integrate(args))).to.match(problem));
        }

        it("both a user and a role", async () => {
            expect(await refusal(integrate({ identity: { userName: "a", roleName: "b" } }))).to.match(
                /both userName and roleName/,
            );
        });

        it("an account without a mount, and says how to make it", async () => {
            expect(await refusal(integrate({}, { mount: MockedMount.Missing }))).to.match(
                /there is no mount.*S3TablesFederation/s,
            );
        });
    });
});
