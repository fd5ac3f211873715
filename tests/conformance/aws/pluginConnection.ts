import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

const SEVERITIES: Readonly<Record<number, string>> = {
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
};

/** A connection to a plugin as the engine has one, with the engine's own ear for what the plugin logs. */
export class PluginConnection {
    private constructor(
        private readonly client: ResourceProviderClient,
        private readonly ear: grpc.Server,
        private readonly heard: string[],
    ) {}

    static async open(port: number): Promise<PluginConnection> {
        const heard: string[] = [];
        const ear = new grpc.Server();
        ear.addService(EngineService, {
            log({ request }: { request: LogRequest }, callback: grpc.sendUnaryData<Empty>) {
                const severity = SEVERITIES[request.getSeverity()];
                if (severity !== undefined) {
                    heard.push(`${severity}: ${request.getMessage()}`);
                }
                callback(null, new Empty());
            },
        });
        const earPort = await new Promise<number>((done, failed) => {
            ear.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
                error ? failed(error) : done(bound),
            );
        });
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
            // Otherwise two of this process share one connection, and so one provider.
            "grpc.use_local_subchannel_pool": 1,
        });
        const connection = new PluginConnection(client, ear, heard);
        const attach = new PluginAttach();
        attach.setAddress(`127.0.0.1:${earPort}`);
        await connection.send("attach", attach);
        return connection;
    }

    send<Response>(method: string, request: unknown): Promise<Response> {
        return new Promise((done, failed) => {
            const callback = (error: grpc.ServiceError | null, response: unknown) =>
                error ? failed(new Error(error.details)) : done(response as Response);
            const call = this.client[method as "attach"] as (request: unknown, callback: unknown) => void;
            call.call(this.client, request, callback);
        });
    }

    /** What was logged since the last time. */
    takeLogs(): string[] {
        return this.heard.splice(0);
    }

    close(): void {
        this.client.close();
        this.ear.forceShutdown();
    }
}
