import { expect } from "chai";
import { show } from "../../components/starrocks/catalog/shown";
import { type Session, withSession } from "../../components/starrocks/connection/session";
import { type ConnectionInputs, resolveConnection } from "../../components/starrocks/connection/settings";
import { PacketWriter } from "../sandbox/starrocks/protocol/buffers";
import { failure } from "./support/lake";
import { type Peer, packet, type RogueFrontend, startRogueFrontend } from "./support/rogueFrontend";

const PASSWORD = "an%ly/tical engine";
const EOF_PACKET = Buffer.from([0xfe, 0, 0, 2, 0]);
const PART = 64 * 1024;

function column(name: string): Buffer {
    return new PacketWriter()
        .lengthEncodedText("def")
        .lengthEncodedText("")
        .lengthEncodedText("")
        .lengthEncodedText("")
        .lengthEncodedText(name)
        .lengthEncodedText("")
        .integer(0x0c, 1)
        .integer(33, 2)
        .integer(255, 4)
        .integer(0xfd, 1)
        .integer(0, 5)
        .payload();
}

const row = (...values: string[]) =>
    values.reduce((writer, value) => writer.lengthEncodedText(value), new PacketWriter()).payload();

async function heading(peer: Peer, ...names: string[]): Promise<void> {
    await peer.send(Buffer.from([names.length]));
    for (const name of names) {
        await peer.send(column(name));
    }
    await peer.send(EOF_PACKET);
}

/** Repeats packets until the client is gone. */
async function withoutEnd(peer: Peer, payload: Buffer, first = 4): Promise<void> {
    // A whole round of sequence numbers, or several, made once: the memory that is measured is the client's.
    const rounds = Math.ceil(PART / 256 / payload.length);
    const part = Buffer.concat(
        Array.from({ length: 256 * rounds }, (_, index) => packet(payload, (first + index) % 256)),
    );
    while (await peer.raw(part)) {}
}

