import { type Environment, run } from "./processes";
import type { EngineStack } from "./stack";

/** What runs programs of a language by Pulumi's Automation API: it takes a stack's name and an operation. */
export interface InlineProgram {
    readonly program: string;
    readonly arguments?: readonly string[];
    readonly environment?: Environment;
}

/** What an operation did, told by Pulumi's Automation API. */
export interface InlineOperation {
    /** As `changesIn` has them, with default providers. */
    readonly changes: readonly string[];
    /** What was said, as `severity: text`; of a failure, all that the CLI printed as well. */
    readonly diagnostics: readonly string[];
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly failed: boolean;
}

/** Runs the program of a stack as the inline program of the Automation API, which needs no language host. */
export async function operateInline(
    operation: "up" | "preview",
    stack: EngineStack,
    inline: InlineProgram,
): Promise<InlineOperation> {
    const printed = await run({
        program: inline.program,
        arguments: [...(inline.arguments ?? []), stack.name, operation],
        directory: stack.program,
        environment: { ...stack.environment, ...inline.environment },
    });
    return JSON.parse(printed.split("\n").at(-1)!) as InlineOperation;
}
