import { AwsError } from "../account/errors";
import { authorize } from "../authorization/authorize";
import { deployerPrincipal } from "../authorization/principal";
import type { Sandbox } from "../sandbox";
import { cloudId } from "./ids";
import { resourceTypes } from "./resources";
import type {
    Context,
    LifeCycleStep,
    ParticularRight,
    Properties,
    ReadState,
    ResourceType,
    Right,
} from "./resourceType";
import { isSamePolicy, unknownValue, withoutUndefined } from "./values";

/** What the AWS SDK for Go writes before a service's name, from the action's prefix. */
const serviceNames: Record<string, string> = {
    s3tables: "S3Tables",
    iam: "IAM",
    glue: "Glue",
    lakeformation: "LakeFormation",
    kms: "KMS",
    sts: "STS",
};

const statusOf = (code: string) =>
    /Conflict|Exists/.test(code) ? 409 : /NotFound|NoSuch/.test(code) ? 404 : 400;

/** An error as it comes through the AWS SDK for Go and the AWS provider. */
export function providerError(doing: string, action: string, error: unknown): unknown {
    if (!(error instanceof AwsError)) return error;
    const [prefix = "", operation] = action.split(":");
    const request = `operation error ${serviceNames[prefix] ?? prefix}: ${operation}, https response error StatusCode: ${statusOf(error.code)}, RequestID: sandbox`;
    return new Error(`${doing}: ${request}, ${error.code}: ${error.message}`);
}

const gone = ["NotFoundException", "NoSuchEntity", "EntityNotFoundException"];

export const isGone = (error: unknown): boolean => error instanceof AwsError && gone.includes(error.code);

export function contextOf({ account, faults, caller }: Sandbox): Context {
    return { account, faults, deployer: caller ?? deployerPrincipal(account) };
}

export function typeOf(token: string): ResourceType {
    const type = resourceTypes.get(token);
    if (!type) throw new Error(`The sandbox does not emulate ${token}.`);
    return type;
}

const particular = (right: Right): ParticularRight => (typeof right === "string" ? { action: right } : right);

interface Change {
    /** What the program says now. */
    readonly news: Properties;
    readonly olds: Properties;
}

/** Runs one step of a resource's life with the deployer's rights. */
function step<Result>(
    { account, deployer }: Context,
    type: ResourceType,
    name: LifeCycleStep,
    properties: Properties,
    run: () => Result,
    change: Change = { news: properties, olds: {} },
): Result {
    for (const right of type.rights[name]) {
        const { action, arn = type.arn, context, when } = particular(right);
        if (when && !when(change.news, change.olds)) continue;
        authorize(account, deployer, action, [arn(account, properties)], context?.(properties));
    }
    return run();
}

const doing: Record<LifeCycleStep, string> = {
    create: "creating",
    read: "reading",
    update: "updating",
    delete: "deleting",
};

function described<Result>(
    type: ResourceType,
    name: LifeCycleStep,
    label: string,
    run: () => Result,
): Result {
    try {
        return run();
    } catch (error) {
        const { action } = particular(type.rights[name][0] ?? "");
        throw providerError(`${doing[name]} ${type.title} (${label})`, action, error);
    }
}

export interface State {
    readonly id: string;
    readonly state: Properties;
}

/** What was read back; of what can't be read, what the program or the state before has said. */
function stateOf(
    { inputs: rules }: ResourceType,
    said: Properties,
    read: ReadState,
    kept: Properties = {},
): Properties {
    const spelled = Object.entries(said).filter(
        ([name, value]) =>
            rules[name]?.writeOnly || (rules[name]?.policy && isSamePolicy(value, read.inputs[name])),
    );
    return withoutUndefined({ ...read.inputs, ...kept, ...Object.fromEntries(spelled), ...read.outputs });
}

/** Defaults of what can't be read stand in the state as well. */
const withDefaults = ({ inputs }: ResourceType, given: Properties): Properties => ({
    ...Object.fromEntries(
        Object.entries(inputs).flatMap(([name, rule]) =>
            rule.default === undefined ? [] : [[name, rule.default]],
        ),
    ),
    ...given,
});

export function create(sandbox: Sandbox, type: ResourceType, inputs: Properties, isPreview: boolean): State {
    const { __defaults: _, ...given } = inputs;
    if (isPreview) {
        const unknowns = Object.fromEntries(type.outputs.map((name) => [name, unknownValue]));
        return { id: "", state: { ...unknowns, ...given } };
    }
    const context = contextOf(sandbox);
    const label = String(given[type.autoname ?? ""] ?? type.arn(context.account, given));
    return described(type, "create", label, () => {
        const { id, outputs = {} } = step(context, type, "create", given, () => type.create(context, given));
        const found = type.read(context, id, { ...given, ...outputs });
        return { id, state: stateOf(type, withDefaults(type, given), found, outputs) };
    });
}

export interface ReadResult extends State {
    readonly inputs: Properties;
}

/** `undefined` when it is gone. Without old inputs it is an import or a `get`. */
export function read(
    sandbox: Sandbox,
    type: ResourceType,
    id: string,
    state: Properties,
    oldInputs: Properties,
): ReadResult | undefined {
    const context = contextOf(sandbox);
    try {
        const found = step(context, type, "read", { ...state, id }, () => type.read(context, id, state));
        const isRefresh = Object.keys(oldInputs).length > 0;
        const inputs = isRefresh ? refreshedInputs(type, oldInputs, found.inputs) : found.inputs;
        return { id, state: stateOf(type, state, found), inputs: withoutUndefined(inputs) };
    } catch (error) {
        if (isGone(error)) return undefined;
        return described(type, "read", id, () => {
            throw error;
        });
    }
}

/** Absent, `[]` and `{}` say the same. */
const isNothing = (value: unknown): boolean =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** A refresh looks only at the properties that the program has set. */
function refreshedInputs(type: ResourceType, olds: Properties, found: Properties): Properties {
    const entries = Object.keys(olds).map((name) => {
        const isRead = name in type.inputs && !type.inputs[name]?.writeOnly;
        return [
            name,
            isRead && !(isNothing(found[name]) && isNothing(olds[name])) ? found[name] : olds[name],
        ];
    });
    return Object.fromEntries(entries);
}

export function update(
    sandbox: Sandbox,
    type: ResourceType,
    id: string,
    olds: Properties,
    news: Properties,
    isPreview: boolean,
): Properties {
    const { __defaults: _, ...given } = news;
    if (isPreview) return { ...olds, ...given };
    const context = contextOf(sandbox);
    return described(type, "update", id, () => {
        const properties = { ...olds, ...given, id };
        const run = () => type.update?.(context, id, given, olds);
        step(context, type, "update", properties, run, { news: given, olds });
        const found = type.read(context, cloudId(type, id, given), { ...olds, ...given });
        return stateOf(type, withDefaults(type, given), found);
    });
}

export function remove(sandbox: Sandbox, type: ResourceType, id: string, state: Properties): void {
    const context = contextOf(sandbox);
    described(type, "delete", id, () => {
        try {
            step(context, type, "delete", { ...state, id }, () => type.remove(context, id, state));
        } catch (error) {
            if (!isGone(error)) throw error;
        }
    });
}
