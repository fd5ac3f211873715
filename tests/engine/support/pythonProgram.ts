import { join } from "node:path";
import { run } from "./processes";
import type { Python } from "./python";
import type { EngineStack } from "./stack";

const DRIVER = join(__dirname, "pythonProgram.py");

/** What an operation did, told by Pulumi's Automation API for Python. */
export interface PythonOperation {
    /** As `changesIn` has them, with default providers. */
    readonly changes: readonly string[];
    /** What was said, as `severity: text`; of a failure, all that the CLI printed as well. */
    readonly diagnostics: readonly string[];
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly failed: boolean;
}

/** Runs the program of a stack by the Automation API, as its inline program. */
export async function operateInPython(
    operation: "up" | "preview",
    stack: EngineStack,
    { program, sdk }: Python,
): Promise<PythonOperation> {
    const printed = await run({
        program,
        arguments: [DRIVER, stack.name, operation],
        directory: stack.program,
        environment: { ...stack.environment, PYTHONPATH: sdk, PYTHONDONTWRITEBYTECODE: "1" },
    });
    return JSON.parse(printed.split("\n").at(-1)!) as PythonOperation;
}
