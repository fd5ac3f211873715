import type * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import { type MockedAccountOptions, type MockedCall, openAccount, type Properties } from "./account";
import { make, problemsOf } from "./outputs";
import { reveal } from "./secrets";

/** Options for mocking AWS and StarRocks. */
export interface MockOptions extends MockedAccountOptions {
    /**
     * Results of functions, by token, such as `aws:eks/getCluster:getCluster`; they override the mocks' own. Calling a
     * function without a result is an error. Default: none.
     */
    readonly calls?: Readonly<Record<string, MockedCall>>;
    /** Outputs of resources in addition to their inputs, by type token; they override the mocks' own. Default: none. */
    readonly outputs?: Readonly<Record<string, (resource: MockedInputs) => Properties>>;
}

/** A resource whose outputs are requested. */
export interface MockedInputs {
    /** Name in the program. */
    readonly name: string;
    /** Inputs, with secrets as plain values. */
    readonly inputs: Properties;
}

/** The refusals; the program itself only learns that an output of a resource isn't available. */
export interface RecordedRefusals {
    /** One message per resource and problem, as a preview would print it. */
    readonly refusals: readonly string[];
}

/**
 * Mocks for `pulumi.runtime.setMocks` that answer as an AWS account and StarRocks would, without a network: ids, ARNs,
 * names, and the look-ups that the components make at preview. Later look-ups find what the program creates.
 *
 * A resource of this package that a preview would refuse is refused here too.
 */
export function createMocks(options: MockOptions = {}): pulumi.runtime.Mocks & RecordedRefusals {
    const account = openAccount(options);
    const calls = { ...account.calls, ...options.calls };
    const refusals: string[] = [];
    return {
        refusals,
        newResource: ({ type, name, inputs: given }) => {
            const inputs = reveal(given).value as Properties;
            const problems = [
                ...problemsOf(type, name, inputs, (key) => runtime.getConfig(key)),
                ...account.problemsOf(type, inputs),
            ];
            if (problems.length > 0) {
                refusals.push(...problems);
                throw new Error(problems.join("\n"));
            }
            const { id, outputs } = make(type, { logicalName: name, inputs, place: account.place });
            const state = { ...given, ...outputs, ...options.outputs?.[type]?.({ name, inputs }) };
            account.add(type, state);
            return { id, state };
        },
        call: ({ token, inputs }) => {
            try {
                return (calls[token] ?? unanswered(token))(inputs);
            } catch (error) {
                // The SDK shows a gRPC error's details, not its message.
                throw Object.assign(error as Error, { details: (error as Error).message });
            }
        },
    };
}

function unanswered(token: string): MockedCall {
    return () => {
        throw new Error(`the program calls ${token}: give its result in the option calls`);
    };
}
