import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { CheckResult } from "./check";
import type { Difference, Kind } from "./differences";
import type { ReadResult, State } from "./provider";
import type { Properties } from "./resourceType";

/** Between the plugin's own values and the messages of Pulumi's protocol. */

export const fromStruct = (struct: Struct | undefined) => (struct?.toJavaScript() ?? {}) as Properties;

const toStruct = (properties: Properties) =>
    Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

export const tokenOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";
export const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

export function configureResponse(): proto.ConfigureResponse {
    const response = new proto.ConfigureResponse();
    response.setSupportspreview(true);
    return response;
}

export function checkResponse({ inputs, failures }: CheckResult): proto.CheckResponse {
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

const kinds: Record<Kind | `${Kind}_REPLACE`, proto.PropertyDiff.Kind> = proto.PropertyDiff.Kind;

export function diffResponse(
    found: readonly Difference[],
    deletesBeforeReplace: boolean,
): proto.DiffResponse {
    const response = new proto.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    response.setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE);
    const roots = (paths: readonly { path: string }[]) => [
        ...new Set(paths.map(({ path }) => path.split(/[.[]/)[0] ?? path)),
    ];
    const replacing = found.filter(({ replaces }) => replaces);
    response.setDiffsList(roots(found));
    response.setReplacesList(roots(replacing));
    response.setDeletebeforereplace(replacing.length > 0 && deletesBeforeReplace);
    response.setHasdetaileddiff(true);
    for (const { path, kind, replaces } of found) {
        const difference = new proto.PropertyDiff();
        difference.setKind(kinds[replaces ? (`${kind}_REPLACE` as const) : kind]);
        response.getDetaileddiffMap().set(path, difference);
    }
    return response;
}

export function createResponse({ id, state }: State): proto.CreateResponse {
    const response = new proto.CreateResponse();
    response.setId(id);
    response.setProperties(toStruct(state));
    return response;
}

/** Without an id what is asked for is gone. */
export function readResponse(found: ReadResult | undefined): proto.ReadResponse {
    const response = new proto.ReadResponse();
    if (!found) return response;
    response.setId(found.id);
    response.setProperties(toStruct(found.state));
    response.setInputs(toStruct(found.inputs));
    return response;
}

export function updateResponse(state: Properties): proto.UpdateResponse {
    const response = new proto.UpdateResponse();
    response.setProperties(toStruct(state));
    return response;
}

export function invokeResponse(answer: Properties): proto.InvokeResponse {
    const response = new proto.InvokeResponse();
    response.setReturn(toStruct(answer));
    return response;
}
