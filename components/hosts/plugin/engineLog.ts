import { AsyncLocalStorage } from "node:async_hooks";
import { withoutUnmistakableSecrets } from "../../common/knownSecrets";
import { tellProgressBy } from "../../common/progress";
import { ofSdk } from "./sdk";
import { inWordsOfPlugin } from "./settings";

/** What an operation tells the person who runs Pulumi: the engine hides what a plugin prints, and takes calls. */

/** An operation on a resource, and what of it is on its way to the engine. */
interface Operation {
    readonly urn: string;
    readonly sent: Promise<void>[];
}

const operations = new AsyncLocalStorage<Operation>();

/** `pulumirpc.LogSeverity`; a status is an ephemeral line, which the resource's row shows until the next one. */
const SEVERITY = { info: 1, status: 1, warning: 2 } as const;

type Send = (severity: keyof typeof SEVERITY, text: string, urn: string) => Promise<void>;

let send: Send | undefined;

/** From now on, progress is told by the engine that has started this process with these parameters. */
export function tellByEngine(parameters: string[]): void {
    const { parseArgs } = ofSdk("./provider/internals") as {
        parseArgs(parameters: string[]): { readonly engineAddress: string } | undefined;
    };
    const engine = parseArgs(parameters);
    if (engine !== undefined) {
        send = sender(engine.engineAddress);
        tellProgressBy({
            happened: (line) => tell("info", line),
            goesOn: (line) => tell("status", line),
        });
    }
}

/** Does something for a resource, to which all that is told meanwhile belongs. */
export async function aboutResource<Result>(urn: string, work: () => Promise<Result>): Promise<Result> {
    const operation: Operation = { urn, sent: [] };
    try {
        return await operations.run(operation, work);
    } finally {
        await Promise.all(operation.sent);
    }
}

/** Warns of what may be a slip. */
export function warn(text: string): void {
    tell("warning", text);
}

function tell(severity: keyof typeof SEVERITY, text: string): void {
    const operation = operations.getStore();
    const sent = send?.(severity, inWordsOfPlugin(withoutUnmistakableSecrets(text)), operation?.urn ?? "");
    if (sent !== undefined) {
        operation?.sent.push(sent);
    }
}

interface EngineClient {
    log(request: unknown, reply: () => void): void;
}

function sender(address: string): Send {
    const { credentials } = ofSdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    const { EngineClient } = ofSdk("./proto/engine_grpc_pb.js") as {
        EngineClient: new (address: string, credentials: unknown) => EngineClient;
    };
    const { LogRequest } = ofSdk("./proto/engine_pb.js") as typeof import("@pulumi/pulumi/proto/engine_pb");
    const client = new EngineClient(address, credentials.createInsecure());
    return (severity, text, urn) =>
        new Promise((resolve) => {
            const request = new LogRequest()
                .setSeverity(SEVERITY[severity])
                .setMessage(text)
                .setUrn(urn)
                .setEphemeral(severity === "status");
            // What can't be told must not stop the work.
            client.log(request, resolve);
        });
}
