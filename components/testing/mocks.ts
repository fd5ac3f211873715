import type * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import { type MockedAccountOptions, type MockedCall, openAccount, type Properties } from "./account";
import { make, problemsOf } from "./outputs";
import { reveal } from "./secrets";

/** How AWS and StarRocks are mocked. */
export interface MockOptions extends MockedAccountOptions {
    /**
     * Answers of functions, by token, such as `aws:eks/getCluster:getCluster`; they win over the mocks' own. A
     * function that nobody answers is an error. Default: none.
     */
    readonly calls?: Readonly<Record<string, MockedCall>>;
    /** Outputs of resources beside their inputs, by type token; they win over the mocks' own. Default: none. */
    readonly outputs?: Readonly<Record<string, (resource: MockedInputs) => Properties>>;
}

/** A resource that outputs are wanted for. */
export interface MockedInputs {
    /** Name in the program. */
    readonly name: string;
    /** Inputs, secrets too as plain values. */
    readonly inputs: Properties;
}

/** What was refused; the program itself is only told that an output of a resource can't be had. */
export interface RecordedRefusals {
    /** One message per resource and fault, as a preview would print it. */
    readonly refusals: readonly string[];
}

/**
 * Mocks for `pulumi.runtime.setMocks` that answer like an AWS account and StarRocks would, without any network: ids,
 * ARNs, names, and what the components look up at preview. What the program makes is found by its later look-ups.
 *
 * A resource of this package that a preview would refuse is refused here as well.
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
        throw new Error(`the program calls ${token}: say in the option calls what it answers`);
    };
}
