import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createMocks, MockedMount, type MockProgramOptions, mockProgram } from "../../components/testing";
import {
    AccessMode,
    S3TablesFederation,
    StarRocksCatalog,
    StarRocksGrant,
    StarRocksS3TablesIntegration,
} from "../../index";
import { ACCOUNT_ID, ARGS, integrate, refusal } from "./support/integrationProgram";

describe("mockProgram", () => {
    describe("with a program's file", () => {
        let folder: string;
        let file: string;

        before(() => {
            folder = mkdtempSync(join(tmpdir(), "program-"));
            file = join(folder, "index.js");
            const sdk = JSON.stringify(require.resolve("@pulumi/pulumi"));
            writeFileSync(join(folder, "names.js"), "exports.loaded = Symbol();");
            writeFileSync(
                file,
                `const pulumi = require(${sdk});
                exports.place = pulumi.output(\`\${pulumi.getProject()}/\${pulumi.getStack()}\`);
                exports.color = new pulumi.Config().require("color");
                exports.loaded = pulumi.output(require("./names").loaded.description ?? "anew");`,
            );
        });

        after(() => rmSync(folder, { recursive: true }));

        const run = (options: MockProgramOptions = {}) =>
            mockProgram(file, {
                project: "lake",
                stack: "prod",
                config: { "lake:color": "blue" },
                ...options,
            });

        it("gives what it exports", async () => {
            expect((await run()).outputs).to.deep.include({ place: "lake/prod", color: "blue" });
        });

        it("loads it and its own modules anew each time", async () => {
            const first = await run();
            const names = require.cache[join(folder, "names.js")];
            const second = await run({ config: { "lake:color": "red" } });
            expect([first.outputs.color, second.outputs.color]).to.deep.equal(["blue", "red"]);
            expect(require.cache[join(folder, "names.js")]).to.not.equal(names);
        });

        it("leaves no configuration behind", async () => {
            await run();
            expect(pulumi.runtime.getConfig("lake:color")).to.equal(undefined);
        });

        it("refuses it without configuration that it needs", async () => {
            expect(await refusal(run({ config: {} }))).to.contain("lake:color");
        });
    });

    describe("tells of a resource", () => {
        it("what it is part of, and what is made before it", async () => {
            const catalog = (await integrate()).resource("lake-catalog");
            expect(catalog.parent).to.equal("lake");
            expect(catalog.dependsOn).to.include("lake-policy-attachment");
            expect((await integrate()).resource("lake").parent).to.equal(undefined);
        });

        it("its inputs in clear, and which of them are secrets", async () => {
            const { inputs, secrets } = (await integrate()).resource("lake-catalog");
            expect(inputs.connection).to.deep.include({ password: "hunter2" });
            expect(secrets).to.have.members([
                "connection.password",
                'properties["iceberg.catalog.rest.secret-access-key"]',
            ]);
        });

        it("whether it is protected, retained or imported", async () => {
            const { resource } = await mockProgram(() => {
                new aws.iam.User("kept", {}, { protect: true, retainOnDelete: true, import: "kept" });
                new aws.iam.User("other");
            });
            expect(resource("kept")).to.include({ protect: true, retainOnDelete: true, importId: "kept" });
            expect(resource("other")).to.include({ protect: false, retainOnDelete: false });
            expect(resource("other").importId).to.equal(undefined);
        });

        it("what it has of the component that it is part of", async () => {
            const options = { protect: true, retainOnDelete: true };
            const { resource } = await mockProgram(
                () => void new StarRocksS3TablesIntegration("lake", ARGS, options),
            );
            expect(resource("lake-bucket")).to.include(options);
        });

        it("by its type", async () => {
            const names = (await integrate())
                .ofType("aws:s3tables/namespace:Namespace")
                .map(({ name }) => name);
            expect(names).to.deep.equal(["lake-namespace-sales", "lake-namespace-web"]);
        });

        it("which ones there are, where the name is of none", async () => {
            const { resource } = await integrate();
            expect(() => resource("lake-buckets")).to.throw(
                /no resource is named lake-buckets; there are: lake, /,
            );
        });
    });

    it("gives outputs as AWS and StarRocks would have them", async () => {
        const { outputs } = await mockProgram(
            () => {
                const lake = new StarRocksS3TablesIntegration("lake", ARGS);
                const { catalogName, policyArns, principalArn, tableBucketArn, warehouse } = lake;
                return { catalogName, policyArns, principalArn, tableBucketArn, warehouse };
            },
            { region: "eu-central-1", accountId: "999999999999" },
        );
        expect(outputs.catalogName).to.equal("lake");
        expect(outputs.tableBucketArn).to.equal(
            "arn:aws:s3tables:eu-central-1:999999999999:bucket/acme-lakehouse",
        );
        expect(outputs.warehouse).to.equal("999999999999:s3tablescatalog/acme-lakehouse");
        expect(outputs.principalArn).to.match(/^arn:aws:iam::999999999999:user\/lake-user-[0-9a-f]{7}$/);
        expect(outputs.policyArns).to.have.length(1);
    });

    it("finds later what the program has made: a mount in an account without one", async () => {
        const { resource } = await mockProgram(
            () => {
                const { mountArn } = new S3TablesFederation("federation");
                new StarRocksS3TablesIntegration("lake", { ...ARGS, mountArn });
            },
            { mount: MockedMount.Missing },
        );
        expect(resource("federation-mount").inputs.kind).to.equal("mount");
        expect(resource("lake-catalog").inputs.catalogName).to.equal("lake");
    });

    it("has accounts in IAM mode", async () => {
        const program = await mockProgram(
            () => {
                const { mountArn } = new S3TablesFederation("federation", { accessMode: AccessMode.Iam });
                new StarRocksS3TablesIntegration("lake", { ...ARGS, mountArn, accessMode: AccessMode.Iam });
            },
            { mount: MockedMount.Iam },
        );
        expect(program.resource("federation-mount").inputs.accessMode).to.equal(AccessMode.Iam);
    });

    describe("fails as a preview does", () => {
        it("with bad arguments", async () => {
            expect(await refusal(integrate({ namespaces: ["Sales"] }))).to.match(
                /^invalid arguments for "lake":\n {2}\* namespaces\[0\]: "Sales" may contain only/,
            );
        });

        it("in an account that doesn't fit, although the program exports nothing", async () => {
            expect(
                await refusal(integrate({}, { mount: MockedMount.Missing, region: "us-east-1" })),
            ).to.match(
                new RegExp(
                    `^Region us-east-1 of account ${ACCOUNT_ID} isn't ready for Lake Formation mode:\n {2}\\* s3tablescatalog: there is no mount`,
                ),
            );
        });

        it("with all that the providers of catalogs and grants refuse", async () => {
            const message = await refusal(
                mockProgram(() => {
                    new StarRocksCatalog("lake", {
                        catalogName: "lake",
                        connection: { user: "pulumi" },
                        properties: { "iceberg.catalog.type": "rest" },
                    });
                    new StarRocksGrant("read", {
                        catalogName: "lake",
                        role: "analyst",
                        access: "Read",
                        connection: { host: "starrocks.internal" },
                    });
                }),
            );
            const catalog = "pulumi-nodejs:dynamic/starrocks:Catalog resource 'lake'";
            const grant = "pulumi-nodejs:dynamic/starrocks:Grant resource 'read'";
            const missing = (what: string) =>
                `property connection.${what} has a problem: is missing: set it, or run "pulumi config set starrocks:${what} <${what}>"`;
            expect(message.split("\n").sort()).to.deep.equal([
                `${catalog}: ${missing("host")}`,
                `${grant}: ${missing("user")}`,
            ]);
        });

        it("without the values of outputs, which may be secrets", async () => {
            const program = () =>
                new StarRocksCatalog("lake", {
                    catalogName: pulumi.secret("my-lake"),
                    connection: { host: "starrocks.internal", user: "pulumi" },
                    properties: { "iceberg.catalog.type": "rest" },
                });
            expect(await refusal(mockProgram(() => void program()))).to.equal(
                "pulumi-nodejs:dynamic/starrocks:Catalog resource 'lake': property catalogName has a problem: " +
                    "may contain only letters, digits and underscores (no hyphen)",
            );
        });

        it("with all that is wrong with the arguments of a catalog or grant", async () => {
            const program = () => void new StarRocksGrant("read", { catalogName: "my-lake", role: "root" });
            expect(await refusal(mockProgram(program))).to.match(
                /^invalid arguments for "read":\n.*catalogName: "my-lake" may contain.*role: "root" is a built-in StarRocks role/s,
            );
        });

        it("with an error of an apply that nothing waits for", async () => {
            const program = () => {
                pulumi.output("x").apply(() => {
                    throw new Error("from the apply");
                });
            };
            expect(await refusal(mockProgram(program))).to.equal("from the apply");
        });

        it("and the next program isn't told", async () => {
            await refusal(integrate({}, { mount: MockedMount.Missing }));
            expect((await integrate()).resource("lake-catalog").type).to.contain("starrocks:Catalog");
        });
    });

    describe("with look-ups of one's own", () => {
        const lookUp = async () => ({ cluster: (await aws.ec2.getVpc({ id: "vpc-1" })).cidrBlock });

        it("needs to be told their answers", async () => {
            expect(await refusal(mockProgram(lookUp))).to.contain(
                "the program calls aws:ec2/getVpc:getVpc: give its result in the option calls",
            );
        });

        it("gives the answers that it was told", async () => {
            const calls = {
                "aws:ec2/getVpc:getVpc": ({ id }: Record<string, unknown>) => ({ cidrBlock: id }),
            };
            expect((await mockProgram(lookUp, { calls })).outputs).to.deep.equal({ cluster: "vpc-1" });
        });
    });

    it("gives the outputs that it was told for a type", async () => {
        const outputs = { "aws:ec2/vpc:Vpc": ({ name }: { name: string }) => ({ arn: `arn of ${name}` }) };
        const program = () => ({ arn: new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" }).arn });
        expect((await mockProgram(program, { outputs })).outputs).to.deep.equal({ arn: "arn of main" });
    });
});

describe("createMocks", () => {
    it("gives mocks for pulumi.runtime.setMocks", async () => {
        await pulumi.runtime.setMocks(createMocks({ region: "cn-north-1" }));
        const { restEndpoint } = new StarRocksS3TablesIntegration("lake", ARGS);
        const address = await new Promise((resolve) => restEndpoint.apply(resolve));
        expect(address).to.equal("https://glue.cn-north-1.amazonaws.com.cn/iceberg");
        await pulumi.runtime.disconnect();
    });
});
