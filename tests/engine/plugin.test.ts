import { expect } from "chai";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import { mount, register } from "../unit/sandbox/awsSupport";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { changesIn } from "./support/events";
import { type OpenExample, openExample } from "./support/example";
import { runFrontendAs } from "./support/matrixIdentities";
import { pluginSettings, withPlugin } from "./support/pluginProgram";
import type { OperationError } from "./support/stack";

const BUCKET = "acme-lakehouse";
const ROLE = "starrocks-nodes";
const CREDENTIAL = "starrocks:swordfish-swordfish";
const PACKAGE = "pulumi-starrocks-s3tables:index";

/** A bucket and role that are there, a catalog and a grant by themselves, and what is imported on the way. */
const PROGRAM = `name: languages
runtime: yaml
config:
    tableBucketArn: { type: string }
    glueEndpoint: { type: string }
    icebergEndpoint: { type: string }
    credential: { type: string, secret: true }
    level: { type: string, default: Write }
resources:
    lakehouse:
        type: pulumi-starrocks-s3tables:StarRocksS3TablesIntegration
        properties:
            tableBucketArn: \${tableBucketArn}
            namespaces: [sales]
            createNamespaces: false
            access: \${level}
            identity: { roleName: ${ROLE} }
            restEndpoint: \${glueEndpoint}
            grants: [{ role: analyst, createRole: true }]
    other:
        type: pulumi-starrocks-s3tables:Catalog
        properties:
            catalogName: other
            rest: { uri: "\${icebergEndpoint}/iceberg", warehouse: lakehouse }
            s3: { region: eu-west-1 }
            properties:
                iceberg.catalog.security: oauth2
                iceberg.catalog.oauth2.server-uri: \${icebergEndpoint}/iceberg/v1/oauth/tokens
                iceberg.catalog.oauth2.credential: \${credential}
    readers:
        type: pulumi-starrocks-s3tables:Grant
        properties:
            catalogName: \${other.catalogName}
            role: analyst
            access: Read
            namespaces: [db1]
        options:
            dependsOn:
                - \${lakehouse}
`;

/** What is declared for a catalog and a grant that somebody made in SQL. */
const IMPORTED = `    byHand:
        type: pulumi-starrocks-s3tables:Catalog
        properties:
            catalogName: by_hand
            comment: made by hand
            rest: { uri: "\${icebergEndpoint}/iceberg", warehouse: lakehouse }
            properties:
                iceberg.catalog.security: oauth2
                iceberg.catalog.oauth2.server-uri: \${icebergEndpoint}/iceberg/v1/oauth/tokens
                iceberg.catalog.oauth2.credential: \${credential}
    byHandReaders:
        type: pulumi-starrocks-s3tables:Grant
        properties:
            catalogName: by_hand
            role: analyst
            privileges: { catalog: [USAGE] }
`;

const refusalOf = (operation: Promise<unknown>) =>
    operation.then(
        () => "accepted",
        (error: OperationError) => error.message,
    );

