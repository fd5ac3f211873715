"""Runs `up` or `preview` of a project in the working folder by Pulumi's Automation API, which needs no language host.

    python pythonProgram.py <stack> up|preview

prints as JSON what happened. The project's own __main__.py is the inline program.
"""

import json
import runpy
import sys

from pulumi import automation


def run_program():
    runpy.run_path("__main__.py", run_name="__main__")


def operate(stack, operation, on_event):
    if operation == "preview":
        stack.preview(on_event=on_event)
        return {}
    outputs = stack.up(on_event=on_event, suppress_progress=True).outputs
    return {name: output.value for name, output in outputs.items()}


def main(name, operation):
    changes = []
    diagnostics = []

    def on_event(event):
        if event.resource_pre_event:
            metadata = event.resource_pre_event.metadata
            if metadata.op != automation.OpType.SAME:
                changes.append(f"{metadata.op.value} {metadata.urn.split('::')[-1]}")
        if event.diagnostic_event:
            diagnostics.append(f"{event.diagnostic_event.severity}: {event.diagnostic_event.message}")

    workspace = automation.LocalWorkspace(work_dir=".", program=run_program)
    stack = automation.Stack.select(name, workspace)
    result = {"changes": changes, "diagnostics": diagnostics, "outputs": {}, "failed": False}
    try:
        result["outputs"] = operate(stack, operation, on_event)
    except automation.CommandError as error:
        result["failed"] = True
        # What ended the program stands in the command's output only.
        diagnostics.append(str(error))
    print(json.dumps(result))


main(*sys.argv[1:])