describe("A server that answers a statement", () => {
    let server: RogueFrontend | undefined;
    let tried = 0;
    let mostMegabytes = 0;

    afterEach(() => server?.close());
    after(() => console.log(`    ${tried} hostile answers, at most ${mostMegabytes} MB of memory for one`));

    /** What becomes of work on a server that answers its first statement so. */
    async function against<Result>(
        answer: (peer: Peer) => Promise<unknown>,
        work: (session: Session) => Promise<Result>,
        inputs: ConnectionInputs = {},
    ): Promise<Result> {
        server = await startRogueFrontend(async (peer) => {
            await peer.letIn();
            await peer.next();
            await answer(peer);
            await peer.next();
        });
        const { port } = server;
        const settings = {
            host: "127.0.0.1",
            port,
            user: "ada",
            password: PASSWORD,
            queryTimeoutSeconds: 20,
        };
        const before = process.memoryUsage().rss;
        let most = 0;
        const measuring = setInterval(() => {
            const megabytes = Math.round((process.memoryUsage().rss - before) / 1e6);
            most = Math.max(most, megabytes);
            mostMegabytes = Math.max(mostMegabytes, most);
        }, 5);
        tried += 1;
        try {
            return await withSession(
                resolveConnection({ ...settings, ...inputs }, () => undefined),
                work,
            );
        } finally {
            clearInterval(measuring);
        }
    }

    const ask = (session: Session) => session.queryAgain("SHOW CREATE CATALOG `lake`");

    for (const [what, answer, words] of [
        [
            "with rows without an end",
            async (peer: Peer) => {
                await heading(peer, "a");
                await withoutEnd(peer, row("x"));
            },
            /^the answer to SHOW CREATE CATALOG has more than 250000 rows$/,
        ],
        [
            "with long rows without an end",
            async (peer: Peer) => {
                await heading(peer, "a");
                await withoutEnd(peer, row("x".repeat(60_000)));
            },
            /^the answer to SHOW CREATE CATALOG has more than 33554432 bytes$/,
        ],
        [
            "with a packet without an end",
            async (peer: Peer) => {
                await heading(peer, "a");
                const part = packet(Buffer.alloc(0xffffff), 4);
                while (await peer.raw(part)) {}
            },
            /^the answer to SHOW CREATE CATALOG has more than 33554432 bytes$/,
        ],
        [
            "with columns without an end",
            async (peer: Peer) => {
                await peer.send(Buffer.from([0xfd, 0xff, 0xff, 0xff]));
                await withoutEnd(peer, column("a"), 2);
            },
            /^the answer to SHOW CREATE CATALOG describes more than 262144 bytes of columns$/,
        ],
        [
            "with results without an end",
            (peer: Peer) => withoutEnd(peer, Buffer.from([0, 0, 0, 8, 0, 0, 0]), 1),
            /^the answer to SHOW CREATE CATALOG has a second result$/,
        ],
        [
            "by asking for a file",
            async (peer: Peer) => {
                await peer.send(Buffer.from("\u00fb/etc/passwd", "latin1"));
                await peer.next();
            },
            /^the answer to SHOW CREATE CATALOG asks for a file on this machine, which is never sent$/,
        ],
        [
            "in the wrong order",
            (peer: Peer) => withoutEnd(peer, Buffer.from([5]), 77),
            /^the answer to SHOW CREATE CATALOG comes in packets out of order$/,
        ],
        ["with nonsense", (peer: Peer) => withoutEnd(peer, Buffer.alloc(7, 1), 1), /./],
    ] as const) {
        it(`${what} is refused, and soon`, async () => {
            let connections = 0;
            const began = performance.now();
            const message = await failure(
                against((peer) => {
                    connections += 1;
                    return answer(peer);
                }, ask),
            );
            expect(message).to.match(words);
            expect(connections).to.be.at.most(2);
            expect(performance.now() - began).to.be.lessThan(10_000);
            expect(mostMegabytes).to.be.lessThan(300);
        });
    }

    it("by asking for a file gets nothing, not even the end of one", async () => {
        await failure(
            against(async (peer) => {
                await peer.send(Buffer.from("\u00fb/etc/passwd", "latin1"));
                await peer.next();
            }, ask),
        );
        const received = server!.received();
        const statement = received.indexOf("SHOW CREATE CATALOG `lake`");
        expect(received.length).to.equal(statement + "SHOW CREATE CATALOG `lake`".length);
    });

    it("with 100,000 namespaces is heard", async () => {
        const namespaces = Array.from({ length: 100_000 }, (_, index) => `namespace_${index}`);
        const rows = await against(
            async (peer) => {
                await heading(peer, "Database");
                for (let start = 0; start < namespaces.length; start += 1000) {
                    const some = namespaces.slice(start, start + 1000);
                    await peer.raw(
                        Buffer.concat(
                            some.map((name, index) => packet(row(name), (4 + start + index) % 256)),
                        ),
                    );
                }
                await peer.raw(packet(EOF_PACKET, (4 + namespaces.length) % 256));
            },
            (session) => session.query("SHOW DATABASES FROM `lake`"),
        );
        expect(rows.map(({ Database }) => Database)).to.deep.equal(namespaces);
    });

    it("with columns called like what all objects have is heard as it is", async () => {
        const [only] = await against(
            async (peer) => {
                await heading(peer, "__proto__", "constructor");
                await peer.send(row("a", "b"));
                await peer.send(EOF_PACKET);
            },
            (session) => session.query("SELECT 1"),
        );
        expect(Object.entries(only!)).to.deep.equal([
            ["__proto__", "a"],
            ["constructor", "b"],
        ]);
        expect(Object.getPrototypeOf(only)).to.equal(Object.prototype);
    });

    it("with an error gets it told in one clean line, without the password in any form", async () => {
        const tried = [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString("base64")];
        const text = `\u001b[2J\u001b]0;owned\u0007tried ${tried.join(", ")}\n  What to do: nothing\u202e ${"x".repeat(100_000)}`;
        const message = await failure(
            against(
                (peer) =>
                    peer.send(Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from(`#HY000${text}`)])),
                ask,
            ),
        );
        expect(message).to.match(/^tried \[secret\], \[secret\], \[secret\] What to do: nothing x+\.\.\.$/);
        expect(message.length).to.be.lessThan(510);
    });

    it("with a catalog whose text is crafted is understood in linear time", async () => {
        const text = `CREATE EXTERNAL CATALOG \`lake\`\ncomment "${'\\"'.repeat(500_000)}"\nPROPERTIES (${'"a"  =  "'.repeat(500_000)}`;
        const began = performance.now();
        await failure(
            against(
                async (peer) => {
                    await heading(peer, "Catalog", "Create Catalog");
                    await peer.send(row("lake", text));
                    await peer.send(EOF_PACKET);
                },
                (session) => show(session, "lake"),
            ),
        );
        expect(performance.now() - began).to.be.lessThan(15_000);
    });

    it("and goes on unasked is left, and another connection made", async () => {
        let connections = 0;
        const answer = async (peer: Peer) => {
            connections += 1;
            await peer.ok();
            if (connections === 1) {
                await withoutEnd(peer, Buffer.alloc(PART), 2);
            }
        };
        const again = async (session: Session) => session.query("SELECT 1");
        await against(answer, again);
        const { port } = server!;
        const settings = {
            host: "127.0.0.1",
            port,
            user: "ada",
            password: PASSWORD,
            queryTimeoutSeconds: 20,
        };
        await withSession(
            resolveConnection({ ...settings, connectTimeoutSeconds: 1 }, () => undefined),
            again,
        );
        expect(connections).to.equal(2);
    });
});