describe("The plugin for other languages", function () {
    this.timeout(100_000);
    let server: FakeServer;
    let example: OpenExample;
    let write: (text: string) => Promise<void>;

    before(async function () {
        if (process.env.STARROCKS_HOST) {
            // A test can't make another frontend a role of the sandbox's AWS.
            this.skip();
        }
        server = await FakeServer.start();
        server.oauth2Credential = CREDENTIAL;
        example = await openExample("languages", {
            program: (_, consumer) => {
                write = async (text) => {
                    await consumer.program("languages", {
                        files: { "Pulumi.yaml": withPlugin(text, consumer) },
                    });
                };
                return { files: { "Pulumi.yaml": withPlugin(PROGRAM, consumer) } };
            },
            configure: (sandbox) => {
                const { account, deployer, endpoints } = sandbox.aws;
                mount(account);
                register(account);
                const { arn } = createTableBucket(account, { name: BUCKET });
                createNamespace(account, { bucket: BUCKET, createdBy: deployer.arn, name: "sales" });
                runFrontendAs(ROLE, sandbox);
                return {
                    config: {
                        tableBucketArn: arn,
                        glueEndpoint: `${endpoints.glue}/iceberg`,
                        icebergEndpoint: server.address,
                    },
                    secrets: { credential: CREDENTIAL },
                };
            },
            connect: pluginSettings,
        });
    });

    after(async () => {
        await example?.close();
        await server?.close();
    });

    const grantsOf = async (role: string) =>
        (await example.sql.rows(`SHOW GRANTS FOR ROLE ${role}`)).map(({ Grants }) => Grants).join("\n");

    it("refuses at preview what can't work, by the path of the argument, and connects to nothing", async () => {
        const { stack, sandbox } = example;
        await write(
            PROGRAM.replace(
                "s3: { region: eu-west-1 }",
                "s3: { region: eu-west-1, accessKeyId: AKIAEXAMPLE }",
            ),
        );
        expect(await refusalOf(stack.preview())).to.match(/s3\.secretAccessKey|accessKeyId/);
        await stack.setConfig({ level: "Everything" });
        await write(PROGRAM);
        expect(await refusalOf(stack.preview())).to.match(/access: .*Read, Write, Manage/);
        await stack.setConfig({ level: "Write" });
        expect(server.requests).to.deep.equal([]);
        expect(
            sandbox.aws.account.attachments.filter(({ principal }) => principal.name === ROLE),
        ).to.deep.equal([]);
    });

    it("makes a catalog on an existing bucket with a role, one on any Iceberg REST catalog, and grants", async () => {
        const { stack, sql } = example;
        await stack.up();
        expect(await sql.column("SHOW CATALOGS")).to.include.members(["lakehouse", "other"]);
        expect(await sql.column("SHOW DATABASES FROM other")).to.include("db1");
        expect(await grantsOf("analyst")).to.match(/GRANT SELECT ON ALL TABLES IN DATABASE db1/);
        expect((await stack.exportState()).text).to.not.include("swordfish");
    });

    it("changes in place what is declared otherwise, and shows what was changed behind its back", async () => {
        const { stack, sql } = example;
        await stack.setConfig({ level: "Read" });
        await write(PROGRAM.replace("s3: { region: eu-west-1 }", "s3: { region: eu-west-2 }"));
        const changed = await stack.up();
        expect(changesIn(changed)).to.have.members([
            "update lakehouse-policy",
            "update lakehouse-lake-formation-grants",
            "update other",
        ]);
        const [row] = await sql.rows("SHOW CREATE CATALOG other");
        expect(row?.["Create Catalog"]).to.include('"eu-west-2"');
        await sql.run("ALTER CATALOG other SET ('aws.s3.region' = 'eu-west-3')");
        expect(changesIn(await stack.refresh())).to.have.length(1);
        expect(changesIn(await stack.up())).to.have.length(1);
    });

    it("imports a catalog and a grant made by hand, which a program that declares the same doesn't change", async () => {
        const { stack, sql } = example;
        await sql.run(
            `CREATE EXTERNAL CATALOG by_hand COMMENT 'made by hand' PROPERTIES (
                "type" = "iceberg", "iceberg.catalog.type" = "rest",
                "iceberg.catalog.uri" = "${server.address}/iceberg", "iceberg.catalog.warehouse" = "lakehouse",
                "iceberg.catalog.security" = "oauth2",
                "iceberg.catalog.oauth2.server-uri" = "${server.address}/iceberg/v1/oauth/tokens",
                "iceberg.catalog.oauth2.credential" = "${CREDENTIAL}")`,
        );
        await sql.run("GRANT USAGE ON CATALOG by_hand TO ROLE analyst");
        const { diagnostics } = await stack.importResource(`${PACKAGE}:Catalog`, "byHand", "by_hand");
        expect(diagnostics.join("\n")).to.match(/mask in place of iceberg\.catalog\.oauth2\.credential/);
        await stack.importResource(`${PACKAGE}:Grant`, "byHandReaders", "by_hand|analyst");
        await write(PROGRAM.replace("s3: { region: eu-west-1 }", "s3: { region: eu-west-2 }") + IMPORTED);
        expect(changesIn(await stack.up())).to.deep.equal([]);
        expect((await stack.exportState()).text).to.not.include("swordfish");
    });

    it("takes away what it manages, and nothing else", async () => {
        const { stack, sql, sandbox } = example;
        await stack.destroy();
        expect(await sql.column("SHOW CATALOGS")).to.not.include.members(["lakehouse", "other", "by_hand"]);
        expect(await grantsOf("analyst")).to.equal("");
        expect(sandbox.aws.account.roles.has(ROLE)).to.equal(true);
        expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([BUCKET]);
    });
});
