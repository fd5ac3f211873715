import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { Server } from "node:net";
import { interrupt } from "../common/interruption";

/** What the engine calls at the first Ctrl-C. It sends no signal: a provider has a process group of its own. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

let isWatching = false;

/**
 * Ends the waits of this process when the engine cancels its operation, or was killed.
 *
 * Pulumi's host of dynamic providers answers the call to cancel and tells no provider of it (observed with @pulumi/pulumi
 * 3.270), so it is watched for where it comes in, on the host's own HTTP/2 server. Where that isn't found, waits end at
 * their deadlines, or once a line of progress finds no reader.
 */
export function watchForCancellation(): void {
    if (isWatching) {
        return;
    }
    isWatching = true;
    process.stdout.on("error", interrupt);
    for (const server of rpcServers()) {
        server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
            if (headers[":path"] === CANCEL) {
                interrupt();
            }
            // Its caller is gone, and nobody waits for an answer any more.
            stream.once("aborted", interrupt);
        });
    }
}

/** Node.js has no documented way to a server that somebody else has opened; this one is as old as Node.js itself. */
function rpcServers(): Server[] {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?(): unknown[] };
    return (handles?.call(process) ?? []).filter(
        (handle): handle is Server => handle instanceof Server && handle.listenerCount("stream") > 0,
    );
}
