import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { method, type Plugin, servePlugin } from "./pulumiPlugin";

/**
 * Serves the `mysql` package of Pulumi as far as StarRocks can use it: a provider that keeps its settings, secrets
 * as secrets. Its resources read MySQL's own system tables, so there are none.
 */
export function startMysqlPlugin(): Promise<Plugin> {
    return servePlugin(
        { name: "mysql", version: "3.3.2" },
        {
            checkConfig: method((request: proto.CheckRequest) => {
                const response = new proto.CheckResponse();
                response.setInputs(request.getNews());
                return response;
            }),
            configure: method(() => {
                const response = new proto.ConfigureResponse();
                response.setAcceptsecrets(true);
                response.setSupportspreview(true);
                return response;
            }),
        },
    );
}
