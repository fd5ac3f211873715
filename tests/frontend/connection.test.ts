import { execFile } from "node:child_process";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { withSession } from "../../components/starrocks/connection/session";
import { type ConnectionInputs, resolveConnection } from "../../components/starrocks/connection/settings";
import { closedAfterEach } from "../unit/support/closedAfterEach";
import { describeEmbedded, failure, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";
import { type SqlProxy, startSqlProxy } from "./support/sqlProxy";

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
    const server = await listen(createServer());
    const { port } = server.address() as AddressInfo;
    await close(server);
    return port;
}

function listen(server: Server, port = 0): Promise<Server> {
    return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

function close(server: Server): Promise<void> {
    return new Promise((resolve) => server.close(() => resolve()));
}

describe("The connection to StarRocks", () => {
    const lake = openLakeForSuite("4.1");
    const progress = collectProgressOfTests();
    const closing = closedAfterEach();

    const settings = (inputs: ConnectionInputs) => {
        const { user, password } = lake.frontend;
        return resolveConnection({ user, password, startupTimeoutSeconds: 0, ...inputs }, () => undefined);
    };
    const ask = (inputs: ConnectionInputs) =>
        withSession(settings(inputs), async (session) => {
            await session.query("SELECT @@version_comment");
            return session.frontend;
        });
    const here = () => `127.0.0.1:${lake.proxy.port}`;

    describe("with several frontends", () => {
        it("uses the first that can be used", async () => {
            expect(await ask({ hosts: [`127.0.0.1:${await freePort()}`, here()] })).to.equal(here());
        });

        it("goes on with another one when the one in use is gone", async () => {
            const other = closing(await startSqlProxy(lake.frontend));
            const inputs = { hosts: [`127.0.0.1:${other.port}`, here()] };
            expect(await ask(inputs)).to.equal(`127.0.0.1:${other.port}`);
            await other.close();
            expect(await ask(inputs)).to.equal(here());
        });

        it("says of each why it can't be used, if none can", async () => {
            const silent = closing(await listen(createServer()));
            const refused = `127.0.0.1:${await freePort()}`;
            const { port } = silent.address() as AddressInfo;
            const inputs = {
                hosts: [refused, `127.0.0.1:${port}`, "fe.nowhere.invalid", here()],
                user: "nobody",
            };
            const message = await failure(ask({ ...inputs, connectTimeoutSeconds: 0.2 }));
            const [heading, ...reasons] = message.split("\n");
            expect(heading).to.equal("no frontend can be used:");
            expect(reasons[0]).to.contain(
                `StarRocks frontend ${refused} can't be used as nobody: nothing listens on`,
            );
            expect(reasons[1]).to.contain("it accepts connections but sends nothing");
            expect(reasons[2]).to.match(/its name can't be resolved|EAI_AGAIN/);
            expect(reasons[3]).to.match(/no password was given; run .*Access denied for user 'nobody'/);
        });
    });

    describe("to a cluster that is starting", () => {
        it("waits for it, and says so", async () => {
            const port = await freePort();
            let late: SqlProxy | undefined;
            setTimeout(async () => {
                late = await startSqlProxy(lake.frontend, port);
            }, 200);
            expect(await ask({ host: `127.0.0.1:${port}`, startupTimeoutSeconds: 9 })).to.equal(
                `127.0.0.1:${port}`,
            );
            await late?.close();
            expect(progress.lines[0]).to.match(
                new RegExp(
                    `^waiting for StarRocks to accept connections \\(StarRocks frontend 127\\.0\\.0\\.1:${port} can't be used as \\S+: ` +
                        "nothing listens on that port .*, 0 s of 9 s\\)$",
                ),
            );
        });

        it("gives up at the deadline, with the reason", async () => {
            const began = performance.now();
            const host = `127.0.0.1:${await freePort()}`;
            expect(await failure(ask({ host, startupTimeoutSeconds: 1 }))).to.match(
                /nothing listens on that port/,
            );
            expect(performance.now() - began).to.be.within(1000, 8000);
        });

        it("lets those who waited in the queue not wait once more", async () => {
            const began = performance.now();
            const inputs = { host: `127.0.0.1:${await freePort()}`, startupTimeoutSeconds: 2 };
            await Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map(() => ask(inputs)));
            expect(performance.now() - began).to.be.within(2000, 10_000);
        });

        it("waits only some seconds for a name that can't be resolved", async () => {
            const began = performance.now();
            const inputs = { host: "fe.nowhere.invalid", startupTimeoutSeconds: 60 };
            expect(await failure(ask(inputs))).to.match(/its name can't be resolved/);
            expect(performance.now() - began).to.be.lessThan(15_000);
        });

        it("doesn't wait where the login is refused", async () => {
            const began = performance.now();
            const inputs = { host: here(), user: "nobody", password: "swordfish", startupTimeoutSeconds: 9 };
            const message = await failure(ask(inputs));
            expect(message).to.match(/can't be used as nobody: Access denied for user 'nobody'/);
            expect(message).to.not.contain("swordfish");
            expect(performance.now() - began).to.be.lessThan(8000);
        });
    });

    describeEmbedded("to a frontend that closes connections while it starts", () => {
        it("waits for it, and says so", async () => {
            const { faults } = lake.frontend.embedded!;
            faults.refuseLogins = true;
            setTimeout(() => {
                faults.refuseLogins = false;
            }, 200);
            const inputs = { host: "127.0.0.1", port: lake.frontend.port, startupTimeoutSeconds: 9 };
            expect(await ask(inputs)).to.equal(`127.0.0.1:${lake.frontend.port}`);
            expect(progress.lines[0]).to.match(/it closed the connection \(is it still starting\?\)/);
        });
    });

    describe("to a port that stays silent", () => {
        it("ends at the connect time-out", async () => {
            const silent = closing(await listen(createServer()));
            const { port } = silent.address() as AddressInfo;
            const began = performance.now();
            const message = await failure(ask({ host: `127.0.0.1:${port}`, connectTimeoutSeconds: 0.3 }));
            expect(message).to.match(
                /it accepts connections but sends nothing: its port isn't for the MySQL protocol \(is it the frontend's query_port, 9030/,
            );
            expect(performance.now() - began).to.be.within(300, 8000);
        });
    });

    describe("of all resources of an operation", () => {
        it("is one, however many work at a time", async () => {
            const before = lake.proxy.connections();
            await Promise.all(
                Array.from({ length: 20 }, () => ask({ host: here(), queryTimeoutSeconds: 77 })),
            );
            expect(lake.proxy.connections()).to.equal(before + 1);
        });

        it("is kept for later work", async () => {
            await ask({ host: here() });
            const before = lake.proxy.connections();
            await ask({ host: here() });
            expect(lake.proxy.connections()).to.equal(before);
        });

        it("is another one for another user", async () => {
            await ask({ host: here() });
            const before = lake.proxy.connections();
            await failure(ask({ host: here(), user: "nobody" }));
            expect(lake.proxy.connections()).to.equal(before + 1);
        });

        it("lets one after the other use it, so that their statements don't mix", async () => {
            const order: string[] = [];
            const work = (name: string) =>
                withSession(settings({ host: here() }), async (session) => {
                    for (const _ of [1, 2, 3]) {
                        await session.query("SELECT 1");
                        order.push(name);
                    }
                });
            await Promise.all([work("a"), work("b")]);
            expect(order.join("")).to.equal("aaabbb");
        });

        it("goes on for the others when one fails", async () => {
            const fails = withSession(settings({ host: here() }), (session) =>
                session.query("no SQL at all"),
            );
            const succeeds = ask({ host: here() });
            expect(await failure(fails)).to.match(/syntax error/);
            expect(await succeeds).to.equal(here());
        });

        it("is made anew after the frontend has restarted", async () => {
            await ask({ host: here() });
            const before = lake.proxy.connections();
            lake.proxy.cutAll();
            expect(await ask({ host: here() })).to.equal(here());
            expect(lake.proxy.connections()).to.equal(before + 1);
        });

        it("is made anew if it stays silent when it is used again", async () => {
            const inputs = { host: here(), connectTimeoutSeconds: 0.2 };
            await ask(inputs);
            lake.proxy.forgetAll();
            const began = performance.now();
            expect(await ask(inputs)).to.equal(here());
            expect(performance.now() - began).to.be.within(200, 8000);
            lake.proxy.cutAll();
        });

        it("never shows a statement in an error, which may hold a secret", async () => {
            const statement = "CREATE EXTERNAL CATALOG x PROPERTIES ('a' = 'swordfish' oops)";
            const error = await withSession(settings({ host: here() }), (session) =>
                session.query(statement),
            ).catch((each) => each);
            expect(JSON.stringify([error, { ...error }, error.stack])).to.not.contain("swordfish");
        });
    });

    it("doesn't keep the process alive", async () => {
        const { user, password } = lake.frontend;
        const script = join(__dirname, "support/readAndEnd.ts");
        const parameters = ["-r", "ts-node/register/transpile-only", script, here(), user, password];
        const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: 15_000 });
        expect(stdout.trim()).to.equal("the catalog is gone");
    });
});
