import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { expect } from "chai";
import { withSession } from "../../components/starrocks/connection/session";
import { type ConnectionInputs, resolveConnection } from "../../components/starrocks/connection/settings";
import { makeAuthority } from "./support/certificates";
import { failure } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";
import { type Peer, type RogueFrontend, startRogueFrontend } from "./support/rogueFrontend";

const PASSWORD = "an%ly/tical engine";
const TOKEN_BYTES = 20;

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const RSA_KEY = Buffer.from(publicKey.export({ type: "spki", format: "pem" }));
const moreData = (data: Buffer) => Buffer.concat([Buffer.from([1]), data]);

let servers: { close(): unknown }[] = [];
let tried = 0;

async function rogue(act: (peer: Peer) => Promise<unknown>): Promise<RogueFrontend> {
    const server = await startRogueFrontend(act);
    servers.push(server);
    tried += 1;
    return server;
}

async function listening<Each extends Server>(server: Each): Promise<number> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    tried += 1;
    return (server.address() as AddressInfo).port;
}

function logIn(port: number, inputs: ConnectionInputs = {}): Promise<unknown> {
    const settings = resolveConnection(
        {
            host: "127.0.0.1",
            port,
            user: "ada",
            password: PASSWORD,
            startupTimeoutSeconds: 0,
            connectTimeoutSeconds: 15,
            ...inputs,
        },
        () => undefined,
    );
    return withSession(settings, async (session) => session.query("SELECT 1"));
}

describe("A server that asks for the password", () => {
    collectProgressOfTests();
    afterEach(async () => {
        await Promise.all(servers.map((server) => server.close()));
        servers = [];
    });

    for (const plugin of ["caching_sha2_password", "sha256_password", "mysql_clear_password", "dialog"]) {
        it(`by ${plugin} in its greeting gets nothing without TLS`, async () => {
            const server = await rogue(async (peer) => {
                await peer.greet(plugin);
                await peer.next();
            });
            expect(await failure(logIn(server.port))).to.match(/it asks for|it requires/);
            expect(server.received().length).to.equal(0);
        });

        it(`by ${plugin} later gets nothing more than the answer to a challenge without TLS`, async () => {
            const server = await rogue(async (peer) => {
                await peer.greet();
                await peer.next();
                await peer.ask(plugin);
                for (const data of [Buffer.from([4]), RSA_KEY, RSA_KEY]) {
                    await peer.send(moreData(data));
                }
                while ((await peer.next()) !== undefined) {
                    await peer.send(moreData(RSA_KEY));
                }
            });
            const message = await failure(logIn(server.port, { cleartextPassword: true }));
            expect(message).to.contain(plugin);
            const login = server.received();
            expect(login.length).to.equal(4 + login.readUIntLE(0, 3));
            const answerAt = login.indexOf(0, 36) + 1;
            expect(login[answerAt]).to.equal(TOKEN_BYTES);
        });
    }

    it("is told in this package's own words what to do", async () => {
        const asking = (plugin: string) =>
            rogue(async (peer) => {
                await peer.greet();
                await peer.next();
                await peer.ask(plugin);
                await peer.next();
            });
        for (const [plugin, words] of [
            [
                "sha256_password",
                /exposes it unless the connection is encrypted; set tls \(LOGIN_NEEDS_TLS: it asks for sha256_password\)/,
            ],
            [
                "mysql_clear_password",
                /requires the password in plain text \(LDAP\); set cleartextPassword, together with tls/,
            ],
            [
                "authentication_openid_connect_client",
                /requires a login method that isn't supported; this package logs in with a password: use a user who has one .*it asks for OpenID Connect, authentication_openid/,
            ],
            ["authentication_oauth2_client", /it asks for OAuth2/],
            ["authentication_kerberos_client", /it asks for Kerberos/],
            ["__proto__", /it asks for __proto__/],
            ["x\u001b[31m".repeat(100), /it asks for x{60}\.\.\.\)$/],
        ] as const) {
            const { port } = await asking(plugin);
            expect(await failure(logIn(port))).to.match(words);
        }
    });

    it("with a key of its own, unasked, gets no answer", async () => {
        const server = await rogue(async (peer) => {
            await peer.greet();
            await peer.next();
            await peer.send(moreData(Buffer.from([4])));
            await peer.send(moreData(RSA_KEY));
            await peer.next();
        });
        const message = await failure(logIn(server.port));
        expect(message).to.match(/its login messages are invalid; check what answers on that port/);
        expect(server.received().length).to.equal(4 + server.received().readUIntLE(0, 3));
    });

    describe("within TLS", () => {
        const authority = makeAuthority("Analytical");
        const certificate = authority.issue(["localhost"]);
        const trusting = { host: "localhost", tls: { ca: authority.cert } };

        for (const plugin of ["caching_sha2_password", "sha256_password"]) {
            it(`gets it by ${plugin}`, async () => {
                const server = await rogue(async (peer) => {
                    await peer.greet("mysql_native_password", true);
                    await peer.next();
                    peer.secure(certificate);
                    await peer.next();
                    await peer.ask(plugin);
                    await peer.next();
                    if (plugin === "caching_sha2_password") {
                        await peer.send(moreData(Buffer.from([4])));
                        await peer.next();
                    }
                    await peer.ok();
                    await peer.next();
                    await peer.send(Buffer.from([0, 0, 0, 2, 0, 0, 0]));
                    await peer.next();
                });
                await logIn(server.port, trusting);
                expect(server.received().includes(`${PASSWORD}\0`)).to.equal(true);
            });
        }

        it("gets nothing in clear unless that is wanted", async () => {
            const server = await rogue(async (peer) => {
                await peer.greet("mysql_native_password", true);
                await peer.next();
                peer.secure(certificate);
                await peer.next();
                await peer.ask("mysql_clear_password");
                await peer.next();
            });
            expect(await failure(logIn(server.port, trusting))).to.match(
                /set cleartextPassword, together with tls/,
            );
            expect(server.received().includes(PASSWORD)).to.equal(false);
        });

        it("that is too old to be safe gets nothing, and is told so", async () => {
            const old = {
                minVersion: "TLSv1",
                maxVersion: "TLSv1.1",
                ciphers: "DEFAULT@SECLEVEL=0",
            } as const;
            const server = await rogue(async (peer) => {
                await peer.greet("mysql_native_password", true);
                await peer.next();
                peer.secure({ ...certificate, ...old });
                await peer.next();
            });
            expect(await failure(logIn(server.port, trusting))).to.match(
                /it supports no secure TLS version: 1\.2 or later is needed/,
            );
        });

        it("that offers TLS and answers in clear gets nothing, and is told so", async () => {
            const server = await rogue(async (peer) => {
                await peer.greet("mysql_native_password", true);
                await peer.next();
                await peer.ok();
                await peer.next();
            });
            expect(await failure(logIn(server.port, trusting))).to.match(
                /it offers TLS, but then answers without/,
            );
            expect(server.received().includes("ada")).to.equal(false);
        });
    });
});

