import type { provider } from "@pulumi/pulumi";
import { ofSdk } from "./sdk";
import type { Marked } from "./secretMarks";

/**
 * What Pulumi's server of Node.js plugins leaves out: it tells a provider neither its configuration nor the inputs of
 * what is to be read. `serve` puts these calls in the place of the server's own.
 */

interface Message {
    toJavaScript(): Readonly<Record<string, unknown>>;
}

type Reply = (error: unknown, answer?: unknown) => void;
type Call = (call: { readonly request: never }, reply: Reply) => void;
type Calls = Record<string, Call>;

interface ProtocolMessage {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's generated messages, of which the types aren't exported.
    new (): any;
}

/** A provider that wants to know more than the SDK tells one. */
export interface ConfiguredProvider extends Omit<provider.Provider, "read"> {
    checkConfig(settings: Marked): provider.CheckResult;
    configure(settings: Marked): Promise<void>;
    read(
        id: string,
        urn: string,
        props: Marked,
        inputs: Marked,
    ): Promise<provider.ReadResult & { readonly id: string }>;
}

/** Starts the SDK's server for a provider, with the calls that it leaves out. */
export async function serve(served: ConfiguredProvider, parameters: string[]): Promise<void> {
    const { main } = ofSdk("./provider/server") as typeof import("@pulumi/pulumi/provider/server");
    const { Server } = ofSdk("@grpc/grpc-js") as { Server: { prototype: Registry } };
    const { addService } = Server.prototype;
    Server.prototype.addService = function (this: Registry, definition, implementation) {
        Server.prototype.addService = addService;
        return addService.call(this, definition, Object.assign(implementation, callsOf(served)));
    };
    await main(served as unknown as provider.Provider, parameters);
}

interface Registry {
    addService(this: Registry, definition: unknown, implementation: Calls): void;
}

function callsOf(served: ConfiguredProvider): Calls {
    const messages = ofSdk("./proto/provider_pb.js") as Record<string, ProtocolMessage>;
    const { Struct } = ofSdk("google-protobuf/google/protobuf/struct_pb.js") as {
        Struct: { fromJavaScript(value: object): unknown };
    };
    const settingsIn = (message: Message | undefined) => message?.toJavaScript() ?? {};
    return {
        checkConfig: answering(async (request: { getNews(): Message | undefined }) => {
            const { inputs, failures = [] } = served.checkConfig(settingsIn(request.getNews()));
            return new messages.CheckResponse!()
                .setInputs(Struct.fromJavaScript(inputs))
                .setFailuresList(
                    failures.map(({ property, reason }) =>
                        new messages.CheckFailure!().setProperty(property).setReason(reason),
                    ),
                );
        }),
        // Where StarRocks is found may change: what is there tells by itself whether it is in another cluster.
        diffConfig: answering(async () => new messages.DiffResponse!()),
        configure: answering(async (request: { getArgs(): Message | undefined }) => {
            await served.configure(settingsIn(request.getArgs()));
            return new messages.ConfigureResponse!()
                .setAcceptsecrets(true)
                .setAcceptresources(true)
                .setAcceptoutputs(true);
        }),
        read: answering(async (request: ReadRequest) => {
            const found = await served.read(
                request.getId(),
                request.getUrn(),
                settingsIn(request.getProperties()),
                settingsIn(request.getInputs()),
            );
            return new messages.ReadResponse!()
                .setId(found.id)
                .setProperties(Struct.fromJavaScript(found.props))
                .setInputs(Struct.fromJavaScript(found.inputs));
        }),
    };
}

interface ReadRequest {
    getId(): string;
    getUrn(): string;
    getProperties(): Message | undefined;
    getInputs(): Message | undefined;
}

/** A call of the protocol, answered or refused. */
function answering<Request>(answer: (request: Request) => Promise<unknown>): Call {
    return ({ request }, reply) => {
        answer(request).then(
            (message) => reply(undefined, message),
            (error) => reply(error),
        );
    };
}
