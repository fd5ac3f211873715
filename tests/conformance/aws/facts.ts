import type { AwsOptions, EmbeddedAws } from "../../sandbox/aws";
import type { Properties } from "../../sandbox/aws/plugin/resourceType";

/** The first difference between what was expected and what came, as a sentence; nothing when there is none. */
export type Verdict = string | undefined;

/** One thing that is done to the account, and how it answers. */
export interface Step {
    readonly does: string;
    run(bench: Bench): Promise<Verdict>;
}

/** What the steps of a case work with. */
export interface Bench {
    readonly aws: EmbeddedAws;
    readonly engine: PluginCaller;
}

/** Something that AWS, its provider or Pulumi's bridge was seen to do, or is documented to. */
export interface Fact {
    /** A sentence. */
    readonly fact: string;
    /** Where it was read or seen. */
    readonly source: string;
    readonly account?: AwsOptions;
    readonly steps: readonly Step[];
}

export interface FactGroup {
    readonly title: string;
    readonly facts: readonly Fact[];
}

/** A resource of a program. */
export interface Declaration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
    readonly ignoreChanges?: readonly string[];
    /** The id of what is to be imported. */
    readonly import?: string;
}

/** What an `up` does with one resource. */
export interface Outcome {
    /** `created`, `unchanged`, `updated: tags, tagsAll`, `replaced: arn`, `deleted before replaced: …`, `failed: …`. */
    readonly result: string;
    readonly id: string;
    readonly state: Properties;
    /** What the plugin said to the engine past its answers, as `error: …` or `warning: …`. */
    readonly logs: readonly string[];
}

/** The engine's part of the conversation with a plugin. */
export interface PluginCaller {
    configure(settings: Properties): Promise<void>;
    up(declaration: Declaration): Promise<Outcome>;
    /** Takes over what AWS has now. */
    refresh(name: string): Promise<Outcome>;
    remove(name: string): Promise<Outcome>;
    invoke(
        token: string,
        args: Properties,
    ): Promise<{ answer: Properties | string; logs: readonly string[] }>;
    close(): void;
}
