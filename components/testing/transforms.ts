import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import {
    type RegisterResourceRequest,
    TransformRequest,
    TransformResourceOptions,
    TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { getCallbacks } from "@pulumi/pulumi/runtime";
import * as state from "@pulumi/pulumi/runtime/state";

/** What the mocks' monitor answers to `registerStackTransform`; in some releases of Pulumi it has none. */
export interface StackTransforms {
    registerStackTransform?(callback: Callback, done: (error: null, response: object) => void): void;
}

/** What the SDK exports without declaring it. */
interface WithStore {
    getStore(): { supportsTransforms: boolean };
}

/** Calls the transforms of a program, which is the engine's part and Pulumi's mocks don't do. */
export class Transforms {
    private readonly ofStack: Callback[] = [];
    private readonly ofComponents = new Map<string, { readonly own: Callback[]; readonly parent: string }>();

    constructor(monitor: StackTransforms) {
        // Mocks of older releases say that there are no transforms, and Pulumi then refuses programs that have some.
        (state as unknown as WithStore).getStore().supportsTransforms = true;
        monitor.registerStackTransform = (callback, done) => {
            this.ofStack.push(callback);
            done(null, {});
        };
    }

    /** Changes a request as the resource's own transforms say, then those of what it is part of, then the stack's. */
    async apply(request: RegisterResourceRequest): Promise<void> {
        const callbacks = [
            ...request.getTransformsList(),
            ...this.inherited(request.getParent()),
            ...this.ofStack,
        ];
        for (const callback of callbacks) {
            await transform(request, callback.getToken());
        }
    }

    /** Lets the children of a resource inherit its transforms. */
    add(urn: string, request: RegisterResourceRequest): void {
        this.ofComponents.set(urn, { own: request.getTransformsList(), parent: request.getParent() });
    }

    private inherited(urn: string): Callback[] {
        const component = this.ofComponents.get(urn);
        return component === undefined ? [] : [...component.own, ...this.inherited(component.parent)];
    }
}

async function transform(request: RegisterResourceRequest, token: string): Promise<void> {
    const asked = new TransformRequest();
    asked.setType(request.getType());
    asked.setName(request.getName());
    asked.setCustom(request.getCustom());
    asked.setParent(request.getParent());
    asked.setProperties(request.getObject());
    asked.setOptions(optionsOf(request));
    const answer = TransformResponse.deserializeBinary(await call(token, asked.serializeBinary()));
    request.setObject(answer.getProperties());
    const options = answer.getOptions();
    if (options !== undefined) {
        setOptions(request, options);
    }
}

/** The part of Pulumi's callback server that the engine calls, by gRPC. */
interface Callbacks {
    invoke(
        call: { readonly request: CallbackInvokeRequest },
        done: (
            error: { readonly details?: string } | null,
            response?: { getResponse_asU8(): Uint8Array },
        ) => void,
    ): void;
}

function call(token: string, argument: Uint8Array): Promise<Uint8Array> {
    const request = new CallbackInvokeRequest();
    request.setToken(token);
    request.setRequest(argument);
    return new Promise((done, failed) => {
        (getCallbacks() as unknown as Callbacks).invoke({ request }, (error, response) =>
            response === undefined ? failed(new Error(error?.details)) : done(response.getResponse_asU8()),
        );
    });
}

function optionsOf(request: RegisterResourceRequest): TransformResourceOptions {
    const options = new TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    options.setAliasesList(request.getAliasesList());
    options.setProvider(request.getProvider());
    options.setVersion(request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    options.setDeletedWith(request.getDeletedwith());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setImport(request.getImportid());
    if (request.hasProtect()) {
        options.setProtect(request.getProtect() ?? false);
    }
    if (request.hasRetainondelete()) {
        options.setRetainOnDelete(request.getRetainondelete() ?? false);
    }
    if (request.getDeletebeforereplacedefined()) {
        options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
    return options;
}

function setOptions(request: RegisterResourceRequest, options: TransformResourceOptions): void {
    request.setDependenciesList(options.getDependsOnList());
    request.setIgnorechangesList(options.getIgnoreChangesList());
    request.setReplaceonchangesList(options.getReplaceOnChangesList());
    request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
    request.setAliasesList(options.getAliasesList());
    request.setProvider(options.getProvider());
    request.setVersion(options.getVersion());
    request.setPlugindownloadurl(options.getPluginDownloadUrl());
    request.setDeletedwith(options.getDeletedWith());
    request.setCustomtimeouts(options.getCustomTimeouts());
    request.setImportid(options.getImport());
    if (options.hasProtect()) {
        request.setProtect(options.getProtect() ?? false);
    }
    if (options.hasRetainOnDelete()) {
        request.setRetainondelete(options.getRetainOnDelete() ?? false);
    }
    if (options.hasDeleteBeforeReplace()) {
        request.setDeletebeforereplacedefined(true);
        request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
    }
}
