import { expect } from "chai";
import { alterCatalog, createCatalog } from "../../components/starrocks/statements";
import { type SqlProxy, startSqlProxy } from "../frontend/support/sqlProxy";
import { type Sandbox, startSandbox } from "../sandbox";
import { createTableBucket } from "../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { mount, register } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, type Operation, OperationError, openStack } from "./support/stack";

/** Secrets of each kind: of the connection, known to StarRocks as such or not, and marked only by the program. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksCatalog, StarRocksGrant } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const connection = {
    // Of these only the program knows that they are secrets.
    host: pulumi.secret(config.require("host")), user: pulumi.secret(config.require("user")),
    port: config.requireNumber("port"),
    password: config.require("password"), startupTimeoutSeconds: 0,
};
const lake = new StarRocksCatalog("lake", {
    connection,
    catalogName: "lake",
    comment: pulumi.secret(config.require("comment")),
    rest: {
        uri: config.require("uri"), warehouse: config.require("warehouse"),
        signingName: "glue", signingRegion: "us-east-1",
        accessKeyId: config.require("accessKeyId"), secretAccessKey: config.require("secretAccessKey"),
    },
    properties: {
        "aws.s3.session_token": config.require("token"),
        "iceberg.catalog.header.x-api-key": config.require("header"),
        "iceberg.catalog.header.x-tenant": pulumi.secret(config.require("tenant")),
    },
    propagationTimeoutSeconds: 0,
});
new StarRocksGrant("readers", {
    connection, catalogName: lake.catalogName, role: pulumi.secret(config.require("role")), createRole: true, access: AccessLevel.Read,
});
`;

const PASSWORD = "mark/password+Qz 81&=";
const MARKS = {
    password: PASSWORD,
    token: "mark/token+Hk 27&=xyz",
    header: "mark/header+Vw 63&=xyz",
    tenant: "mark/tenant+Lp 94&=xyz",
    comment: "mark/comment+Tr 17&=xyz",
    // Written as no other text writes it.
    host: "lOcAlHoSt",
    user: "markuserzq",
};
/** Of the grant: no statement on the catalog could tell it. */
const ROLE = "markroleqx";
/** What somebody else puts in the place of the tenant. */
const THEIRS = "mark/theirs+Nb 58&=xyz";

const NEW_TOKEN = "mark/rotated+Bd 32&=xyz";

const TENANT = "iceberg.catalog.header.x-tenant";

/** Every form in which a peer may repeat a secret. */
function formsOf(secret: string): string[] {
    return [
        secret,
        secret.replaceAll("/", "\\/"),
        encodeURIComponent(secret),
        new URLSearchParams({ secret }).toString().slice("secret=".length),
        Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    ];
}

