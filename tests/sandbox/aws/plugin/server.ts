import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { method, type Plugin, servePlugin } from "../../pulumiPlugin";
import type { Sandbox } from "../sandbox";
import { callerOf, nested } from "./caller";
import { check } from "./check";
import { logged, warnOfGone } from "./diagnostics";
import { deletesBeforeReplace, differences } from "./differences";
import { invoke } from "./functions";
import * as messages from "./messages";
import { fromStruct, nameOf, tokenOf } from "./messages";
import * as cloud from "./provider";
import type { Properties } from "./resourceType";
import * as standIn from "./standIn";
import type { DefaultTags } from "./tags";
import { withoutSecrets } from "./values";

const RELEASE = { name: "aws", version: "7.48.0" };

/** A provider, as its connection has configured it. */
type Configured = standIn.StandIn;

/** One state cannot be two Regions: a provider that is configured for another one is refused. */
function configure(sandbox: Sandbox, request: proto.ConfigureRequest): Configured {
    const settings = withoutSecrets(fromStruct(request.getArgs())) as Properties;
    const { account } = sandbox;
    if (settings.region !== undefined && settings.region !== account.region) {
        throw new Error(`The sandbox is the Region ${account.region}; it has no ${settings.region}.`);
    }
    const { tags = {} } = nested<{ tags?: DefaultTags }>(settings.defaultTags, {});
    return { sandbox: { ...sandbox, caller: callerOf(account, settings) }, defaultTags: tags };
}

/** AWS itself, in the words of Pulumi's plugins: what the real bridge calls where it is at hand. */
function cloudService(sandbox: Sandbox): UntypedServiceImplementation {
    const providers = new Map<string, Configured>();
    const sandboxOf = (peer: string) => providers.get(peer)?.sandbox ?? sandbox;
    return {
        configure: method((request: proto.ConfigureRequest, peer) => {
            providers.set(peer, configure(sandbox, request));
            return messages.configureResponse();
        }),
        create: method((request: proto.CreateRequest, peer) => {
            const type = cloud.typeOf(tokenOf(request.getUrn()));
            return messages.createResponse(
                cloud.create(
                    sandboxOf(peer),
                    type,
                    fromStruct(request.getProperties()),
                    request.getPreview(),
                ),
            );
        }),
        read: method((request: proto.ReadRequest, peer) => {
            const type = cloud.typeOf(tokenOf(request.getUrn()));
            const [state, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
            return messages.readResponse(cloud.read(sandboxOf(peer), type, request.getId(), state, inputs));
        }),
        update: method((request: proto.UpdateRequest, peer) => {
            const type = cloud.typeOf(tokenOf(request.getUrn()));
            const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
            return messages.updateResponse(
                cloud.update(sandboxOf(peer), type, request.getId(), olds, news, request.getPreview()),
            );
        }),
        delete: method((request: proto.DeleteRequest, peer) => {
            const type = cloud.typeOf(tokenOf(request.getUrn()));
            cloud.remove(sandboxOf(peer), type, request.getId(), fromStruct(request.getProperties()));
            return new Empty();
        }),
        invoke: method((request: proto.InvokeRequest, peer) =>
            messages.invokeResponse(invoke(sandboxOf(peer), request.getTok(), fromStruct(request.getArgs()))),
        ),
    };
}

/** The whole plugin, as far as the sandbox knows how the real one answers. */
function standInService(sandbox: Sandbox): UntypedServiceImplementation {
    /** By connection, as is where the engine listens. */
    const providers = new Map<string, Configured>();
    const engines = new Map<string, string>();
    const providerOf = (peer: string) => providers.get(peer) ?? { sandbox, defaultTags: {} };
    return {
        attach: method((request: PluginAttach, peer) => {
            engines.set(peer, request.getAddress());
            return new Empty();
        }),
        checkConfig: method((request: proto.CheckRequest) =>
            messages.checkResponse({ inputs: fromStruct(request.getNews()), failures: [] }),
        ),
        configure: method((request: proto.ConfigureRequest, peer) => {
            providers.set(peer, configure(sandbox, request));
            return messages.configureResponse();
        }),
        check: method((request: proto.CheckRequest, peer) => {
            const urn = request.getUrn();
            const checked = check(cloud.typeOf(tokenOf(urn)), {
                logicalName: nameOf(urn),
                randomSeed: request.getRandomseed_asB64(),
                olds: fromStruct(request.getOlds()),
                news: fromStruct(request.getNews()),
                defaultTags: providerOf(peer).defaultTags,
            });
            return messages.checkResponse(checked);
        }),
        diff: method((request: proto.DiffRequest, peer) => {
            const type = cloud.typeOf(tokenOf(request.getUrn()));
            const [state, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
            const ignoreChanges = request.getIgnorechangesList();
            const { defaultTags } = providerOf(peer);
            const found = differences(type, state, news, { ignoreChanges, defaultTags });
            return messages.diffResponse(found, deletesBeforeReplace(type, news));
        }),
        create: method((request: proto.CreateRequest, peer) => {
            const [urn, inputs] = [request.getUrn(), fromStruct(request.getProperties())];
            const type = cloud.typeOf(tokenOf(urn));
            return logged(engines.get(peer), { token: type.token, urn }, () =>
                messages.createResponse(standIn.create(providerOf(peer), type, inputs, request.getPreview())),
            );
        }),
        read: method((request: proto.ReadRequest, peer) => {
            const urn = request.getUrn();
            const type = cloud.typeOf(tokenOf(urn));
            const [state, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
            return logged(
                engines.get(peer),
                { token: type.token, urn, doing: `refreshing ${urn}` },
                async () => {
                    const found = standIn.read(providerOf(peer), type, request.getId(), state, inputs);
                    if (!found) await warnOfGone(engines.get(peer), { token: type.token, urn });
                    return messages.readResponse(found);
                },
            );
        }),
        update: method((request: proto.UpdateRequest, peer) => {
            const urn = request.getUrn();
            const type = cloud.typeOf(tokenOf(urn));
            const change = {
                id: request.getId(),
                state: fromStruct(request.getOlds()),
                news: fromStruct(request.getNews()),
                ignoreChanges: request.getIgnorechangesList(),
                isPreview: request.getPreview(),
            };
            return logged(engines.get(peer), { token: type.token, urn, doing: `updating ${urn}` }, () =>
                messages.updateResponse(standIn.update(providerOf(peer), type, change)),
            );
        }),
        delete: method((request: proto.DeleteRequest, peer) => {
            const [urn, state] = [request.getUrn(), fromStruct(request.getProperties())];
            const type = cloud.typeOf(tokenOf(urn));
            return logged(engines.get(peer), { token: type.token, urn, doing: `deleting ${urn}` }, () => {
                standIn.remove(providerOf(peer), type, request.getId(), state);
                return new Empty();
            });
        }),
        invoke: method((request: proto.InvokeRequest, peer) => {
            const [token, args] = [request.getTok(), fromStruct(request.getArgs())];
            return logged(engines.get(peer), { token, urn: "", doing: `invoking ${token}` }, () =>
                messages.invokeResponse(invoke(providerOf(peer).sandbox, token, args)),
            );
        }),
    };
}

/** Serves the `aws` package of Pulumi. */
export function startPlugin(sandbox: Sandbox): Promise<Plugin> {
    return servePlugin(RELEASE, standInService(sandbox));
}

/** Serves what the real bridge takes for AWS. */
export function startCloud(sandbox: Sandbox): Promise<Plugin> {
    return servePlugin(RELEASE, cloudService(sandbox));
}
