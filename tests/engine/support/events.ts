import type { EngineEvent, OutputMap, StepEventMetadata } from "@pulumi/pulumi/automation";

/** One step of the engine: what it did, or would do, to one resource. */
export interface Step {
    readonly op: string;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** The top-level inputs that differ, as the provider named them. */
    readonly diffs: readonly string[];
    /** The inputs that force a replacement. */
    readonly keys: readonly string[];
    /** By property path: how the property differs (`add`, `update`, `delete-replace`, ...). */
    readonly detailedDiff: Readonly<Record<string, string>>;
}

/**
 * The steps in the engine's order. A refresh learns only from the provider what a resource's step is, so there
 * the event after the step counts; everywhere else the event before it does, the only one a preview has.
 */
export function stepsOf(events: readonly EngineEvent[]): Step[] {
    const steps: Step[] = [];
    for (const event of events) {
        const before = event.resourcePreEvent?.metadata;
        const after = event.resOutputsEvent?.metadata;
        if (isDefaultProvider(before ?? after)) {
            continue;
        }
        if (before !== undefined && before.op !== "refresh") {
            steps.push(stepOf(before));
        } else if (after !== undefined && !steps.some((step) => step.urn === after.urn)) {
            steps.push(stepOf(after));
        }
    }
    return steps;
}

/** What happened to resources that something happened to, in the engine's order: `update lake-catalog`. */
export function changesIn({ steps }: { readonly steps: readonly Step[] }): string[] {
    return steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);
}

/** The engine makes these by itself, and leaves them out of its own display and count. */
function isDefaultProvider(metadata: StepEventMetadata | undefined): boolean {
    return metadata !== undefined && /::pulumi:providers:[^:]+::default(_|$)/.test(metadata.urn);
}

function stepOf(metadata: StepEventMetadata): Step {
    return {
        op: metadata.op,
        type: metadata.type,
        name: metadata.urn.split("::").at(-1) ?? "",
        urn: metadata.urn,
        diffs: metadata.diffs ?? [],
        keys: metadata.keys ?? [],
        detailedDiff: Object.fromEntries(
            Object.entries(metadata.detailedDiff ?? {}).map(([path, difference]) => [
                path,
                difference.diffKind,
            ]),
        ),
    };
}

const SHOWN_SEVERITIES: readonly string[] = ["error", "warning", "info", "info#err"];

/** What the engine had to say, without colours: errors and warnings, and what programs and providers printed. */
export function diagnosticsOf(events: readonly EngineEvent[]): string[] {
    return events
        .map((event) => event.diagnosticEvent)
        .filter((diagnostic) => diagnostic !== undefined)
        .filter(({ severity }) => SHOWN_SEVERITIES.includes(severity))
        .map(({ severity, message }) => `${severity}: ${plain(message).trim()}`);
}

/** The engine writes colours as `<{%fg 1%}>` in its events. */
function plain(message: string): string {
    return message.replace(/<\{%[^%]*%\}>/g, "");
}

/** How many resources each kind of step touched, as the engine counts them. */
export function summaryOf(events: readonly EngineEvent[]): Record<string, number> {
    const summary = events.find((event) => event.summaryEvent)?.summaryEvent;
    return { ...summary?.resourceChanges };
}

/** The member by which the engine marks a value as a secret. */
const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The stack's outputs, of which the engine shows no secret. */
export function outputsOf(events: readonly EngineEvent[]): OutputMap {
    const stack = events
        .map((event) => event.resOutputsEvent?.metadata)
        .findLast((metadata) => metadata?.type === "pulumi:pulumi:Stack");
    return Object.fromEntries(
        Object.entries(stack?.new?.outputs ?? {}).map(([name, value]) => {
            const secret = typeof value === "object" && value !== null && SECRET_SIGNATURE in value;
            return [name, { value: secret ? undefined : value, secret }];
        }),
    );
}
