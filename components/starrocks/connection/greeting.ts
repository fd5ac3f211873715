/** The server's greeting, read before the driver sees it: it may not be a MySQL server. */

/** The greeting of a server that speaks MySQL's protocol. */
export interface Greeting {
    /** How it wants users to prove themselves, unless a user has another way. */
    readonly loginPlugin: string;
}

export type FirstWords = Greeting | "incomplete" | "refusal" | "http" | "other";

const HEADER_BYTES = 4;
const PROTOCOL_VERSION = 10;
const ERROR_PACKET = 0xff;
/** Real greetings have less than a hundred. */
const MOST_BYTES = 4096;
/** Of the numbers and flags between the version's end and the second part of the challenge. */
const FIXED_BYTES = 4 + 8 + 1 + 2 + 1 + 2 + 2 + 1 + 10;
const CHALLENGE_LENGTH_AT = 4 + 8 + 1 + 2 + 1 + 2 + 2;
const LEAST_SECOND_PART = 13;

/** Reads what has come so far: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html */
export function readFirstWords(received: Buffer): FirstWords {
    if (received.toString("latin1", 0, 5) === "HTTP/") {
        return "http";
    }
    if (received.length <= HEADER_BYTES) {
        return "incomplete";
    }
    const length = received.readUIntLE(0, 3);
    const kind = received[HEADER_BYTES];
    if (received[3] !== 0 || length > MOST_BYTES || (kind !== PROTOCOL_VERSION && kind !== ERROR_PACKET)) {
        return "other";
    }
    if (received.length < HEADER_BYTES + length) {
        return "incomplete";
    }
    return kind === ERROR_PACKET
        ? "refusal"
        : readGreeting(received.subarray(HEADER_BYTES + 1, HEADER_BYTES + length));
}

function readGreeting(payload: Buffer): Greeting | "other" {
    const afterVersion = payload.indexOf(0) + 1;
    const rest = payload.subarray(afterVersion);
    if (afterVersion === 0 || rest.length < FIXED_BYTES) {
        return "other";
    }
    const secondPart = Math.max(LEAST_SECOND_PART, rest[CHALLENGE_LENGTH_AT]! - 8);
    const name = rest.subarray(FIXED_BYTES + secondPart);
    const end = name.indexOf(0);
    return { loginPlugin: name.toString("latin1", 0, end < 0 ? name.length : end) };
}
