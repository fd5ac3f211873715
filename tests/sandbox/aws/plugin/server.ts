import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { method, type Plugin, servePlugin } from "../../pulumiPlugin";
import type { Sandbox } from "../sandbox";
import { check } from "./check";
import { deletesBeforeReplace, differences, type Kind } from "./differences";
import { invoke } from "./functions";
import * as provider from "./provider";
import type { Properties } from "./resourceType";

const fromStruct = (struct: Struct | undefined) => (struct?.toJavaScript() ?? {}) as Properties;

const toStruct = (properties: Properties) =>
    Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

const kinds: Record<Kind | `${Kind}_REPLACE`, proto.PropertyDiff.Kind> = proto.PropertyDiff.Kind;

const tokenOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";
const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

function checkResponse(
    inputs: Properties,
    failures: { property: string; reason: string }[],
): proto.CheckResponse {
    const response = new proto.CheckResponse();
    response.setInputs(toStruct(inputs));
    response.setFailuresList(
        failures.map(({ property, reason }) => {
            const failure = new proto.CheckFailure();
            failure.setProperty(property);
            failure.setReason(reason);
            return failure;
        }),
    );
    return response;
}

function diffResponse(urn: string, olds: Properties, news: Properties): proto.DiffResponse {
    const type = provider.typeOf(tokenOf(urn));
    const found = differences(type, olds, news);
    const response = new proto.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    response.setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE);
    const roots = (paths: { path: string }[]) => [
        ...new Set(paths.map(({ path }) => path.split(/[.[]/)[0] ?? path)),
    ];
    response.setDiffsList(roots(found));
    response.setReplacesList(roots(found.filter(({ replaces }) => replaces)));
    response.setDeletebeforereplace(
        found.some(({ replaces }) => replaces) && deletesBeforeReplace(type, olds, news),
    );
    response.setHasdetaileddiff(true);
    for (const { path, kind, replaces } of found) {
        const difference = new proto.PropertyDiff();
        difference.setKind(kinds[replaces ? (`${kind}_REPLACE` as const) : kind]);
        difference.setInputdiff(true);
        response.getDetaileddiffMap().set(path, difference);
    }
    return response;
}

/** One state cannot be two Regions: a provider that is configured for another one is refused. */
function configure({ account }: Sandbox, request: proto.ConfigureRequest): proto.ConfigureResponse {
    const { region } = fromStruct(request.getArgs());
    if (region !== undefined && region !== account.region) {
        throw new Error(`The sandbox is the Region ${account.region}; it has no ${region}.`);
    }
    const response = new proto.ConfigureResponse();
    response.setSupportspreview(true);
    return response;
}

function service(sandbox: Sandbox): UntypedServiceImplementation {
    return {
        checkConfig: method((request: proto.CheckRequest) =>
            checkResponse(fromStruct(request.getNews()), []),
        ),
        configure: method((request: proto.ConfigureRequest) => configure(sandbox, request)),
        check: method((request: proto.CheckRequest) => {
            const urn = request.getUrn();
            const { inputs, failures } = check(provider.typeOf(tokenOf(urn)), {
                logicalName: nameOf(urn),
                randomSeed: request.getRandomseed_asB64(),
                olds: fromStruct(request.getOlds()),
                news: fromStruct(request.getNews()),
            });
            return checkResponse(inputs, failures);
        }),
        diff: method((request: proto.DiffRequest) =>
            diffResponse(request.getUrn(), fromStruct(request.getOldInputs()), fromStruct(request.getNews())),
        ),
        create: method((request: proto.CreateRequest) => {
            const type = provider.typeOf(tokenOf(request.getUrn()));
            const { id, state } = provider.create(
                sandbox,
                type,
                fromStruct(request.getProperties()),
                request.getPreview(),
            );
            const response = new proto.CreateResponse();
            response.setId(id);
            response.setProperties(toStruct(state));
            return response;
        }),
        read: method((request: proto.ReadRequest) => {
            const type = provider.typeOf(tokenOf(request.getUrn()));
            const state = fromStruct(request.getProperties());
            const found = provider.read(
                sandbox,
                type,
                request.getId(),
                state,
                fromStruct(request.getInputs()),
            );
            const response = new proto.ReadResponse();
            if (!found) return response;
            response.setId(found.id);
            response.setProperties(toStruct(found.state));
            response.setInputs(toStruct(found.inputs));
            return response;
        }),
        update: method((request: proto.UpdateRequest) => {
            const type = provider.typeOf(tokenOf(request.getUrn()));
            const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
            const response = new proto.UpdateResponse();
            response.setProperties(
                toStruct(provider.update(sandbox, type, request.getId(), olds, news, request.getPreview())),
            );
            return response;
        }),
        delete: method((request: proto.DeleteRequest) => {
            const type = provider.typeOf(tokenOf(request.getUrn()));
            provider.remove(sandbox, type, request.getId(), fromStruct(request.getProperties()));
            return new Empty();
        }),
        invoke: method((request: proto.InvokeRequest) => {
            const response = new proto.InvokeResponse();
            response.setReturn(toStruct(invoke(sandbox, request.getTok(), fromStruct(request.getArgs()))));
            return response;
        }),
    };
}

/** Serves the `aws` package of Pulumi. */
export function startPlugin(sandbox: Sandbox): Promise<Plugin> {
    return servePlugin({ name: "aws", version: "7.48.0" }, service(sandbox));
}
