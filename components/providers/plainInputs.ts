import { isDeepStrictEqual } from "node:util";
import { isUnknown, UNKNOWN } from "../common/unknown";
import { connectionProblems } from "../starrocks/connection/check";
import type { StackConfig } from "../starrocks/connection/configuration";
import { address } from "../starrocks/connection/frontends";
import { type ConnectionInputs, resolveConnection } from "../starrocks/connection/settings";
import { markedAs } from "./secretInputs";

/** Inputs as the engine knows them. */
export type PlainInputs = object;

/** The engine takes plain JSON only; a member that is undefined would be refused after the work is done. */
export function plain<Value>(value: Value): Value {
    return JSON.parse(JSON.stringify(value)) as Value;
}

/** The frontends as they show in a preview: where a resource lives is a part of it. */
export function frontendsOf(
    connection: ConnectionInputs | undefined,
    config: StackConfig,
): readonly string[] | undefined {
    if (
        isUnknown(connection) ||
        [connection?.host, connection?.port, connection?.hosts].flat().some(isUnknown)
    ) {
        return UNKNOWN as unknown as readonly string[];
    }
    // What is wrong is told by the check.
    if (connectionProblems(connection ?? {}, config).length > 0) {
        return undefined;
    }
    return resolveConnection(connection ?? {}, config).frontends.map(address);
}

/** What the frontends are called comes from the connection, whose parts may be secrets. */
export function withSecretFrontends<Inputs extends { readonly frontends?: readonly string[] }>(
    inputs: Inputs,
): Inputs {
    return inputs.frontends === undefined
        ? inputs
        : { ...inputs, frontends: markedAs(inputs, /^connection\.(host|hosts|port)\b/, inputs.frontends) };
}

/** The member in which the engine keeps the provider's code. */
const PROVIDER = "__provider";

/**
 * Leaves out inputs that an earlier release didn't have, as long as nothing else changes: a new release alone must not
 * show as a change. They come with the next change.
 *
 * @param added the inputs that came with later releases.
 */
export function withoutNews(olds: PlainInputs, news: PlainInputs, added: readonly string[]): PlainInputs {
    const absent = added.filter((key) => !(key in olds));
    if (absent.length === 0 || Object.keys(olds).length === 0) {
        return news;
    }
    const others = without(news, absent);
    return isDeepStrictEqual(without(others, [PROVIDER]), without(olds, [PROVIDER])) ? others : news;
}

function without(inputs: PlainInputs, keys: readonly string[]): PlainInputs {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));
}
