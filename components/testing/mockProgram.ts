import * as pulumi from "@pulumi/pulumi";
import { SANDBOX_VARIABLE } from "../integration/sandbox";
import { createMocks, type MockOptions } from "./mocks";
import { loadProgram } from "./program/load";
import { readProject } from "./project";
import { type MockedResource, record } from "./recorded";
import { orRejected } from "./rejections";

/** Options for running a program. */
export interface MockProgramOptions extends MockOptions {
    /**
     * The stack's configuration by full key, such as `starrocks:host`; it overrides the project's files. Give the
     * secrets of those files here, because only Pulumi can decrypt them. Default: none.
     */
    readonly config?: Readonly<Record<string, string>>;
    /**
     * Name of the project, the namespace of `new pulumi.Config()`. Default: the name in `Pulumi.yaml` if `stack` is
     * set, else `project`.
     */
    readonly project?: string;
    /**
     * Name of the stack. If set, a program that is a file gets the configuration in `Pulumi.<stack>.yaml` and the
     * defaults in `Pulumi.yaml`, if such files exist in its folder or above it. Default: `stack`, without reading
     * files.
     */
    readonly stack?: string;
}

/** The resources that a program registered, and its outputs. */
export interface MockedProgram {
    /** In the order in which they were registered. */
    readonly resources: readonly MockedResource[];
    /** The stack's outputs: what the program exports, or what its function returns. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The resource with this name; throws if there is none, or more than one. */
    resource(name: string): MockedResource;
    /** The resources of this type, such as `aws:iam/policy:Policy`. */
    ofType(type: string): MockedResource[];
}

/**
 * Runs a program against mocks of AWS and StarRocks, without network, engine or state. Works with CommonJS programs and
 * ES modules, in JavaScript and TypeScript, in any test runner: Mocha, Jest, Vitest, Node.js' own.
 *
 * All outputs are known, as after an `up`. Transforms are applied, including the stack's.
 *
 * @param program the absolute path of the program's main file, which is loaded anew each time with the modules that it
 * imports from the project; or a function.
 * @param options the mocked account, the mocks' answers, and the stack's configuration.
 * @throws the error with which a preview would refuse the program.
 */
export async function mockProgram(
    program: string | (() => unknown),
    options: MockProgramOptions = {},
): Promise<MockedProgram> {
    const { project, stack, config } = settled(program, options);
    const mocks = createMocks(options);
    await pulumi.runtime.setMocks(mocks, project, stack, false);
    const configBefore = pulumi.runtime.allConfig();
    pulumi.runtime.setAllConfig({ ...config });
    const resources = record();
    const sandbox = process.env[SANDBOX_VARIABLE];
    delete process.env[SANDBOX_VARIABLE];
    try {
        const outputs = await orRejected(async () => {
            try {
                return await pulumi.runtime.runInPulumiStack(async () => run(program));
            } finally {
                await pulumi.runtime.disconnect();
            }
        });
        return { resources, outputs: outputs ?? {}, ...finders(resources) };
    } catch (error) {
        throw mocks.refusals.length > 0 ? new Error(mocks.refusals.join("\n")) : withoutPaths(error);
    } finally {
        pulumi.runtime.setAllConfig(configBefore);
        if (sandbox !== undefined) {
            process.env[SANDBOX_VARIABLE] = sandbox;
        }
    }
}

/** Pulumi puts the way that an error has taken before its message, once for every resource that needs the value. */
function withoutPaths(error: unknown): unknown {
    if (error instanceof Error) {
        error.message = error.message.replace(/^(error serializing property "[^"]*": )+/, "");
    }
    return error;
}

function run(program: string | (() => unknown)): unknown {
    return typeof program === "function" ? program() : loadProgram(program);
}

/** The options with what the project's files say, where a stack is asked for. */
function settled(
    program: string | (() => unknown),
    { project, stack, config = {} }: MockProgramOptions,
): Required<Pick<MockProgramOptions, "project" | "stack" | "config">> {
    const files =
        typeof program === "string" && stack !== undefined ? readProject(program, stack) : undefined;
    const missing = Object.entries(files?.secrets ?? {}).filter(([key]) => !(key in config));
    if (missing.length > 0) {
        const keys = missing.map(([key]) => key).join(", ");
        throw new Error(
            `${missing[0]![1]} has secrets that only Pulumi can decrypt: give their values in the option ` +
                `config: ${keys}`,
        );
    }
    return {
        project: project ?? files?.project ?? "project",
        stack: stack ?? "stack",
        config: { ...files?.config, ...config },
    };
}

function finders(resources: readonly MockedResource[]): Pick<MockedProgram, "resource" | "ofType"> {
    return {
        resource: (name) => {
            const [found, ...more] = resources.filter((resource) => resource.name === name);
            if (found === undefined || more.length > 0) {
                const names = resources.map((resource) => resource.name).join(", ");
                throw new Error(
                    `${found === undefined ? "no" : "more than one"} resource is named ${name}; there are: ${names}`,
                );
            }
            return found;
        },
        ofType: (type) => resources.filter((resource) => resource.type === type),
    };
}
