import { isDeepStrictEqual } from "node:util";
import type { provider } from "@pulumi/pulumi";
import { withoutUnmistakableSecrets } from "../../common/knownSecrets";
import type { Failure } from "./arguments";
import { aboutResource, warn } from "./engineLog";
import { isImported } from "./imports";
import { type Kind, kindOf } from "./kinds";
import { type Marked, marked, withoutMarks } from "./secretMarks";
import { inWordsOfPlugin } from "./settings";
import { parseUrn } from "./types";

/** The providers' resources as the engine calls a plugin for them: with marks of secrets, and with a URN for each. */

type Crud = Required<Pick<provider.Provider, "check" | "diff" | "create" | "update" | "delete">>;

export const resources: Crud & {
    read(
        id: string,
        urn: string,
        props: Marked,
        inputs: Marked,
    ): Promise<provider.ReadResult & { readonly id: string }>;
} = {
    async check(urn, olds: Marked, news: Marked) {
        return await aboutResource(urn, async () => {
            const { provider, read } = kindFor(urn);
            const { inputs, failures, warnings = [] } = read(urn, news);
            warnings.forEach(warn);
            const checked =
                failures.length > 0 ? { inputs, failures } : await provider.check(withoutMarks(olds), inputs);
            return {
                inputs: marked(checked.inputs as object, news),
                failures: (checked.failures ?? [])
                    .filter(({ property }: Failure) => !isOld(property, olds, news))
                    .map(({ property, reason }: Failure) => ({ property, reason: inWordsOfPlugin(reason) })),
            };
        });
    },
    async diff(id, urn, olds: Marked, news: Marked) {
        const { provider, importing } = kindFor(urn);
        const [old, wanted] = [withoutMarks<object>(olds), withoutMarks<object>(news)];
        const differs = await provider.diff(id, old, wanted);
        return importing !== undefined && isImported(old) && importing.isAsFound(old, wanted)
            ? { changes: false }
            : differs;
    },
    async create(urn, inputs: Marked) {
        return await told(urn, [inputs], async () => {
            const { id, outs } = await kindFor(urn).provider.create(withoutMarks(inputs));
            return { id, outs: marked(outs, inputs) };
        });
    },
    async read(id, urn, props: Marked, inputs: Marked) {
        return await told(urn, [props, inputs], async () => {
            const { provider, importing } = kindFor(urn);
            const [state, given] = [withoutMarks<Members>(props), withoutMarks<Members>(inputs)];
            const found =
                importing !== undefined && !importing.isKnown(state)
                    ? await importing.find(
                          id,
                          urn,
                          (state.connection ?? given.connection) as object | undefined,
                      )
                    : await provider.read(
                          id,
                          importing !== undefined && isImported(state)
                              ? importing.completed(state, given)
                              : state,
                      );
            return {
                id: found.id ?? "",
                props: marked(found.props ?? {}, props, inputs),
                inputs: marked(found.inputs ?? {}, props, inputs),
            };
        });
    },
    async update(id, urn, olds: Marked, news: Marked) {
        return await told(urn, [olds, news], async () => {
            const { outs } = await kindFor(urn).provider.update(id, withoutMarks(olds), withoutMarks(news));
            return { outs: marked(outs, news) };
        });
    },
    async delete(id, urn, props: Marked) {
        await told(urn, [props], () => kindFor(urn).provider.delete(id, withoutMarks(props)));
    },
};

type Members = Readonly<Record<string, unknown>>;

/**
 * True for a fault of a property of a catalog that is as it was: `pulumi import` has what it found checked, masks of
 * StarRocks among it, which only a program may not give.
 */
function isOld(property: string, olds: Marked, news: Marked): boolean {
    return property.startsWith("properties[") && isDeepStrictEqual(withoutMarks(olds), withoutMarks(news));
}

function kindFor(urn: string): Kind {
    return kindOf(parseUrn(urn).type);
}

/** What the engine reads of an error of a resource that was made and doesn't work. */
interface Unfinished {
    readonly properties?: object;
    readonly reasons?: readonly string[];
}

/** What went wrong, in words of the plugin, and with the marks of what the state is to keep. */
async function told<Result>(
    urn: string,
    origins: readonly Marked[],
    work: () => Promise<Result>,
): Promise<Result> {
    try {
        return await aboutResource(urn, work);
    } catch (error) {
        const failed = error as Error & Unfinished;
        failed.message = inWordsOfPlugin(withoutUnmistakableSecrets(failed.message));
        Object.assign(failed, {
            ...(failed.properties && { properties: marked(failed.properties, ...origins) }),
            ...(failed.reasons && { reasons: failed.reasons.map(inWordsOfPlugin) }),
        });
        throw failed;
    }
}