describe("A server that is no frontend", () => {
    const progress = collectProgressOfTests();
    afterEach(async () => {
        await Promise.all(servers.map((server) => server.close()));
        servers = [];
    });

    const notWaitedFor = async (port: number, words: RegExp) => {
        const began = performance.now();
        expect(await failure(logIn(port, { startupTimeoutSeconds: 60 }))).to.match(words);
        expect(performance.now() - began).to.be.lessThan(15_000);
        expect(progress.lines).to.deep.equal([]);
    };

    it("but one for HTTP is told to be one, and not waited for", async () => {
        const port = await listening(createHttpServer((_, response) => response.end("frontend")));
        await notWaitedFor(
            port,
            /its port is for HTTP, such as http_port, not for the MySQL protocol \(is it the frontend's query_port, 9030/,
        );
    });

    it("and answers HTTP unasked is told to be one for HTTP", async () => {
        const { port } = await rogue((peer) => peer.raw("HTTP/1.1 400 Bad Request\r\n\r\n"));
        await notWaitedFor(port, /its port is for HTTP/);
    });

    it("but waits for a request of another kind is told to be none, and not waited for", async () => {
        const port = await listening(createServer((socket) => socket.once("data", () => socket.destroy())));
        await notWaitedFor(
            port,
            /its port isn't for the MySQL protocol \(is it the frontend's query_port, 9030/,
        );
    });

    it("but greets in another way is told to be none", async () => {
        const { port } = await rogue((peer) => peer.raw("SSH-2.0-OpenSSH_9.6\r\n"));
        await notWaitedFor(port, /its port isn't for the MySQL protocol/);
    });

    it("but sends nothing but beginnings is given up at the time-out of the connection", async () => {
        const { port } = await rogue(async (peer) => {
            await peer.raw(Buffer.from([0x50, 0, 0, 0]));
            for (;;) {
                await new Promise((resolve) => setTimeout(resolve, 50));
                if (!(await peer.raw(Buffer.from([10])))) {
                    return;
                }
            }
        });
        const began = performance.now();
        await failure(logIn(port, { connectTimeoutSeconds: 0.5 }));
        expect(performance.now() - began).to.be.lessThan(10_000);
    });

    it("and sends a login without an end is given up", async () => {
        let sent = 0;
        const { port } = await rogue(async (peer) => {
            await peer.greet();
            await peer.next();
            const part = Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 2]), Buffer.alloc(0xffffff)]);
            while (await peer.raw(part)) {
                sent += part.length;
            }
        });
        expect(await failure(logIn(port))).to.match(
            /it doesn't complete a valid login; check what answers on that port/,
        );
        expect(sent).to.be.lessThan(100e6);
    });
});

describe("A frontend that takes no more connections", () => {
    after(() => console.log(`    ${tried} servers that were no good frontends`));
    const progress = collectProgressOfTests();
    afterEach(async () => {
        await Promise.all(servers.map((server) => server.close()));
        servers = [];
    });

    const refusing = (text: string) => {
        let connections = 0;
        return rogue(async (peer) => {
            await peer.greet();
            await peer.next();
            connections += 1;
            if (connections === 1) {
                await peer.send(
                    Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from(`#HY000${text}`)]),
                );
                return;
            }
            await peer.ok();
            await peer.next();
            await peer.ok();
            await peer.next();
        });
    };

    for (const text of [
        "Reach user-level(qualifiedUser: ada, currUserIdentity: 'ada'@'%') connection limit, currentUserMaxConn=1",
        "Reach cluster-wide connection limit, qe_max_connection=1024, connectionMap.size=1024",
        "Reach limit of connections",
    ]) {
        it(`is waited for, as it says "${text.slice(0, 26)}..."`, async () => {
            const { port } = await refusing(text);
            await logIn(port, { startupTimeoutSeconds: 9 });
            expect(progress.lines[0]).to.match(
                /^waiting for StarRocks to accept connections \(.*it accepts no more connections; close some, or raise max_user_connections/,
            );
        });
    }
});
