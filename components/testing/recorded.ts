import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { getMonitor } from "@pulumi/pulumi/runtime";
import type { Properties } from "./account";
import { reveal } from "./secrets";
import { type StackTransforms, Transforms } from "./transforms";

/** A resource as a program registered it. */
export interface MockedResource {
    /** Type token, such as `aws:iam/policy:Policy`. */
    readonly type: string;
    /** Name in the program. */
    readonly name: string;
    /** Inputs, including secrets. */
    readonly inputs: Properties;
    /** Paths of the inputs that are secrets, such as `connection.password` or `properties["aws.s3.secret_key"]`. */
    readonly secrets: readonly string[];
    /** Name of the parent component. */
    readonly parent?: string;
    /** Names of the resources that it depends on. */
    readonly dependsOn: readonly string[];
    /** True if Pulumi refuses to delete the resource. */
    readonly protect: boolean;
    /** True if Pulumi keeps the real resource when it deletes this one from the stack. */
    readonly retainOnDelete: boolean;
    /** Whether a replacement deletes the old resource first; omitted if the provider decides. */
    readonly deleteBeforeReplace?: boolean;
    /** Paths of the inputs whose changes Pulumi ignores; `*` for all. */
    readonly ignoreChanges: readonly string[];
    /** Id of the existing resource to import. */
    readonly importId?: string;
}

interface Monitor extends StackTransforms {
    registerResource(
        request: RegisterResourceRequest,
        done: (error: Error | null, response?: RegisterResourceResponse) => void,
    ): void;
}

/** Lets the monitor of the mocks apply transforms, and write down what is registered from now on. */
export function record(): MockedResource[] {
    const monitor = getMonitor() as unknown as Monitor;
    const transforms = new Transforms(monitor);
    const resources: MockedResource[] = [];
    const registerResource = monitor.registerResource.bind(monitor);
    monitor.registerResource = async (request, done) => {
        if (request.getType() !== STACK) {
            try {
                await transforms.apply(request);
            } catch (error) {
                done(error as Error);
                return;
            }
            resources.push(recorded(request, resources));
        }
        registerResource(request, (error, response) => {
            if (response !== undefined) {
                transforms.add(response.getUrn(), request);
            }
            done(error, response);
        });
    };
    return resources;
}

const STACK = "pulumi:pulumi:Stack";

function recorded(request: RegisterResourceRequest, before: readonly MockedResource[]): MockedResource {
    const parent = resourceIn(request.getParent());
    const { value, secrets } = reveal(request.getObject()?.toJavaScript() ?? {});
    // The provider of a dynamic resource is no input that anybody gives.
    const { __provider: _, ...inputs } = value as Properties;
    return {
        type: request.getType(),
        name: request.getName(),
        inputs,
        secrets,
        parent: parent.type === STACK ? undefined : parent.name,
        dependsOn: request
            .getDependenciesList()
            .map((urn) => resourceIn(urn).name)
            .sort(),
        protect: request.getProtect() ?? false,
        // The SDK hands protection down to children; this is left to the engine.
        retainOnDelete: request.hasRetainondelete()
            ? (request.getRetainondelete() ?? false)
            : before.some(
                  ({ type, name, retainOnDelete }) =>
                      type === parent.type && name === parent.name && retainOnDelete,
              ),
        deleteBeforeReplace: request.getDeletebeforereplacedefined()
            ? request.getDeletebeforereplace()
            : undefined,
        ignoreChanges: request.getIgnorechangesList(),
        importId: request.getImportid() || undefined,
    };
}

/** Type and name of the resource that a URN is of. */
function resourceIn(urn: string): { readonly type?: string; readonly name: string } {
    const [types, ...name] = urn.split("::").slice(2);
    return { type: types?.split("$").at(-1), name: name.join("::") };
}
