import { createHash, randomBytes, randomUUID } from "node:crypto";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function letters(count: number): string {
    return [...randomBytes(count)].map((byte) => base32[byte % base32.length]).join("");
}

/** Prefixes as in IAM's "Understanding unique ID prefixes": AKIA access key, ASIA temporary key, AIDA user, ... */
export function uniqueId(prefix: "AKIA" | "ASIA" | "AIDA" | "AROA" | "ANPA"): string {
    return `${prefix}${letters(16)}`;
}

export function secretAccessKey(): string {
    return randomBytes(30).toString("base64");
}

export function sessionToken(): string {
    return randomBytes(96).toString("base64");
}

export function versionToken(): string {
    return randomBytes(10).toString("hex");
}

export function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

export { randomUUID as uuid };
