import type { Account } from "../account/state";
import type { Principal } from "../authorization/principal";
import type { Faults } from "../faults";

export type Properties = Record<string, unknown>;

export interface Context {
    readonly account: Account;
    readonly faults: Faults;
    /** Whose rights the operation needs, and who becomes the creator. */
    readonly deployer: Principal;
}

export interface InputRule {
    readonly required?: boolean;
    /** A change replaces the resource. */
    readonly forceNew?: boolean;
    /** The text is a policy: how it is spelled doesn't matter. */
    readonly policy?: boolean;
    /** The order of the list doesn't matter. */
    readonly set?: boolean;
    /** Left out, AWS chooses; so taking it out of a program changes nothing. */
    readonly computed?: boolean;
    /** Never read back: what the program said last is all that is known. */
    readonly writeOnly?: boolean;
    /** An SDKv2 type's stands in the inputs that were checked, a Plugin-Framework type's only in the plan. */
    readonly default?: unknown;
}

export interface Failure {
    readonly property: string;
    readonly reason: string;
}

/** An IAM action that a step needs, always and on the type's own resource, unless told otherwise. */
export type Right = string | ParticularRight;

export interface ParticularRight {
    readonly action: string;
    /** The resource, where it isn't the type's own. */
    readonly arn?: (account: Account, properties: Properties) => string;
    /** Condition keys beside those of every request. */
    readonly context?: (properties: Properties) => Record<string, string>;
    /** Whether the AWS provider makes that call, by what the program says; only an update has old properties. */
    readonly when?: (news: Properties, olds: Properties) => boolean;
}

export type LifeCycleStep = "create" | "read" | "update" | "delete";

export interface Created {
    readonly id: string;
    /** What can't be read later, such as an access key's secret. */
    readonly outputs?: Properties;
}

export interface ReadState {
    /** As a program would have to say it; what AWS chose by default is left out. */
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** One resource type of the `aws` package: its schema as data, its life as functions on the account. */
export interface ResourceType {
    readonly token: string;
    /** As the AWS provider names it in errors. */
    readonly title: string;
    readonly inputs: Readonly<Record<string, InputRule>>;
    readonly outputs: readonly string[];
    /** Outputs that a plan shows as changed along with anything else. */
    readonly changedByUpdates?: readonly string[];
    /** The property that Pulumi fills with `<logical name>-<hex>`. */
    readonly autoname?: string;
    readonly autonamePrefix?: string;
    /** The longest name that is made so; what AWS takes is often less. Default: 255. */
    readonly autonameLength?: number;
    /** Pulumi-aws says that a replaced one goes before the new one comes. */
    readonly deleteBeforeReplace?: boolean;
    readonly rights: Readonly<Record<LifeCycleStep, readonly Right[]>>;
    /** The ARN on which the rights are needed, from inputs or state. */
    arn(account: Account, properties: Properties): string;
    check?(inputs: Properties): Failure[];
    create(context: Context, inputs: Properties): Created;
    /** Throws AWS's "not found" when it is gone. */
    read(context: Context, id: string, state: Properties): ReadState;
    update?(context: Context, id: string, news: Properties, olds: Properties): void;
    remove(context: Context, id: string, state: Properties): void;
}
