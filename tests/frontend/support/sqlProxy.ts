import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What becomes of one statement on its way. */
export type Fate =
    | "passes"
    /** The client is cut off, and the statement never arrives. */
    | "cutBefore"
    /** The client is cut off while the statement runs on to its end. */
    | "cutDuring"
    /** The statement has run, but its answer is lost. */
    | "cutAfter"
    /** The statement never arrives, and the connection stays silent. */
    | "swallowed"
    /** The statement has run, and the connection stays silent. */
    | "unanswered"
    /** The statement runs, and its answer is held up. */
    | { readonly answerAfter: () => Promise<unknown> }
    /** The statement doesn't run, and this is the answer. */
    | { readonly errno: number; readonly text: string }
    /** The answer's text, changed into one of the same length. */
    | { readonly rewrite: (answer: string) => string };

interface Rule {
    readonly statement: RegExp;
    readonly fate: Fate;
    readonly meanwhile: () => Promise<unknown>;
}

/** Stands between the package and a frontend, embedded or real, listens to the statements, and meddles with them. */
export interface SqlProxy {
    readonly port: number;
    /** The texts of all statements that came in, the oldest first. */
    readonly statements: string[];
    /** How many connections were made since the start. */
    connections(): number;
    /** Decides on the next statement that matches; `meanwhile` runs before. */
    meddle(statement: RegExp, fate: Fate, meanwhile?: () => Promise<unknown>): void;
    /** Takes back what was decided on statements and clients that haven't come. */
    leaveAlone(): void;
    /** Passes nothing on any more on the connections that are open, as a firewall that has forgotten them. */
    forgetAll(): void;
    /** Says nothing to those who connect from now on, or to whoever logs in, until left alone. */
    hush(since: "connection" | "login"): void;
    /** Cuts off all clients, as a frontend that restarts. */
    cutAll(): void;
    close(): Promise<void>;
}

const QUERY = 0x03;
const HEADER_LENGTH = 4;

export async function startSqlProxy(
    target: { readonly host: string; readonly port: number },
    ownPort = 0,
): Promise<SqlProxy> {
    const rules: Rule[] = [];
    const statements: string[] = [];
    const clients = new Set<Socket>();
    let connections = 0;
    let silentSince: "connection" | "login" | undefined;
    const decide = (statement: string): Rule | undefined => {
        statements.push(statement);
        const index = rules.findIndex((rule) => rule.statement.test(statement));
        return index < 0 ? undefined : rules.splice(index, 1)[0];
    };
    const server = createServer((client) => {
        connections += 1;
        clients.add(client);
        client.on("close", () => clients.delete(client));
        if (silentSince === "connection") {
            client.on("error", () => {}).resume();
            return;
        }
        if (silentSince === "login") {
            greet(client.on("error", () => {}).resume(), connect(target.port, target.host));
            return;
        }
        relay(client, connect(target.port, target.host), decide);
    });
    const cutAll = () => {
        for (const client of clients) {
            client.destroy();
        }
    };
    return {
        port: await listen(server, ownPort),
        statements,
        connections: () => connections,
        meddle: (statement, fate, meanwhile = async () => {}) => {
            rules.push({ statement, fate, meanwhile });
        },
        leaveAlone: () => {
            rules.length = 0;
            silentSince = undefined;
        },
        hush: (since) => {
            silentSince = since;
        },
        forgetAll: () => {
            for (const client of clients) {
                client.removeAllListeners("data");
                client.resume();
            }
        },
        cutAll,
        close: () => {
            cutAll();
            return new Promise((resolve) => server.close(() => resolve()));
        },
    };
}

/** Hands on what the frontend says, and nothing that it is told. */
function greet(client: Socket, frontend: Socket): void {
    frontend.on("error", () => {}).pipe(client);
    client.on("close", () => frontend.destroy());
}

function relay(client: Socket, frontend: Socket, decide: (statement: string) => Rule | undefined): void {
    let isAnswerLost = false;
    let isSilent = false;
    /** For every part of the answer: it may come in several. */
    let rewrite = (part: Buffer) => part;
    let holdUp: (() => Promise<unknown>) | undefined;
    frontend.on("data", async (part) => {
        if (holdUp !== undefined) {
            const held = holdUp();
            holdUp = undefined;
            frontend.pause();
            await held;
            frontend.resume();
        }
        if (isAnswerLost) {
            isAnswerLost = false;
            frontend.destroy();
            client.destroy();
        } else if (client.writable && !isSilent) {
            client.write(rewrite(part));
        }
    });
    frontend.on("close", () => client.destroy());
    frontend.on("error", () => client.destroy());
    client.on("error", () => {});
    client.on("close", () => {
        // A statement that runs goes on without its client.
        if (!isAnswerLost) {
            frontend.destroy();
        }
    });
    const pass = async (packet: Buffer) => {
        const rule = isQuery(packet) ? decide(packet.toString("utf8", HEADER_LENGTH + 1)) : undefined;
        await rule?.meanwhile();
        const fate = rule?.fate ?? "passes";
        if (fate === "cutBefore") {
            client.destroy();
            return;
        }
        if (fate === "swallowed") {
            return;
        }
        if (typeof fate === "object" && "errno" in fate) {
            client.write(errorPacket(fate.errno, fate.text));
            return;
        }
        isSilent ||= fate === "unanswered";
        isAnswerLost = fate === "cutDuring" || fate === "cutAfter";
        holdUp = typeof fate === "object" && "answerAfter" in fate ? fate.answerAfter : undefined;
        rewrite = (part) =>
            typeof fate === "object" && "rewrite" in fate
                ? Buffer.from(fate.rewrite(part.toString("latin1")), "latin1")
                : part;
        frontend.write(packet);
        if (fate === "cutDuring") {
            client.destroy();
        }
    };
    let received = Buffer.alloc(0);
    let passing = Promise.resolve();
    client.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        while (received.length >= HEADER_LENGTH && received.length >= packetLength(received)) {
            const packet = received.subarray(0, packetLength(received));
            received = received.subarray(packet.length);
            passing = passing.then(() => pass(packet));
        }
    });
}

function packetLength(bytes: Buffer): number {
    return HEADER_LENGTH + bytes.readUIntLE(0, 3);
}

/** A command begins an exchange, so its packet has the number 0; a login's has another. */
function isQuery(packet: Buffer): boolean {
    return packet.readUInt8(3) === 0 && packet.readUInt8(HEADER_LENGTH) === QUERY;
}

function errorPacket(errno: number, text: string): Buffer {
    const payload = Buffer.concat([
        Buffer.from([0xff, errno & 0xff, errno >> 8]),
        Buffer.from(`#HY000${text}`),
    ]);
    return Buffer.concat([Buffer.from([payload.length & 0xff, payload.length >> 8, 0, 1]), payload]);
}

function listen(server: Server, port: number): Promise<number> {
    return new Promise((resolve) => {
        server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
}