describe("The secrets of a catalog on the real engine", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let proxy: SqlProxy;
    let consumer: Consumer;
    let stack: EngineStack;
    let sql: SqlClient;
    /** Those that the provider is given now. */
    let secrets: string[];
    /** Whatever a person, a log or a disk gets to see, by what it is. */
    const seen = new Map<string, string>();

    before(async () => {
        sandbox = await startSandbox();
        const { aws, frontend, environment } = sandbox;
        proxy = await startSqlProxy(frontend);
        consumer = await openConsumer();
        sql = await openSqlClient(frontend);
        mount(aws.account);
        register(aws.account);
        createTableBucket(aws.account, { name: "lake" });
        await sql
            .run(
                `CREATE USER '${MARKS.user}'@'%' IDENTIFIED BY '${PASSWORD}' DEFAULT ROLE db_admin, user_admin`,
            )
            .catch(() => undefined);
        frontend.embedded?.statements.splice(0);
        secrets = [...Object.values(MARKS), aws.deployer.secretAccessKey];
        stack = await openStack({
            program: await consumer.program("secrets", { files: { "index.ts": PROGRAM } }),
            environment,
            config: {
                port: String(proxy.port),
                uri: `${aws.endpoints.glue}/iceberg`,
                warehouse: `${aws.account.id}:s3tablescatalog/lake`,
                accessKeyId: aws.deployer.accessKeyId,
            },
            secrets: { ...MARKS, role: ROLE, secretAccessKey: aws.deployer.secretAccessKey },
        });
    });

    after(async () => {
        await sql?.run("DROP CATALOG IF EXISTS lake").catch(() => undefined);
        await sql?.run(`DROP ROLE IF EXISTS ${ROLE}`).catch(() => undefined);
        await sql?.run(`DROP USER IF EXISTS '${MARKS.user}'@'%'`).catch(() => undefined);
        await sql?.close();
        await stack?.close();
        await consumer?.close();
        await proxy?.close();
        await sandbox?.close();
    });

    /** Keeps all that an operation shows, also if it fails, and the state after it. */
    async function keep(what: string, operation: Promise<Operation>): Promise<string> {
        const shown = await operation.then(
            ({ stdout, diagnostics, log, outputs }) => [stdout, ...diagnostics, log, JSON.stringify(outputs)],
            (error) =>
                error instanceof OperationError
                    ? [error.message, ...error.diagnostics, error.log]
                    : [String(error)],
        );
        seen.set(what, shown.join("\n"));
        seen.set(`state after ${what}`, (await stack.exportState()).text);
        return shown.join("\n");
    }

    /** Answers the next such statement with an error that repeats all secrets, in all forms. */
    function repeatAt(statement: RegExp, known: readonly string[] = secrets): void {
        proxy.meddle(statement, { errno: 1064, text: `tried ${known.flatMap(formsOf).join(" ")}` });
    }

    it("go through a whole life, with faults that repeat them", async () => {
        await keep("preview --diff", stack.preview({ diff: true }));
        for (const statement of [/SHOW CREATE CATALOG/, /^CREATE EXTERNAL/]) {
            repeatAt(statement);
            expect(await keep(`up with a fault at ${statement}`, stack.up())).to.contain("tried [secret]");
        }
        const { aws } = sandbox;
        const theirs = {
            type: "iceberg",
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": `${aws.endpoints.glue}/iceberg`,
            "iceberg.catalog.warehouse": `${aws.account.id}:s3tablescatalog/lake`,
            "iceberg.catalog.rest.sigv4-enabled": "true",
            "iceberg.catalog.rest.signing-name": "glue",
            "iceberg.catalog.rest.signing-region": "us-east-1",
            "iceberg.catalog.rest.access-key-id": aws.deployer.accessKeyId,
            "iceberg.catalog.rest.secret-access-key": aws.deployer.secretAccessKey,
            [TENANT]: THEIRS,
        };
        await sql.run(createCatalog("lake", undefined, theirs));
        expect(await keep("up with another catalog there", stack.up())).to.match(
            new RegExp(`${TENANT}: is "\\*{6}", should be "\\*{6}"`),
        );
        await sql.run("DROP CATALOG lake");
        repeatAt(/^GRANT/, [...secrets, ROLE]);
        expect(await keep("up with a fault at GRANT", stack.up())).to.contain("tried [secret]");
        await keep("up", stack.up());
        await sql.run(alterCatalog("lake", { [TENANT]: THEIRS }));
        expect(await keep("refresh", stack.refresh())).to.contain("1 updated");
        repeatAt(/^ALTER/);
        expect(await keep("up with a fault at ALTER", stack.up())).to.contain("tried [secret]");
        // One that is gone is nowhere that the provider could know it from.
        secrets = secrets.map((secret) => (secret === MARKS.token ? NEW_TOKEN : secret));
        await stack.setConfig({}, { token: NEW_TOKEN });
        expect(await keep("up with a new token", stack.up())).to.contain("1 updated");
        repeatAt(/SHOW CREATE CATALOG/);
        expect(await keep("refresh with a fault", stack.refresh())).to.contain("tried [secret]");
        repeatAt(/DROP CATALOG/);
        expect(await keep("destroy with a fault", stack.destroy())).to.contain("tried [secret]");
        await keep("destroy", stack.destroy());
        expect(
            (await stack.exportState()).resources.filter(({ type }) => /starrocks/.test(type)),
        ).to.deep.equal([]);
    });

    it("are nowhere in what was shown, logged or stored, in any form", () => {
        const all = [...secrets, MARKS.token, ROLE, THEIRS];
        const found = [...seen].flatMap(([what, text]) =>
            [...secrets, ROLE]
                .flatMap(formsOf)
                .filter((form) => text.includes(form) || text.includes(JSON.stringify(form).slice(1, -1)))
                .map((form) => `${what}: ${form}`),
        );
        expect(found).to.deep.equal([]);
        expect([...seen.values()].join().length).to.be.greaterThan(50_000);
        console.log(
            `    ${all.length} secrets in ${formsOf("").length} forms, looked for in ${seen.size} outputs and states`,
        );
    });

    it("leave no frame of a stack where a refresh or a deletion fails", () => {
        for (const what of ["refresh with a fault", "destroy with a fault"]) {
            expect(seen.get(what)).to.match(/tried \[secret\]/);
            expect(seen.get(what)).to.not.match(/node_modules|\bat .*\.js:\d+/);
        }
    });

    it("are in the frontend's audit only where a catalog is made or changed, and the password nowhere", function () {
        const { embedded } = sandbox.frontend;
        if (embedded === undefined) {
            this.skip();
        }
        const carrying = embedded.statements.filter((statement) =>
            secrets.some((secret) => statement.includes(secret)),
        );
        expect(carrying).to.not.deep.equal([]);
        for (const statement of carrying) {
            expect(statement).to.match(/^(CREATE EXTERNAL|ALTER) CATALOG /);
        }
        expect(embedded.statements.join()).to.not.contain(PASSWORD);
    });
});
