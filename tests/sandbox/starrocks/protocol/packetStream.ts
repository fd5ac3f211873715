import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

const HEADER_LENGTH = 4;
const LARGEST_PAYLOAD = 0xffffff;

export interface TlsKeyPair {
    key: string;
    cert: string;
}

/** Frames a socket into MySQL packets and keeps the sequence number of the running exchange. */
export class PacketStream {
    private received = Buffer.alloc(0);
    private sequence = 0;
    private readonly packets: Buffer[] = [];
    private waiting: ((packet: Buffer | undefined) => void) | undefined;
    private ended = false;

    constructor(private socket: Socket) {
        socket.setNoDelay(true);
        this.listen();
    }

    /** The next payload, or undefined when the client has gone. */
    read(): Promise<Buffer | undefined> {
        const packet = this.packets.shift();
        if (packet !== undefined || this.ended) {
            return Promise.resolve(packet);
        }
        return new Promise((resolve) => {
            this.waiting = resolve;
        });
    }

    write(payload: Buffer): void {
        for (let offset = 0; ; offset += LARGEST_PAYLOAD) {
            const part = payload.subarray(offset, offset + LARGEST_PAYLOAD);
            const header = Buffer.alloc(HEADER_LENGTH);
            header.writeUIntLE(part.length, 0, 3);
            header.writeUInt8(this.sequence, 3);
            this.sequence = (this.sequence + 1) & 0xff;
            if (this.socket.writable) {
                this.socket.write(Buffer.concat([header, part]));
            }
            if (part.length < LARGEST_PAYLOAD) {
                return;
            }
        }
    }

    /** Continues over TLS after the client's SSLRequest packet. */
    upgrade(tls: TlsKeyPair): void {
        const plain = this.socket;
        plain.removeAllListeners("data");
        plain.pause();
        if (this.received.length > 0) {
            plain.unshift(this.received);
            this.received = Buffer.alloc(0);
        }
        this.socket = new TLSSocket(plain, { isServer: true, key: tls.key, cert: tls.cert });
        this.listen();
    }

    end(): void {
        this.socket.end();
    }

    destroy(): void {
        this.socket.destroy();
    }

    private listen(): void {
        this.socket.on("data", (chunk: Buffer) => this.receive(chunk));
        this.socket.on("error", () => this.finish());
        this.socket.on("close", () => this.finish());
    }

    private receive(chunk: Buffer): void {
        this.received = Buffer.concat([this.received, chunk]);
        for (let packet = this.takePacket(); packet !== undefined; packet = this.takePacket()) {
            this.packets.push(packet);
        }
        if (this.packets.length > 0 && this.waiting !== undefined) {
            const resolve = this.waiting;
            this.waiting = undefined;
            resolve(this.packets.shift());
        }
    }

    private takePacket(): Buffer | undefined {
        const parts: Buffer[] = [];
        for (let offset = 0; ; ) {
            if (this.received.length < offset + HEADER_LENGTH) {
                return undefined;
            }
            const length = this.received.readUIntLE(offset, 3);
            const sequence = this.received.readUInt8(offset + 3);
            if (this.received.length < offset + HEADER_LENGTH + length) {
                return undefined;
            }
            parts.push(this.received.subarray(offset + HEADER_LENGTH, offset + HEADER_LENGTH + length));
            offset += HEADER_LENGTH + length;
            if (length < LARGEST_PAYLOAD) {
                this.sequence = (sequence + 1) & 0xff;
                this.received = this.received.subarray(offset);
                return Buffer.concat(parts);
            }
        }
    }

    private finish(): void {
        this.ended = true;
        this.waiting?.(undefined);
        this.waiting = undefined;
    }
}
