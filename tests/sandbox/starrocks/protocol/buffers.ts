/** Builds one MySQL packet payload. */
export class PacketWriter {
    private readonly parts: Buffer[] = [];

    integer(value: number, bytes: number): this {
        const part = Buffer.alloc(bytes);
        part.writeUIntLE(value, 0, bytes);
        return this.bytes(part);
    }

    bytes(value: Buffer): this {
        this.parts.push(value);
        return this;
    }

    text(value: string): this {
        return this.bytes(Buffer.from(value, "utf8"));
    }

    nulTerminated(value: string): this {
        return this.text(value).integer(0, 1);
    }

    lengthEncodedInteger(value: number): this {
        if (value < 251) {
            return this.integer(value, 1);
        }
        if (value < 0x10000) {
            return this.integer(0xfc, 1).integer(value, 2);
        }
        if (value < 0x1000000) {
            return this.integer(0xfd, 1).integer(value, 3);
        }
        return this.integer(0xfe, 1).integer(value, 6).integer(0, 2);
    }

    lengthEncodedText(value: string): this {
        const bytes = Buffer.from(value, "utf8");
        return this.lengthEncodedInteger(bytes.length).bytes(bytes);
    }

    payload(): Buffer {
        return Buffer.concat(this.parts);
    }
}

/** Reads one MySQL packet payload. Reading past the end gives empty values, as short packets are legal. */
export class PacketReader {
    private position = 0;

    constructor(private readonly payload: Buffer) {}

    get remaining(): number {
        return this.payload.length - this.position;
    }

    integer(bytes: number): number {
        if (this.remaining < bytes) {
            this.position = this.payload.length;
            return 0;
        }
        const value = this.payload.readUIntLE(this.position, bytes);
        this.position += bytes;
        return value;
    }

    bytes(length: number): Buffer {
        const value = this.payload.subarray(this.position, this.position + length);
        this.position += value.length;
        return value;
    }

    nulTerminated(): string {
        const end = this.payload.indexOf(0, this.position);
        const value = this.bytes((end < 0 ? this.payload.length : end) - this.position);
        this.position += end < 0 ? 0 : 1;
        return value.toString("utf8");
    }

    lengthEncodedBytes(): Buffer {
        const first = this.integer(1);
        const sizes: Record<number, number> = { 252: 2, 253: 3, 254: 6 };
        const size = sizes[first];
        const length = size === undefined ? first : this.integer(size);
        return this.bytes(length);
    }

    rest(): Buffer {
        return this.bytes(this.remaining);
    }
}
