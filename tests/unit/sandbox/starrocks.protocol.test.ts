import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { ConnectionOptions, ResultSetHeader } from "mysql2/promise";
import { type StarRocksFrontend, startStarRocks } from "../../sandbox/starrocks";
import {
    connect,
    createCatalog,
    errorText,
    FakeServer,
    FORBIDDEN,
    glueProperties,
    outcome,
} from "./starrocksFixtures";

let frontend: StarRocksFrontend;

async function login(options: ConnectionOptions): Promise<string> {
    try {
        const connection = await connect(frontend, options);
        await connection.end();
        return "connected";
    } catch (error) {
        return errorText(error);
    }
}

describe("StarRocks sandbox: logins", () => {
    let server: FakeServer;

    before(async () => {
        server = await FakeServer.start();
        frontend = await startStarRocks({ ldapPasswords: { ada: "analytical" } });
        const root = await connect(frontend);
        await root.query("CREATE USER 'low'@'%' IDENTIFIED BY 'secret'");
        await root.query("CREATE USER 'far'@'10.0.0.%' IDENTIFIED BY 'secret'");
        await root.query("CREATE USER ada IDENTIFIED WITH authentication_ldap_simple AS 'uid=ada'");
        await root.query(createCatalog("lake", glueProperties(server)));
        await root.end();
    });

    after(async () => {
        await frontend?.close();
        await server?.close();
    });

    const LOGINS: [options: ConnectionOptions, expected: string][] = [
        [{ user: "low", password: "secret" }, "connected"],
        [{ user: "low", password: "bad" }, "1045/28000 Access denied for user 'low' (using password: YES)"],
        [{ user: "low", password: "" }, "1045/28000 Access denied for user 'low' (using password: NO)"],
        [
            { user: "nobody", password: "x" },
            "1045/28000 Access denied for user 'nobody' (using password: YES)",
        ],
        [
            { user: "far", password: "secret" },
            "1045/28000 Access denied for user 'far' (using password: YES)",
        ],
        [{ database: "nosuch" }, "5501/3F000 Unknown database 'nosuch'"],
        [{ database: "lake.db1" }, "connected"],
        [{ database: "lake.nosuch" }, "5501/3F000 Unknown database 'nosuch'"],
        [{ database: "nosuch.db" }, "5078/42000 Unknown catalog 'nosuch'"],
        [{ database: "catalog lake" }, "5501/3F000 Unknown database 'catalog lake'"],
        [{ ssl: { rejectUnauthorized: false } }, "HANDSHAKE_NO_SSL_SUPPORT"],
    ];
    for (const [options, expected] of LOGINS) {
        it(`answers ${JSON.stringify(options)} with ${expected.slice(0, 10)}`, async () => {
            expect(await login(options)).to.equal(expected);
        });
    }

    it("asks an LDAP user for the password in clear", async () => {
        const clear = (password: string) =>
            login({
                user: "ada",
                password,
                authPlugins: { mysql_clear_password: () => () => Buffer.from(`${password}\0`) },
            });
        expect(await clear("analytical")).to.equal("connected");
        expect(await clear("wrong")).to.equal(
            "1045/28000 Access denied for user 'ada' (using password: YES)",
        );
    });

    it("closes the connection without a word when the database's REST catalog fails", async () => {
        server.refusal = FORBIDDEN;
        expect(await login({ database: "lake.db2" })).to.equal("PROTOCOL_CONNECTION_LOST");
        server.refusal = undefined;
    });

    it("greets like a frontend", async () => {
        const bytes = await new Promise<Buffer>((resolve) => {
            const socket = connectSocket(frontend.port, frontend.host, () => undefined);
            socket.once("data", (data: Buffer) => {
                socket.destroy();
                resolve(data);
            });
        });
        const version = "8.0.33\0";
        const afterVersion = bytes.subarray(5 + version.length);
        const capabilities = afterVersion.readUInt16LE(13) | (afterVersion.readUInt16LE(18) << 16);
        expect(bytes[4]).to.equal(10);
        expect(bytes.subarray(5, 5 + version.length).toString()).to.equal(version);
        expect(afterVersion[15]).to.equal(33);
        expect(capabilities).to.equal(0x38820c);
        expect(bytes.toString("latin1")).to.match(/mysql_native_password\0$/);
    });
});

describe("StarRocks sandbox: TLS", () => {
    let certificate: { key: string; cert: string };

    before(async () => {
        const folder = mkdtempSync(join(tmpdir(), "starrocks-tls-"));
        const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
        const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
        const files = ["-keyout", keyFile, "-out", certFile];
        execFileSync(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files],
            {
                stdio: "ignore",
            },
        );
        certificate = { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8") };
        rmSync(folder, { recursive: true });
        frontend = await startStarRocks({ tls: certificate, rootPassword: "secret" });
    });

    after(() => frontend.close());

    it("serves a client that trusts the certificate", async () => {
        expect(await login({ ssl: { ca: certificate.cert } })).to.equal("connected");
    });

    it("serves a client that asks for no TLS", async () => {
        expect(await login({})).to.equal("connected");
    });

    it("is refused by a client that doesn't know the certificate", async () => {
        expect(await login({ ssl: {} })).to.equal("HANDSHAKE_SSL_ERROR");
    });

    it("checks passwords over TLS", async () => {
        expect(await login({ ssl: { ca: certificate.cert }, password: "bad" })).to.equal(
            "1045/28000 Access denied for user 'root' (using password: YES)",
        );
    });
});

