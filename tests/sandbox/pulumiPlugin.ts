import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A plugin of Pulumi in this process; the engine attaches to it by PULUMI_DEBUG_PROVIDERS. */
export interface Plugin {
    readonly port: number;
    close(): void;
}

/** The package whose plugin is served, and its release. */
export interface PluginPackage {
    readonly name: string;
    readonly version: string;
}

/** A gRPC method as a function from request to response; what it throws becomes the call's error. */
export function method<Request, Response>(
    /** The peer is one connection of one engine: its provider, as it was configured. */
    answer: (request: Request, peer: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return async (call, callback) => {
        try {
            callback(null, await answer(call.request, call.getPeer()));
        } catch (error) {
            const details = error instanceof Error ? error.message : String(error);
            callback({ code: grpc.status.UNKNOWN, details });
        }
    };
}

/** Serves a package's plugin: what all plugins answer alike, and the methods that are the package's own. */
export async function servePlugin(
    { name, version }: PluginPackage,
    methods: grpc.UntypedServiceImplementation,
): Promise<Plugin> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
    server.addService(ResourceProviderService, { ...commonMethods({ name, version }), ...methods });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        );
    });
    return { port, close: () => server.forceShutdown() };
}

function commonMethods({ name, version }: PluginPackage): grpc.UntypedServiceImplementation {
    return {
        attach: method(() => new Empty()),
        cancel: method(() => new Empty()),
        getPluginInfo: method(() => {
            const info = new PluginInfo();
            info.setVersion(version);
            return info;
        }),
        getSchema: method(() => {
            const response = new proto.GetSchemaResponse();
            response.setSchema(JSON.stringify({ name, version }));
            return response;
        }),
        diffConfig: method(() => new proto.DiffResponse()),
    };
}
