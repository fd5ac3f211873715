import type { Socket } from "node:net";

/** Counts what a server sends, so that one without an end, or one that speaks unasked, is given up. */
export interface Meter {
    /** Lets so many bytes come from now on; more call `refuse`. */
    allow(bytes: number, refuse: () => void): void;
}

/** @param unasked what to do with a server that sends something when nothing is allowed. */
export function meterOf(stream: Socket, unasked: () => void): Meter {
    let left = 0;
    let refuse = unasked;
    // Before the driver, which comes to the end of an answer within the chunk that ends it.
    stream.prependListener("data", (chunk: Buffer) => {
        left -= chunk.length;
        if (left < 0) {
            refuse();
        }
    });
    return {
        allow: (bytes, otherwise) => {
            left = bytes;
            refuse = otherwise;
        },
    };
}

const GLANCE_MS = 20;

/** Watches a socket whose bytes go to somebody else, as they do during a TLS handshake. Returns what ends it. */
export function watchBytes(socket: Socket, most: number, refuse: () => void): () => void {
    const before = socket.bytesRead;
    const timer = setInterval(() => {
        if (socket.bytesRead - before > most) {
            refuse();
        }
    }, GLANCE_MS);
    return () => clearInterval(timer);
}
