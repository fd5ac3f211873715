import { connect, type Socket } from "node:net";
import { StarRocksError } from "../errors";
import type { Frontend } from "./frontendAddress";
import { type Greeting, readFirstWords } from "./greeting";

/** A socket to a server that has greeted as MySQL's do; the greeting is still to be read, and it is paused. */
export interface GreetedSocket {
    readonly socket: Socket;
    /** Left out if the server refuses the connection in MySQL's own way. */
    readonly greeting?: Greeting;
}

/** Codes of ports that are not the frontends' for MySQL's protocol. */
const HTTP_PORT = "HTTP_PORT";
const FOREIGN_PORT = "FOREIGN_PORT";
const SILENT_PORT = "SILENT_PORT";

/** A server speaks first, so one that is silent for so long is asked whether it speaks HTTP. */
const SILENCE_MS = 2_000;
/** For the end of a connection that ends with the whole server. */
const GRACE_MS = 500;

/**
 * Connects, and waits for the server's greeting.
 *
 * The driver would take a port of another protocol for a server that is slow: whoever waits for a request,
 * as those for HTTP and for the frontends' own talk do, says nothing.
 */
export async function openSocket(frontend: Frontend, deadlineMs: number): Promise<GreetedSocket> {
    const socket = connect(frontend);
    socket.setNoDelay(true);
    socket.setKeepAlive(true);
    try {
        return await greeted(socket, frontend, deadlineMs);
    } catch (error) {
        socket.destroy();
        throw error;
    }
}

function greeted(socket: Socket, frontend: Frontend, deadlineMs: number): Promise<GreetedSocket> {
    return new Promise((resolve, reject) => {
        let received = Buffer.alloc(0);
        let probe: Socket | undefined;
        const timers: NodeJS.Timeout[] = [];
        const after = (milliseconds: number, act: () => void) => timers.push(setTimeout(act, milliseconds));
        const settle = (act: () => void) => {
            for (const timer of timers) {
                clearTimeout(timer);
            }
            probe?.destroy();
            socket.off("connect", listen).off("data", hear).off("close", lose);
            act();
        };
        const fail = (code: string, message: string) =>
            settle(() => reject(new StarRocksError(message, undefined, code)));
        const lose = () =>
            fail("PROTOCOL_CONNECTION_LOST", "Connection lost: The server closed the connection.");
        const listen = () => {
            after(Math.min(SILENCE_MS, deadlineMs / 2), () => {
                probe = askForHttp(
                    frontend,
                    () => fail(HTTP_PORT, "it answers in HTTP"),
                    () => after(GRACE_MS, () => fail(FOREIGN_PORT, "it sends nothing by itself")),
                );
            });
        };
        const hear = (chunk: Buffer) => {
            received = Buffer.concat([received, chunk]);
            const words = readFirstWords(received);
            if (words === "http") {
                fail(HTTP_PORT, "it answers in HTTP");
            } else if (words === "other") {
                fail(FOREIGN_PORT, "it doesn't send a MySQL greeting");
            } else if (words !== "incomplete") {
                socket.pause();
                settle(() => {
                    socket.unshift(received);
                    resolve(words === "refusal" ? { socket } : { socket, greeting: words });
                });
            }
        };
        after(deadlineMs, () =>
            socket.connecting
                ? fail("ETIMEDOUT", `no connection for ${deadlineMs / 1000} s`)
                : fail(SILENT_PORT, `no greeting for ${deadlineMs / 1000} s`),
        );
        socket.once("connect", listen).on("data", hear).once("close", lose);
        // It stays: whatever becomes of the socket later, somebody must be listening.
        socket.on("error", ({ code = "", message }: NodeJS.ErrnoException) => fail(code, message));
    });
}

/** Sends what only a server of HTTP answers; one that speaks something else, except MySQL, closes the connection. */
function askForHttp(frontend: Frontend, isHttp: () => void, isForeign: () => void): Socket {
    const probe = connect(frontend, () => probe.write("GET / HTTP/1.0\r\n\r\n"));
    let received = Buffer.alloc(0);
    let isOver = false;
    probe.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        const words = readFirstWords(received);
        if (!isOver && words !== "incomplete") {
            isOver = true;
            probe.destroy();
            if (words === "http") {
                isHttp();
            }
        }
    });
    probe.on("error", () => {});
    probe.once("close", () => {
        if (!isOver && probe.bytesWritten > 0) {
            isForeign();
        }
    });
    return probe;
}
