import { createHash, timingSafeEqual } from "node:crypto";
import { PacketReader, PacketWriter } from "./buffers";

/** Observed: 0x38820c, and 0x388a0c with a keystore. */
const CAPABILITY = {
    LONG_FLAG: 0x4,
    CONNECT_WITH_DB: 0x8,
    PROTOCOL_41: 0x200,
    SSL: 0x800,
    SECURE_CONNECTION: 0x8000,
    PLUGIN_AUTH: 0x80000,
    CONNECT_ATTRS: 0x100000,
    PLUGIN_AUTH_LENENC: 0x200000,
} as const;

const CAPABILITIES = Object.values(CAPABILITY).reduce((all, flag) => all | flag, 0);
const SSL_REQUEST_LENGTH = 32;

export const MYSQL_SERVER_VERSION = "8.0.33";
export const NATIVE_PASSWORD = "mysql_native_password";
export const CLEAR_PASSWORD = "mysql_clear_password";

export interface LoginRequest {
    user: string;
    authentication: Buffer;
    database: string;
    plugin: string;
}

export function greeting(connectionId: number, salt: Buffer, tls: boolean): Buffer {
    const capabilities = tls ? CAPABILITIES : CAPABILITIES & ~CAPABILITY.SSL;
    return new PacketWriter()
        .integer(10, 1)
        .nulTerminated(MYSQL_SERVER_VERSION)
        .integer(connectionId, 4)
        .bytes(salt.subarray(0, 8))
        .integer(0, 1)
        .integer(capabilities & 0xffff, 2)
        .integer(33, 1)
        .integer(0, 2)
        .integer(capabilities >>> 16, 2)
        .integer(salt.length + 1, 1)
        .bytes(Buffer.alloc(10))
        .bytes(salt.subarray(8))
        .integer(0, 1)
        .nulTerminated(NATIVE_PASSWORD)
        .payload();
}

export function isSslRequest(payload: Buffer): boolean {
    return payload.length === SSL_REQUEST_LENGTH && (payload.readUInt32LE(0) & CAPABILITY.SSL) !== 0;
}

export function parseLogin(payload: Buffer): LoginRequest {
    const reader = new PacketReader(payload);
    const capabilities = reader.integer(4);
    reader.bytes(28);
    const user = reader.nulTerminated();
    const authentication =
        (capabilities & CAPABILITY.PLUGIN_AUTH_LENENC) !== 0
            ? reader.lengthEncodedBytes()
            : reader.bytes(reader.integer(1));
    const database = (capabilities & CAPABILITY.CONNECT_WITH_DB) !== 0 ? reader.nulTerminated() : "";
    const plugin = (capabilities & CAPABILITY.PLUGIN_AUTH) !== 0 ? reader.nulTerminated() : NATIVE_PASSWORD;
    return { user, authentication, database, plugin };
}

export function parseChangeUser(payload: Buffer): LoginRequest {
    const reader = new PacketReader(payload);
    const user = reader.nulTerminated();
    const authentication = reader.bytes(reader.integer(1));
    const database = reader.nulTerminated();
    reader.integer(2);
    return { user, authentication, database, plugin: reader.nulTerminated() || NATIVE_PASSWORD };
}

export function authenticationSwitch(plugin: string, salt: Buffer): Buffer {
    return new PacketWriter().integer(0xfe, 1).nulTerminated(plugin).bytes(salt).integer(0, 1).payload();
}

/** SHA1(SHA1(password)), what the server keeps; an empty password keeps nothing. */
export function storedPassword(password: string): Buffer {
    return password === "" ? Buffer.alloc(0) : sha1(sha1(Buffer.from(password, "utf8")));
}

/** The client sends SHA1(password) XOR SHA1(salt + SHA1(SHA1(password))). */
export function nativePasswordMatches(authentication: Buffer, stored: Buffer, salt: Buffer): boolean {
    if (stored.length === 0 || authentication.length !== 20) {
        return stored.length === 0 && authentication.length === 0;
    }
    const mask = sha1(Buffer.concat([salt, stored]));
    const passwordHash = authentication.map((byte, index) => byte ^ mask[index]!);
    return timingSafeEqual(sha1(Buffer.from(passwordHash)), stored);
}

function sha1(value: Buffer): Buffer {
    return createHash("sha1").update(value).digest();
}