describe("StarRocks sandbox: commands", () => {
    before(async () => {
        frontend = await startStarRocks();
    });

    after(() => frontend.close());

    async function withClient<Result>(use: (client: Awaited<ReturnType<typeof connect>>) => Promise<Result>) {
        const client = await connect(frontend);
        try {
            return await use(client);
        } finally {
            client.destroy();
        }
    }

    it("runs two statements of one query, whatever the client asked for", async () => {
        const [results] = await withClient((client) =>
            client.query<ResultSetHeader[]>("CREATE ROLE ma; CREATE ROLE mb"),
        );
        expect(results.map(({ serverStatus }) => serverStatus)).to.deep.equal([8, 0]);
    });

    it("stops at the first statement that fails", async () => {
        await withClient(async (client) => {
            expect(await outcome(client, "CREATE ROLE mc; CREATE ROLE mc; CREATE ROLE md")).to.contain(
                "role already exists",
            );
            expect(await outcome(client, "SHOW GRANTS FOR ROLE md")).to.contain("cannot find role md!");
        });
    });

    it("answers ping, reset and a change of user", async () => {
        await withClient(async (client) => {
            await client.ping();
            await client.reset();
            await client.changeUser({ user: "root", password: "", database: "information_schema" });
            expect(await outcome(client, "SELECT DATABASE()")).to.deep.equal([["information_schema"]]);
        });
    });

    for (const sql of ["SHOW CATALOGS", "CREATE ROLE pr", "SET CATALOG default_catalog"]) {
        it(`doesn't prepare ${sql}`, async () => {
            const prepared = withClient((client) => client.prepare(sql).then(() => "prepared", errorText));
            expect(await prepared).to.equal(
                "1295/HY000 This command is not supported in the prepared statement protocol yet",
            );
        });
    }

    const SELECTS: [sql: string, name: string, value: unknown][] = [
        ["SELECT 1", "1", 1],
        ["SELECT 1/0", "1 / 0", null],
        ["SELECT @@version_comment", "@@version_comment", "main-70d1c24"],
        ["SELECT @@version_comment LIMIT 1", "@@version_comment", "main-70d1c24"],
        ["SELECT version()", "version()", "8.0.33"],
        ["SELECT CATALOG()", "CATALOG()", "default_catalog"],
        ["SELECT CURRENT_ROLE()", "CURRENT_ROLE()", "root"],
        ["SELECT CURRENT_USER()", "CURRENT_USER()", "'root'@'%'"],
        ["SELECT USER()", "USER()", "'root'@'127.0.0.1'"],
        ["SELECT 'it''s' AS t", "t", "it's"],
    ];
    for (const [sql, name, value] of SELECTS) {
        it(`answers ${sql}`, async () => {
            const [rows, fields] = await withClient((client) => client.query({ sql, rowsAsArray: true }));
            expect([fields[0]!.name, (rows as unknown[][])[0]![0]]).to.deep.equal([name, value]);
        });
    }

    const ERRORS: [sql: string, error: string][] = [
        ["KILL 99999", "1094/HY000 Unknown thread id: 99999"],
        [
            "SELECT @@global.innodb_version",
            "1193/HY000 Getting analyzing error. Detail message: Unknown system variable 'innodb_version', the most " +
                "similar variables are {'innodb_read_only', 'enable_inner_join_to_semi', 'enable_cross_join'}.",
        ],
        [
            "SELECT * FROM information_schema.catalogs",
            "5502/42602 Getting analyzing error. Detail message: Unknown table 'information_schema.catalogs'.",
        ],
    ];
    for (const [sql, error] of ERRORS) {
        it(`refuses ${sql}`, async () => {
            expect(await withClient((client) => outcome(client, sql))).to.equal(error);
        });
    }
});

describe("StarRocks sandbox: faults", () => {
    beforeEach(async () => {
        frontend = await startStarRocks();
    });

    afterEach(() => frontend.close());

    const LOST: [
        fault: "dropConnectionBefore" | "dropConnectionDuring" | "dropConnectionAfter",
        created: boolean,
    ][] = [
        ["dropConnectionBefore", false],
        ["dropConnectionDuring", true],
        ["dropConnectionAfter", true],
    ];
    for (const [fault, created] of LOST) {
        it(`${fault} loses the answer and ${created ? "runs" : "doesn't run"} the statement`, async () => {
            const client = await connect(frontend);
            const other = await connect(frontend);
            frontend.faults[fault] = /CREATE ROLE/;
            expect(await outcome(client, "CREATE ROLE r")).to.equal("PROTOCOL_CONNECTION_LOST");
            const grants = await outcome(other, "SHOW GRANTS FOR ROLE r");
            expect(Array.isArray(grants)).to.equal(created);
            other.destroy();
        });
    }

    it("delays a statement", async () => {
        const client = await connect(frontend);
        frontend.faults.delay = { statement: /CATALOGS/, milliseconds: 100 };
        const begin = Date.now();
        await client.query("SHOW CATALOGS");
        expect(Date.now() - begin).to.be.at.least(95);
        client.destroy();
    });

    it("closes connections without a greeting while starting up", async () => {
        frontend.faults.refuseLogins = true;
        expect(await login({})).to.equal("PROTOCOL_CONNECTION_LOST");
    });

    it("logs the statements that it received", async () => {
        const client = await connect(frontend);
        await client.query("SHOW CATALOGS");
        expect(frontend.statements).to.deep.equal(["SHOW CATALOGS"]);
        client.destroy();
    });
});
