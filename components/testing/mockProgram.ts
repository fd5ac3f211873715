import { dirname, sep } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { createMocks, type MockOptions } from "./mocks";
import { type MockedResource, record } from "./recorded";

/** How a program is run. */
export interface MockProgramOptions extends MockOptions {
    /** The stack's configuration by full keys, such as `starrocks:host`. Default: none. */
    readonly config?: Readonly<Record<string, string>>;
    /** Name of the project, the namespace of `new pulumi.Config()`. Default: `project`. */
    readonly project?: string;
    /** Name of the stack. Default: `stack`. */
    readonly stack?: string;
}

/** What a program has registered, and its outputs. */
export interface MockedProgram {
    /** In the order in which they were registered. */
    readonly resources: readonly MockedResource[];
    /** The stack's outputs: what the program exports, or its function returns. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The one resource of a name; throws if there is none, or more than one. */
    resource(name: string): MockedResource;
    /** The resources of a type, such as `aws:iam/policy:Policy`. */
    ofType(type: string): MockedResource[];
}

/**
 * Runs a program against mocks of AWS and StarRocks, without network, engine or state.
 *
 * All outputs are known, as after an `up`. The component's `transforms` are not applied: Pulumi's mocks don't have
 * them.
 *
 * @param program the absolute path of the program's main file, which is loaded anew each time, or a function.
 * @param options what the account looks like, what the mocks answer, and the stack's configuration.
 * @throws what a preview of the program would be refused with.
 */
export async function mockProgram(
    program: string | (() => unknown),
    { config = {}, project = "project", stack = "stack", ...options }: MockProgramOptions = {},
): Promise<MockedProgram> {
    const mocks = createMocks(options);
    await pulumi.runtime.setMocks(mocks, project, stack, false);
    const configBefore = pulumi.runtime.allConfig();
    pulumi.runtime.setAllConfig(config);
    const resources = record();
    try {
        const outputs = await orRejected(async () => {
            try {
                return await pulumi.runtime.runInPulumiStack(async () => load(program));
            } finally {
                await pulumi.runtime.disconnect();
            }
        });
        return { resources, outputs: outputs ?? {}, ...finders(resources) };
    } catch (error) {
        throw mocks.refusals.length > 0 ? new Error(mocks.refusals.join("\n")) : withoutPaths(error);
    } finally {
        pulumi.runtime.setAllConfig(configBefore);
    }
}

/** Fails too with a rejection that nobody has handled: errors in an `apply` are nothing else to Pulumi. */
async function orRejected<Result>(run: () => Promise<Result>): Promise<Result> {
    const failures: unknown[] = [];
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    // Pulumi before 3.260 waits for ever for a resource whose inputs were rejected.
    const rejected = new Promise<undefined>((done) => {
        process.on("unhandledRejection", (reason) => {
            failures.push(reason);
            done(undefined);
        });
    });
    const ended = run().catch((error: unknown) => void failures.push(error));
    const result = await Promise.race([ended, rejected]);
    // Node.js tells of them when all promises have been worked off.
    await nextTurn();
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) {
        process.on("unhandledRejection", listener);
    }
    if (failures.length > 0) {
        forgetPromises();
        throw failures[0];
    }
    return result as Result;
}

/** Or Pulumi fails the process at its exit for the promises that a refused program has left pending. */
function forgetPromises(): void {
    const { leakedPromises } = debuggable as { leakedPromises?: () => unknown };
    leakedPromises?.();
}

/** Pulumi puts the way that an error has taken before its message, once for every resource that needs the value. */
function withoutPaths(error: unknown): unknown {
    if (error instanceof Error) {
        error.message = error.message.replace(/^(error serializing property "[^"]*": )+/, "");
    }
    return error;
}

function load(program: string | (() => unknown)): unknown {
    if (typeof program === "function") {
        return program();
    }
    const file = require.resolve(program);
    const folder = dirname(file) + sep;
    for (const loaded of Object.keys(require.cache)) {
        if (loaded.startsWith(folder) && !loaded.includes(`${sep}node_modules${sep}`)) {
            delete require.cache[loaded];
        }
    }
    return require(file);
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
