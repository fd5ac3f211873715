import type { IncomingHttpHeaders } from "node:http2";
import { Server } from "node:net";
import { interrupt } from "../shared/interruption";

/** What the engine calls at the first Ctrl-C. It sends no signal: a provider has a process group of its own. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

let isWatching = false;

/**
 * Ends the waits of this process when the engine cancels its operation.
 *
 * Pulumi's host of dynamic providers answers that call and tells no provider of it (observed with @pulumi/pulumi 3.270),
 * so it is watched for where it comes in, on the host's own HTTP/2 server. Where that isn't found, waits end at their
 * deadlines.
 */
export function watchForCancellation(): void {
    if (isWatching) {
        return;
    }
    isWatching = true;
    for (const server of rpcServers()) {
        server.on("stream", (_stream: unknown, headers: IncomingHttpHeaders) => {
            if (headers[":path"] === CANCEL) {
                interrupt();
            }
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
