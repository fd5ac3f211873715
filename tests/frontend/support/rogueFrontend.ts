import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createSecureContext, type SecureContextOptions, TLSSocket } from "node:tls";
import { authenticationSwitch, greeting, NATIVE_PASSWORD } from "../../sandbox/starrocks/protocol/handshake";

/** A server of one's own making, which keeps to MySQL's protocol only as far as it wants to. */
export interface RogueFrontend {
    readonly port: number;
    /** All that clients have sent, within TLS as well. */
    received(): Buffer;
    close(): Promise<void>;
}

const SALT = Buffer.from("abcdefghijklmnopqrst");
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

/** One client of it. */
export class Peer {
    private sequence = 0;
    private buffered = Buffer.alloc(0);
    private wake = () => {};

    constructor(
        private socket: Socket,
        private readonly keep: (bytes: Buffer) => void,
    ) {
        this.listenTo(socket);
    }

    private listenTo(socket: Socket): void {
        socket.setMaxListeners(0);
        socket.on("data", (bytes: Buffer) => {
            this.keep(bytes);
            this.buffered = Buffer.concat([this.buffered, bytes]);
            this.wake();
        });
        socket.on("close", () => this.wake());
        socket.on("error", () => {});
    }

    get isGone(): boolean {
        return this.socket.destroyed;
    }

    /** Sends bytes as they are; false once the client is gone. */
    async raw(bytes: Buffer | string): Promise<boolean> {
        if (!this.isGone && !this.socket.write(bytes)) {
            await Promise.race([once(this.socket, "drain"), once(this.socket, "close")]).catch(() => {});
        }
        return !this.isGone;
    }

    /** Sends a packet. */
    send(payload: Buffer): Promise<boolean> {
        return this.raw(packet(payload, this.sequence++ % 256));
    }

    /** The next packet of the client; nothing once it is gone. */
    async next(): Promise<Buffer | undefined> {
        while (this.buffered.length < 4 || this.buffered.length < 4 + this.buffered.readUIntLE(0, 3)) {
            if (this.isGone) {
                return undefined;
            }
            await new Promise<void>((resolve) => {
                this.wake = resolve;
            });
        }
        const length = this.buffered.readUIntLE(0, 3);
        this.sequence = this.buffered[3]! + 1;
        const payload = this.buffered.subarray(4, 4 + length);
        this.buffered = this.buffered.subarray(4 + length);
        return payload;
    }

    greet(plugin = NATIVE_PASSWORD, tls = false): Promise<boolean> {
        const text = greeting(7, SALT, tls).toString("latin1").replace(NATIVE_PASSWORD, plugin);
        return this.send(Buffer.from(text, "latin1"));
    }

    /** Asks for another way to log in. */
    ask(plugin: string): Promise<boolean> {
        return this.send(authenticationSwitch(plugin, SALT));
    }

    ok(): Promise<boolean> {
        return this.send(OK);
    }

    /** Greets, and lets everybody in. */
    async letIn(): Promise<void> {
        await this.greet();
        await this.next();
        await this.ok();
    }

    /** Goes on within TLS, after a client's wish for it. */
    secure(options: SecureContextOptions): void {
        const plain = this.socket;
        plain.removeAllListeners("data");
        plain.pause();
        if (this.buffered.length > 0) {
            plain.unshift(this.buffered);
            this.buffered = Buffer.alloc(0);
        }
        this.socket = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext(options) });
        this.listenTo(this.socket);
    }

    end(): void {
        this.socket.destroy();
    }
}

export function packet(payload: Buffer, sequence: number): Buffer {
    const header = Buffer.alloc(4);
    header.writeUIntLE(payload.length, 0, 3);
    header[3] = sequence;
    return Buffer.concat([header, payload]);
}

/** Does `act` with each client, and closes the connection afterwards. */
export async function startRogueFrontend(act: (peer: Peer) => Promise<unknown>): Promise<RogueFrontend> {
    const received: Buffer[] = [];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
        sockets.add(socket);
        const peer = new Peer(socket, (bytes) => received.push(bytes));
        act(peer).then(
            () => peer.end(),
            () => peer.end(),
        );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        port: (server.address() as AddressInfo).port,
        received: () => Buffer.concat(received),
        close: async () => {
            for (const socket of sockets) {
                socket.destroy();
            }
            server.close();
        },
    };
}
